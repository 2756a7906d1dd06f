#include "project/verify.hpp"

#include <optional>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "project/catalog_lines.hpp"
#include "project/concerned.hpp"
#include "project/example_rows.hpp"
#include "project/from_nothing.hpp"
#include "run/script.hpp"

namespace sluice::project {

namespace {

constexpr int rows_of_each = 3;

struct failed {
  std::string sqlstate;
  std::string text;
};

std::vector<std::string> role_names(const verify_request& asked) {
  std::vector<std::string> out;
  for (const model::database* one : {asked.before, asked.after}) {
    for (const model::role& role : one->roles) out.push_back(role.name);
  }
  return out;
}

std::string all_texts(const verify_request& asked) {
  std::string out;
  for (const auto* files : {&asked.up, &asked.down}) {
    for (const std::vector<std::string>& one : *files) out += join(one, "\n");
  }
  return out;
}

class trial {
 public:
  explicit trial(const verify_request& asked)
      : asked_(asked), scratch_(asked.target, asked.kind, role_names(asked)) {
    std::tie(before_, after_) = concerned_by(all_texts(asked), *asked.before, *asked.after);
  }

  verification run() {
    verification out;
    out.server = version();
    const auto fresh = lines_of(after_);
    if (!fresh) return impossible(std::move(out), "the new schema can't be built afresh");
    fresh_ = *fresh;

    if (auto stop = start(true)) {
      said_ = stop->text;
      return impossible(std::move(out), "the schema before can't be built");
    }
    if (auto stop = there_and_back(out)) {
      // Values that don't suit are no fault of the statements: they count on empty tables.
      const bool is_about_rows =
          stop->sqlstate.starts_with("22") || stop->sqlstate.starts_with("23");
      if (!is_about_rows) return wrong(std::move(out), *stop);
      if (asked_.keeps_down || !is_back_) out.with_rows = std::move(stop->text);
      stop = start(false);
      if (!stop) stop = there_and_back(out);
      if (stop) return wrong(std::move(out), *stop);
    }
    return out;
  }

 private:
  std::string version() {
    const int number = scratch_.connection().server_version();
    return concat(std::to_string(number / 10000), ".", std::to_string(number % 100));
  }

  verification impossible(verification out, std::string_view what) const {
    out.is = verification::outcome::impossible;
    out.details = {concat(what, ": ", said_)};
    return out;
  }
  static verification wrong(verification out, const failed& stop) {
    out.is = verification::outcome::wrong;
    out.details.insert(out.details.begin(), stop.text);
    return out;
  }

  std::optional<failed> attempt(std::string_view sql) {
    if (scratch_.is_about_role_of_others(trim(sql))) return std::nullopt;
    const pg::outcome came = scratch_.connection().attempt(sql);
    if (came.ok()) return std::nullopt;
    if (!came.failure) return failed{"08006", scratch_.connection().last_words()};
    return failed{came.failure->sqlstate, concat(came.failure->sqlstate, " ", came.failure->text,
                                                 "\n", pg::excerpt(sql, came.failure->position))};
  }
  std::optional<failed> attempt(const std::vector<std::string>& all) {
    for (const std::string& one : all) {
      if (auto stop = attempt(one)) return stop;
    }
    return std::nullopt;
  }

  std::optional<failed> build(const model::database& all) {
    for (const model::database* one : {&before_, &after_}) {
      if (auto stop = attempt(tables_of_others(*one))) return stop;
    }
    return attempt(statements_from_nothing(all));
  }
  // Nothing, and `said_`, where it can't be built.
  std::optional<std::vector<std::string>> lines_of(const model::database& all) {
    pg::transaction undone(scratch_.connection());
    if (auto stop = build(all)) {
      said_ = std::move(stop->text);
      return std::nullopt;
    }
    return catalog_lines(scratch_.connection());
  }
  std::vector<std::string> lines_now() {
    pg::transaction undone(scratch_.connection());
    return catalog_lines(scratch_.connection());
  }

  // As `migrate` runs it.
  std::optional<failed> apply(const std::vector<std::string>& statements) {
    migrations::migration_file file{.hash = "", .statements = statements, .lines = {}};
    file.lines.assign(statements.size(), 1);
    const run::script script = run::make_script(std::move(file), "");
    const bool is_one = script.mode == run::transaction_mode::one;
    if (is_one) scratch_.connection().execute("begin");
    for (const pg::statement& one : script.statements) {
      if (auto stop = attempt(one.text)) {
        if (scratch_.connection().transaction() != pg::transaction_state::idle) {
          scratch_.connection().attempt("rollback");
        }
        return stop;
      }
    }
    return is_one ? attempt("commit") : std::nullopt;
  }

  void fill() {
    std::vector<std::string> left;
    for (const model::table* one : filling_order(before_)) {
      for (int number = 0; number < rows_of_each; ++number) {
        left.push_back(example_row(before_, after_, *one, number));
      }
    }
    pg::connection& database = scratch_.connection();
    database.execute("begin");
    // Twice: in a cycle of foreign keys a row may find in the end what it misses at first. One that
    // does not meet a check, for example, is never there: a table without it will do.
    for (int round = 0; round < 2; ++round) {
      std::erase_if(left, [&](const std::string& row) {
        const pg::outcome came =
            database.attempt(concat("savepoint a_row; ", row, "; release savepoint a_row"));
        if (!came.ok()) database.execute("rollback to savepoint a_row");
        return came.ok();
      });
    }
    database.execute("commit");
  }
  std::optional<failed> up() {
    for (const std::vector<std::string>& file : asked_.up) {
      if (auto stop = apply(file)) return stop;
    }
    return same(fresh_, "after the migration the database is not what the schema says:");
  }
  std::optional<failed> same(const std::vector<std::string>& want, std::string_view otherwise) {
    const std::vector<std::string> found = catalog_difference(want, lines_now());
    if (found.empty()) return std::nullopt;
    return failed{"", concat(otherwise, "\n", join(found, "\n"))};
  }

  std::optional<failed> start(bool with_rows) {
    if (!with_rows) scratch_.clear();
    pg::transaction kept(scratch_.connection());
    if (auto stop = build(before_)) return stop;
    kept.commit();
    start_ = lines_now();
    if (with_rows) fill();
    return std::nullopt;
  }
  std::optional<failed> there_and_back(verification& out) {
    if (auto stop = up()) return stop;
    if (asked_.down.empty()) return std::nullopt;
    is_back_ = true;
    for (const std::vector<std::string>& file : asked_.down) {
      if (auto stop = apply(file)) {
        stop->text = concat("the way back fails: ", stop->text);
        return stop;
      }
    }
    if (auto stop = same(start_, "after the way back the database is not what it was:"))
      return stop;
    if (auto stop = up()) {
      stop->text = concat("after the way back, once more: ", stop->text);
      return stop;
    }
    out.went_back = true;
    return std::nullopt;
  }

  const verify_request& asked_;
  scratch scratch_;
  model::database before_;
  model::database after_;
  std::vector<std::string> start_;
  std::vector<std::string> fresh_;
  std::string said_;
  bool is_back_ = false;  // it came so far
};

}  // namespace

verification verify(const verify_request& asked) {
  const auto start = std::chrono::steady_clock::now();
  trial it(asked);
  verification out = it.run();
  out.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return out;
}

}  // namespace sluice::project
