// The consent that a protected database asks for: --confirm, or its name typed at the terminal.
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/flags.hpp"
#include "run/consent.hpp"

namespace sluice::cli {

// --confirm DATABASE. Never from the environment: it is said for one command.
void declare_consent(flag_set& flags, std::optional<std::string>& into);

// As run::expect_consent takes it. `in` must outlive it.
run::consent consent_of(const context& in, const std::optional<std::string>& given,
                        const std::optional<std::string>& protected_environment);

}  // namespace sluice::cli
