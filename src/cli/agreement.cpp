#include "cli/agreement.hpp"

#include "base/error.hpp"
#include "cli/prompt.hpp"

namespace sluice::cli {

bool is_agreed(const console& terminal, const agreement& asked) {
  if (terminal.chosen().yes) return true;
  if (!terminal.may_ask()) {
    throw error(failure::needs_input, "CLI.NEEDS_YES", asked.what)
        .because("nothing was changed")
        .advise(asked.command);
  }
  return select(terminal, asked.question,
                {{.text = asked.no, .creates = true}, {.text = asked.yes}}, "--yes") == 1;
}

}  // namespace sluice::cli
