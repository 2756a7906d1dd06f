#include "cli/consent.hpp"

#include <fmt/format.h>

#include "cli/prompt.hpp"

namespace sluice::cli {

void declare_consent(flag_set& flags, std::optional<std::string>& into) {
  flags.typed("--confirm", "DATABASE", into, "the name of a protected database: it is meant");
}

run::consent consent_of(const context& in, const std::optional<std::string>& given,
                        const std::optional<std::string>& protected_environment) {
  run::consent out{.given = given, .environment = protected_environment};
  out.ask = [&terminal = in.terminal](const std::string& database,
                                      const std::string& mark) -> std::optional<std::string> {
    if (!terminal.may_ask()) return std::nullopt;
    const std::string question =
        fmt::format("The database {} is protected as {}. Type its name to go on: ",
                    terminal.err().bold(database), terminal.err().red(mark));
    return ask_line(question, fmt::format("--confirm {}", database));
  };
  return out;
}

}  // namespace sluice::cli
