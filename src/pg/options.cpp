#include "pg/options.hpp"

#include <algorithm>
#include <cstdlib>

namespace sluice::pg {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// As PostgreSQL splits them: at blanks, where no backslash stands before.
std::vector<std::string> arguments_of(std::string_view options) {
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (is_blank(options[i])) {
      inside = false;
      continue;
    }
    if (!inside) out.emplace_back();
    inside = true;
    if (options[i] == '\\' && i + 1 < options.size()) ++i;
    out.back() += options[i];
  }
  return out;
}

}  // namespace

std::optional<settings> settings_of(std::string_view options) {
  settings out;
  const std::vector<std::string> arguments = arguments_of(options);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view one = arguments[i];
    const bool is_long = one.starts_with("--");
    if (!is_long && !one.starts_with("-c")) return std::nullopt;
    one.remove_prefix(2);
    if (one.empty() && !is_long && i + 1 < arguments.size()) one = arguments[++i];
    const std::size_t equals = one.find('=');
    if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
    std::string name(one.substr(0, equals));
    std::replace(name.begin(), name.end(), '-', '_');
    out.emplace_back(std::move(name), one.substr(equals + 1));
  }
  return out;
}

bool leave_out_options(connection_target& target, std::string_view refusal) {
  // PgBouncer's words, and those of the proxy of Amazon RDS.
  const bool of_options = refusal.find("unsupported startup parameter") != std::string_view::npos ||
                          refusal.find("support command-line options") != std::string_view::npos;
  if (!of_options || target.options_refused) return false;
  const auto all = settings_of(target.get("options"));
  if (!all || all->empty()) return false;
  target.options_refused = true;
  target.through_pooler = true;
  ::unsetenv("PGOPTIONS");  // which libpq would send in their place
  return true;
}

}  // namespace sluice::pg
