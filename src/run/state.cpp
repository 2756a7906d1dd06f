#include "run/state.hpp"

#include "base/text.hpp"

namespace sluice::run {

const state_words& words_of(state which) {
  static constexpr state_words applied{"applied", "LEDGER.APPLIED", "applied", false};
  static constexpr state_words pending{"pending", "LEDGER.PENDING", "not applied yet", false};
  static constexpr state_words older{
      "older", "LEDGER.OUT_OF_ORDER",
      "older than the last applied one: drizzle-orm's migrator passes over it in silence", false};
  static constexpr state_words half_applied{
      "half", "LEDGER.HALF_APPLIED", "applied in part: a run ended in the middle of it", false};
  static constexpr state_words half_edited{"mixed", "LEDGER.EDITED_HALFWAY",
                                           "applied in part, and its file was changed after that",
                                           true};
  static constexpr state_words unsure{
      "unsure", "LEDGER.UNSURE",
      "half-way, and how far is not known: a run died at a statement that commits by itself", true};
  static constexpr state_words edited{"edited", "LEDGER.EDITED",
                                      "applied, and its file was changed after that", true};
  static constexpr state_words file_missing{"missing", "LEDGER.FILE_MISSING",
                                            "applied, and its file is missing", true};
  static constexpr state_words retimed{
      "retimed", "LEDGER.RETIMED",
      "applied, and dated later than every row: drizzle-orm's migrator would apply it again", true};
  static constexpr state_words half_taken_back{
      "undoing", "LEDGER.HALF_TAKEN_BACK",
      "taken back in part, and still recorded as applied: a rollback ended in the middle of it",
      true};
  static constexpr state_words twin{"twin", "FOLDER.DUPLICATE_TAG",
                                    "in the journal twice, and not applied twice", true};
  static constexpr state_words no_file{"no file", "FOLDER.FILE_MISSING",
                                       "not applied, and has no file", true};
  static constexpr state_words outside{"outside", "FOLDER.FILE_OUTSIDE",
                                       "in no journal, and never applied", false};
  static constexpr state_words unknown_row{"unknown", "LEDGER.UNKNOWN_ROW",
                                           "of no migration in this folder", true};
  static constexpr state_words applied_twice{"twice", "LEDGER.APPLIED_TWICE",
                                             "of a migration that has a row already", true};
  switch (which) {
    case state::applied:
      return applied;
    case state::pending:
      return pending;
    case state::older:
      return older;
    case state::half_applied:
      return half_applied;
    case state::half_edited:
      return half_edited;
    case state::unsure:
      return unsure;
    case state::edited:
      return edited;
    case state::file_missing:
      return file_missing;
    case state::retimed:
      return retimed;
    case state::half_taken_back:
      return half_taken_back;
    case state::twin:
      return twin;
    case state::no_file:
      return no_file;
    case state::outside:
      return outside;
    case state::applied_twice:
      return applied_twice;
    case state::unknown_row:
      break;
  }
  return unknown_row;
}

std::string resolution(state which, const std::string& who, const std::string& file) {
  switch (which) {
    case state::applied:
      return {};
    case state::pending:
    case state::half_applied:
      return "sluice migrate";
    case state::half_edited:
      return concat(
          "put the file back as it was, and `sluice migrate` goes on where it stopped; where that "
          "is right for the changed file too: sluice repair --accept ",
          who, "; where what was applied was undone by hand: sluice repair --forget ", who);
    case state::unsure:
      return concat("look whether it is done; where it is: sluice repair --past ", who,
                    "; where it has to run again: sluice repair --again ", who);
    case state::older:
      return "sluice migrate --out-of-order apply";
    case state::edited:
      return concat(
          "put the file back as it was applied and write the change as a new migration; or, where "
          "the database is as the file says now: sluice repair --accept ",
          who);
    case state::file_missing:
      return concat("git checkout -- ", file,
                    "; or take its entry out of the journal, after: sluice repair --forget ", who);
    case state::retimed:
      return concat("sluice repair --accept ", who);
    case state::half_taken_back:
      return concat(
          "sluice rollback, which goes on there; or, where all of it was done by hand: sluice "
          "repair --forget ",
          who, "; where what was taken back is there again: sluice repair --accept ", who);
    case state::twin:
      return "take the entry that came in by mistake out of meta/_journal.json";
    case state::no_file:
      return concat("git checkout -- ", file, "; or take its entry out of meta/_journal.json");
    case state::outside:
      return concat("sluice generate --custom, and move its SQL there; or move ", file,
                    " out of the folder");
    case state::unknown_row:
      return concat(
          "bring the migration back, if it is another branch's; or sluice repair --forget ", who);
    case state::applied_twice:
      return concat("sluice repair --forget ", who);
  }
  return {};
}

}  // namespace sluice::run
