// The states that a migration, a row of the ledger or a file can be in, each with a name, a stable
// code, what it means and what resolves it (docs/guide.md shows them on one page). Pure.
#pragma once

#include <string>
#include <string_view>

namespace sluice::run {

enum class state {
  applied,
  pending,
  older,            // pending, and a later one is applied
  half_applied,     // pending, and a run was ended in the middle
  half_edited,      // and its file was changed since
  unsure,           // the same, and it must not be gone on with unasked
  edited,           // applied, and its file was changed since
  file_missing,     // applied, and its file is gone
  retimed,          // applied, and drizzle-orm's migrator would apply it again
  half_taken_back,  // applied, and a rollback was ended in the middle
  twin,             // not applied, and another entry of the journal has its tag
  no_file,          // not applied, and it has no file
  outside,          // a file in no journal
  unknown_row,      // a row of no migration
  applied_twice,    // a second row of a migration
};

struct state_words {
  std::string_view name;     // one word
  std::string_view code;     // dotted and stable
  std::string_view meaning;  // behind "0001_tag is" or by itself
  bool disagrees;            // ledger and folder contradict each other
};

const state_words& words_of(state which);

// What to type or to edit; "" where nothing has to be done. `who` is a tag, or a row's id where the
// state is a row's; `file` is the migration's.
std::string resolution(state which, const std::string& who, const std::string& file);

}  // namespace sluice::run
