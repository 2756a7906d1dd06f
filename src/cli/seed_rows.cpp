#include "cli/seed_rows.hpp"

#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/live_line.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

std::uint64_t read_number(std::string_view flag, std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (wrong == std::errc() && end == text.data() + text.size()) return out;
  throw error(failure::usage, "USAGE.VALUE",
              fmt::format("{} takes a whole number, not \"{}\"", flag, text));
}

void complete_request(const database_flags& database, seed_rows_flags& given) {
  project::generate_rows_request& request = given.request;
  data::generate_request& what = request.what;
  what.rows = read_number("--generate", *given.rows);
  if (given.seed) what.seed = read_number("--seed", *given.seed);
  if (given.nulls) {
    constexpr std::uint64_t all = 100;
    const std::uint64_t percent = read_number("--nulls", *given.nulls);
    if (percent > all) {
      throw error(failure::usage, "USAGE.VALUE", "--nulls takes a percentage, 0 to 100");
    }
    what.nulls = static_cast<double>(percent) / static_cast<double>(all);
  }
  for (const std::string& one : given.tables) {
    const std::size_t at = one.find('=');
    data::generate_request::named_table& added = what.tables.emplace_back();
    added.name = one.substr(0, at);
    if (at != std::string::npos) added.rows = read_number("--table", one.substr(at + 1));
  }
  if (given.password) what.password = *given.password;
  if (given.cost) what.password_cost = *given.cost;
  request.database = database.request;
  request.interrupt = &listen_for_interruption();
}

std::string document(const database_flags& database, const std::vector<data::generated_table>& made,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version).member("status", "generated");
  out.member("database", database.database).key("tables").begin_array();
  for (const data::generated_table& one : made) {
    out.begin_object().member("name", one.name);
    out.member("rows", static_cast<std::int64_t>(one.rows)).end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

void declare_rows(flag_set& flags, seed_rows_flags& into) {
  data::generate_request& to = into.request.what;
  flags.heading("Generated rows");
  flags.text("--generate", "ROWS", into.rows, "so many in each table, instead of the seeds");
  flags.list("--table", "NAME[=ROWS]", into.tables, "only there; can be repeated");
  flags.text("--seed", "NUMBER", into.seed, "other rows; the same every time (1)");
  flags.text("--nulls", "PERCENT", into.nulls, "NULL in columns that may be (10)");
  flags.list("--password-column", "[TABLE.]COLUMN", to.password_columns,
             "gets a bcrypt hash of the password");
  flags.typed("--password", "TEXT", into.password, "the password (password)");
  flags.number("--password-cost", "4-31", into.cost, "of bcrypt (10)");
  flags.toggle("--hash-each", to.hash_each, "a hash for each row, not one for all");
}

int generate_rows(context& in, database_flags& database, seed_rows_flags& given) {
  complete_request(database, given);
  const console& terminal = in.terminal;
  live_line live(terminal);
  const project::migrate_callbacks to = callbacks(in, database);
  const auto begin = std::chrono::steady_clock::now();
  const auto so_far = [&] {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 begin);
  };
  data::generate_observer watch;
  watch.progress = [&](const std::string& table, std::uint64_t rows, std::uint64_t of) {
    live.show(fmt::format("{}: {} of {} rows", table, rows, of),
              std::chrono::duration_cast<std::chrono::milliseconds>(so_far()));
  };
  watch.done = [&](const data::generated_table& one) {
    live.clear();
    terminal.say(fmt::format("{} {} {} row{} {}", terminal.err().green("✓"), one.name, one.rows,
                             one.rows == 1 ? "" : "s", terminal.err().dim(show(one.took))));
  };
  const std::vector<data::generated_table> made = project::generate_rows(given.request, to, watch);
  live.clear();
  if (terminal.chosen().json) {
    terminal.data(document(database, made, in.remarks));
    return 0;
  }
  std::uint64_t rows = 0;
  for (const data::generated_table& one : made) rows += one.rows;
  terminal.say(made.empty() ? std::string("there is no table to fill")
                            : fmt::format("{} rows in {} table{}, {}", rows, made.size(),
                                          made.size() == 1 ? "" : "s", show(so_far())));
  return 0;
}

}  // namespace sluice::cli
