#include "run/inspection.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/settings.hpp"
#include "run/state.hpp"

namespace sluice::run {

inspection::inspection(pg::connection& connection, const migrations::folder& folder,
                       const options& how, const session& says)
    : connection_(connection),
      folder_(folder),
      how_(how),
      says_(says),
      known_(known_migrations(folder)) {}

void inspection::look() {
  ledger_ = read_ledger(connection_, how_.ledger);
  matching_ = compare(connection_, how_.ledger, folder_, known_, ledger_);
  pending_.clear();
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is == standing::pending) pending_.push_back(i);
  }
}

bool inspection::has(const std::string& tag, ledger& now) {
  const matching then = compare(connection_, how_.ledger, folder_, known_, now);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (known_[i].tag == tag && then.migrations[i].row) return true;
  }
  return false;
}

void inspection::refuse_contradictions() const {
  refuse_edited();
  refuse_twins();
}

void inspection::refuse_edited() const {
  std::vector<std::string> edited;
  std::string first;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is != standing::edited) continue;
    if (edited.empty()) first = folder_.file_of(entry(i)).string();
    edited.push_back(known_[i].tag);
  }
  if (edited.empty()) return;
  const std::string message = concat(edited.size() == 1 ? "a migration was" : "migrations were",
                                     " changed after being applied: ", join(edited, ", "));
  if (how_.accept_edited) {
    says_.remark(severity::warning, "LEDGER.EDITED", message);
    return;
  }
  error refused(failure::ledger, "LEDGER.EDITED", message);
  refused.where = {first, 0, 0};
  refused.migration = edited.front();
  throw std::move(refused)
      .because("its row of the ledger has another hash; nothing was applied in this run")
      .advise(concat(resolution(state::edited, edited.front(), first),
                     "; --accept-edited passes over it this once"));
}

void inspection::refuse_twins() const {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is != standing::twin) continue;
    error refused(failure::ledger, "FOLDER.DUPLICATE_TAG",
                  concat("the journal lists ", known_[i].tag, " twice"));
    refused.migration = known_[i].tag;
    throw std::move(refused)
        .at({(folder_.directory() / "meta/_journal.json").string(), 0, 0})
        .because("it would be applied twice; nothing was applied in this run")
        .advise(resolution(state::twin, known_[i].tag, {}));
  }
}

void inspection::weigh_order() const {
  std::vector<std::string> older;
  for (const std::size_t i : pending_) {
    if (matching_.migrations[i].out_of_order) older.push_back(known_[i].tag);
  }
  if (older.empty()) return;
  const std::string tags = join(older, ", ");
  bool strict = how_.older == out_of_order::refuse;
  std::string why = how_.strict_because;
  if (how_.older == out_of_order::refuse_where_protected) {
    if (const auto mark = read_protection(connection_)) {
      strict = true;
      why = concat("the database is protected as ", mark->name);
    }
  }
  if (strict) {
    error refused(failure::ledger, "LEDGER.OUT_OF_ORDER",
                  concat("not applied, though later migrations are: ", tags));
    refused.migration = older.front();
    throw std::move(refused)
        .because(concat("drizzle-orm's migrator would pass over them in silence; ", why,
                        why.empty() ? "" : ", so they are not applied unasked; ",
                        "nothing was applied in this run"))
        .advise("apply them all the same with --out-of-order apply");
  }
  says_.remark(severity::warning, "LEDGER.OUT_OF_ORDER",
               concat(how_.dry_run ? "would be applied now" : "applied now",
                      ", though later migrations are in the database already: ", tags));
}

// drizzle-orm's migrator goes by the newest time alone.
void inspection::remark_on_times() const {
  std::int64_t newest = 0;
  for (const ledger_row& row : ledger_.rows) newest = std::max(newest, row.created_at);
  for (const std::size_t i : pending_) newest = std::max(newest, known_[i].when);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (!matching_.migrations[i].row || known_[i].when <= newest) continue;
    says_.remark(severity::warning, "LEDGER.RETIMED",
                 concat(known_[i].tag, " is ", words_of(state::retimed).meaning, ": ",
                        resolution(state::retimed, known_[i].tag, {})));
  }
}

void inspection::remark_on_the_rest() const {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (known_[i].hashes.empty() && matching_.migrations[i].row) {
      says_.remark(severity::note, "LEDGER.FILE_MISSING",
                   concat(known_[i].tag, " is ", words_of(state::file_missing).meaning),
                   {folder_.file_of(entry(i)).string(), 0, 0});
    }
  }
  for (const repeated_row& one : matching_.repeated_rows) {
    const std::string id = std::to_string(ledger_.rows[one.row].id);
    says_.remark(severity::warning, "LEDGER.APPLIED_TWICE",
                 concat("row ", id, " of ", how_.ledger.quoted(), " is a second one of ",
                        known_[one.migration].tag, ": sluice repair --forget ", id));
  }
  remark_on_times();
  const std::size_t unknown = matching_.unknown_rows.size();
  if (unknown == 0) return;
  const ledger_row& last = ledger_.rows[matching_.unknown_rows.back()];
  says_.remark(
      severity::note, "LEDGER.UNKNOWN_ROW",
      concat(std::to_string(unknown), unknown == 1 ? " row" : " rows", " of ", how_.ledger.quoted(),
             unknown == 1 ? " is" : " are", " of no migration in this folder; the last is id ",
             std::to_string(last.id), ", created_at ", std::to_string(last.created_at)));
}

}  // namespace sluice::run
