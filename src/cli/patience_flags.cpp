#include "cli/patience_flags.hpp"

#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/duration.hpp"

namespace sluice::cli {

namespace {

int number(const std::string& flag, const std::string& text) {
  int out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && out >= 0) return out;
  throw error(failure::usage, "USAGE.VALUE", fmt::format("{} is a number; not \"{}\"", flag, text));
}

}  // namespace

void declare_patience(flag_set& flags, patience_flags& into) {
  flags.heading("Patience");
  flags.text("--advisory-lock-timeout", "TIME", into.lock_wait, "wait for another migrator (60s)");
  flags.text("--lock-timeout", "TIME", into.lock_timeout,
             "for statements whose locks others queue behind (5s; 0s: wait)");
  flags.text("--lock-retries", "NUMBER", into.lock_retries,
             "try again after lock timeouts and deadlocks (10)");
  flags.text("--statement-timeout", "TIME", into.statement_timeout,
             "PostgreSQL's statement_timeout");
}

void complete(const patience_flags& given, project::database_request& database,
              run::session_options& how) {
  // Checked here: PostgreSQL would complain about the connection, not about the flag.
  if (given.statement_timeout) {
    database.statement_timeout =
        fmt::format("{}ms", read_duration("--statement-timeout", *given.statement_timeout).count());
  }
  if (given.lock_wait) {
    how.advisory_lock_timeout = read_duration("--advisory-lock-timeout", *given.lock_wait);
  }
  if (given.lock_timeout) {
    how.locks.lock_timeout = read_duration("--lock-timeout", *given.lock_timeout);
  }
  if (given.lock_retries) how.locks.retries = number("--lock-retries", *given.lock_retries);
}

}  // namespace sluice::cli
