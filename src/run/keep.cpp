#include "run/keep.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/keep_block.hpp"
#include "run/losses.hpp"

namespace sluice::run {
namespace {

using kind = loss::kind;

class keeper {
 public:
  keeper(script content, const std::string& tag, const ledger_name& ledger)
      : content_(std::move(content)), tag_(tag), ledger_(ledger), losses_(losses_of(content_)) {}

  bool has_work() const {
    return std::any_of(losses_.begin(), losses_.end(), [](const loss& one) {
      return one.what != kind::other;  // what can't be judged may drop things
    });
  }

  migrations::migration_file rewrite(const std::string& hash) {
    out_.hash = hash;
    if (content_.begin != "begin") add(std::string(content_.begin), 0);
    add(begin_keeping_block(), 0);
    for (std::size_t i = 0; i < content_.statements.size(); ++i) {
      if (!keep(i)) add(std::string(content_.statements[i].text), i);
    }
    add(end_keeping_block(), content_.statements.size() - 1);
    if (content_.begin != "begin") add(std::string(content_.commit), 0);
    return std::move(out_);
  }

 private:
  void add(std::string sql, std::size_t statement) {
    const std::size_t chunk = content_.chunk_of[statement];
    const std::size_t line =
        sluice::locate(content_.chunks[chunk], content_.statements[statement].offset).line;
    out_.statements.push_back(std::move(sql));
    out_.lines.push_back(content_.lines[chunk] + static_cast<int>(line) - 1);
  }

  std::vector<const loss*> losses_at(std::size_t statement) const {
    std::vector<const loss*> out;
    for (const loss& one : losses_) {
      if (one.statement == statement) out.push_back(&one);
    }
    return out;
  }

  // Of that table, anywhere in the file: no key may hold them.
  std::vector<std::string> dropped_columns(const loss& of) const {
    std::vector<std::string> out;
    for (const loss& one : losses_) {
      if (one.what == kind::column && one.name == of.name && one.schema == of.schema) {
        out.push_back(one.column);
      }
    }
    return out;
  }

  keep_context about(const loss& one) const { return {ledger_, tag_, dropped_columns(one)}; }

  // True where the statement itself is done too.
  bool keep(std::size_t statement) {
    const std::vector<const loss*> all = losses_at(statement);
    const std::string text(content_.statements[statement].text);
    if (all.size() == 1 && all[0]->what == kind::table) {
      add(table_block(*all[0], about(*all[0]), text), statement);
      return true;
    }
    for (const loss* one : all) {
      if (one->what == kind::table) {
        add(table_block(*one, about(*one)), statement);
      } else if (one->what == kind::column) {
        add(column_block(*one, about(*one)), statement);
      } else if (one->what == kind::schema) {
        add(schema_block(*one, about(*one)), statement);
      }
    }
    return false;
  }

  script content_;
  const std::string& tag_;
  const ledger_name& ledger_;
  std::vector<loss> losses_;
  migrations::migration_file out_;
};

}  // namespace

migrations::migration_file keep_what_is_dropped(migrations::migration_file file,
                                                const std::string& tag, const ledger_name& ledger) {
  migrations::migration_file again = file;
  script content = make_script(std::move(file), tag);
  const transaction_mode mode = content.mode;
  const std::string hash = again.hash;
  keeper work(std::move(content), tag, ledger);
  if (!work.has_work()) return again;
  if (mode != transaction_mode::one) {
    error refused(failure::migration, "TRASH.TRANSACTIONS",
                  concat("what the way back of ", tag,
                         " drops can't be kept: it is more than one transaction"));
    refused.migration = tag;
    throw std::move(refused)
        .because("nothing was changed")
        .advise("take `-- sluice:tx none` and COMMIT out of the file, or go without --keep-data");
  }
  return work.rewrite(hash);
}

}  // namespace sluice::run
