// What PostgreSQL or Drizzle calls things of a renamed table or column.
#include "model/generated_names.hpp"

#include <optional>

#include "diff/comparison.hpp"

namespace sluice::diff {

namespace {

class search {
 public:
  explicit search(const comparison& all) : all_(all) {}

  std::vector<generated_rename> run() {
    for (const table_pair& pair : all_.changed_tables) {
      const bool is_elsewhere =
          pair.before->name != pair.after->name ||
          key(all_.schema_now(pair.before->schema), "") != key(pair.after->schema, "");
      for (const auto& [before, after] : pair.columns.kept) {
        if (is_elsewhere && before->primary_key && after->primary_key) {
          add(pair, generated_rename::what::key, names_before().key(*pair.before),
              names_after().key(*pair.after));
        }
        if ((is_elsewhere || before->name != after->name) && model::is_serial(*before) &&
            model::is_serial(*after)) {
          add(pair, generated_rename::what::sequence, names_before().sequence(*before),
              names_after().sequence(*after));
        }
        if (before->identity && after->identity) {
          add(pair, generated_rename::what::sequence, model::clipped(before->identity->name),
              model::clipped(after->identity->name));
        }
      }
    }
    return std::move(found_);
  }

 private:
  void add(const table_pair& pair, generated_rename::what kind, const std::string& from,
           const std::string& to) {
    if (from != to) found_.push_back({&pair, kind, from, to});
  }
  const model::generated_names& names_before() {
    if (!before_) before_.emplace(all_.before);
    return *before_;
  }
  const model::generated_names& names_after() {
    if (!after_) after_.emplace(all_.after);
    return *after_;
  }

  const comparison& all_;
  std::vector<generated_rename> found_;
  std::optional<model::generated_names> before_;
  std::optional<model::generated_names> after_;
};

}  // namespace

void match_generated_names(comparison& all) {
  all.generated_renames = search(all).run();
}

}  // namespace sluice::diff
