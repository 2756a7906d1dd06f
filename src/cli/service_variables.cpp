#include "cli/service_variables.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/duration.hpp"
#include "cli/wait_flags.hpp"
#include "pg/target.hpp"

namespace sluice::cli {

namespace {

using names = std::vector<std::string>;

// A part of the connection: the variables that say it, the first that is set counts. The first name
// of the list and its default are those of the service that this one replaces.
struct part {
  std::string name;
  std::string otherwise;
  names others;  // as other images and frameworks call it; POSTGRES_… goes before DB_…
};

const std::array<part, 5> parts{
    {{"DB_HOST", "vectorchord", {"POSTGRES_HOST"}},
     {"DB_PORT", "5432", {"POSTGRES_PORT"}},
     {"POSTGRES_USER", "postgres", {"DB_USER", "DB_USERNAME"}},
     {"POSTGRES_PASSWORD", "postgres", {"DB_PASSWORD"}},
     {"POSTGRES_DB", "streamystats", {"POSTGRES_DATABASE", "DB_NAME", "DB_DATABASE"}}}};

const names urls{"DATABASE_URL_PRODUCTION",
                 "MIGRATION_DATABASE_URL",
                 "DIRECT_URL",
                 "DATABASE_URL_UNPOOLED",
                 "DATABASE_URL",
                 "POSTGRES_URL_NON_POOLING",
                 "POSTGRES_URL"};
// Those of libpq name a database too.
const names libpq_names{"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"};

constexpr std::array<const char*, 4> durations{"SLUICE_WAIT", "SLUICE_LOCK_TIMEOUT",
                                               "SLUICE_ADVISORY_LOCK_TIMEOUT",
                                               "SLUICE_STATEMENT_TIMEOUT"};
constexpr std::size_t longest_name = 63;  // PostgreSQL cuts the rest off

class reader {
 public:
  reader(const std::map<std::string, std::string>& environment,
         const std::function<std::optional<std::string>(const std::string&)>& read_file)
      : environment_(environment), read_file_(read_file) {}

  service_variables read() {
    const std::string named_by = check_urls();
    names set;
    names taken;
    for (const part& one : parts) {
      const std::optional<std::string> said = check_part(one, set);
      if (said || !named_by.empty()) continue;
      out_.defaults.emplace(one.name, one.otherwise);
      // That a password was not set is nobody's business.
      if (one.name == "DB_HOST" || one.name == "POSTGRES_DB") {
        taken.push_back(fmt::format("{} is {}", one.name, one.otherwise));
      }
    }
    if (named_by.empty() && !taken.empty()) {
      remark(severity::note, fmt::format("not set, so {}", join(taken, ", ")), "");
    } else if (!named_by.empty() && !set.empty()) {
      remark(severity::note,
             fmt::format("{} {} passed over: {} says it all", join(set, ", "),
                         set.size() == 1 ? "is" : "are", named_by),
             "");
    }
    check_settings();
    return std::move(out_);
  }

 private:
  std::optional<std::string> variable(const std::string& name) const {
    const auto found = environment_.find(name);
    if (found == environment_.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }

  void remark(severity level, std::string message, std::string hint) {
    diagnostic one;
    one.level = level;
    one.code = "CONFIG.VARIABLE";
    one.message = std::move(message);
    one.hint = std::move(hint);
    out_.found.push_back(std::move(one));
  }
  void mistake(std::string message, std::string hint = "") {
    remark(severity::error, std::move(message), std::move(hint));
  }

  // The variable, or what stands in the file that NAME_FILE names.
  std::optional<std::string> value_of(const std::string& name) {
    const std::string file_variable = name + "_FILE";
    auto value = variable(name);
    const auto file = variable(file_variable);
    if (!file) return value;
    if (value) {
      mistake(fmt::format("{} and {} are both set", name, file_variable), "unset one of them");
      return value;
    }
    try {
      value = read_file_(*file);
    } catch (const error& unreadable) {
      mistake(fmt::format("{} names a file that can't be read: {}", file_variable, *file),
              unreadable.detail);
      return std::nullopt;
    }
    if (!value) {
      mistake(fmt::format("{} names a file that is not there: {}", file_variable, *file));
      return std::nullopt;
    }
    // The line's end is the editor's.
    while (!value->empty() && (value->back() == '\n' || value->back() == '\r')) value->pop_back();
    if (value->empty()) {
      mistake(fmt::format("{} names an empty file: {}", file_variable, *file));
      return std::nullopt;
    }
    return value;
  }

  // The variable that names the database, as the runner will choose it; "" where none does.
  std::string check_urls() {
    std::string first;
    names all = urls;
    const std::string environment =
        variable("SLUICE_ENV").value_or(variable("NODE_ENV").value_or("production"));
    all.insert(all.begin(), "DATABASE_URL_" + to_upper(environment));
    for (const std::string& name : all) {
      const std::size_t before = out_.found.size();
      const auto url = value_of(name);
      const bool given = url || out_.found.size() > before;
      if (given && first.empty()) first = name;
      if (!url) continue;
      try {
        pg::parse_url(*url, name);
      } catch (const error& wrong) {
        mistake(wrong.what(), wrong.hint);
      }
    }
    for (const std::string& name : libpq_names) {
      if (first.empty() && variable(name)) first = name;
    }
    return first;
  }

  // Its value, where a variable says it; the variable's name goes into `set`.
  std::optional<std::string> check_part(const part& one, names& set) {
    names all = one.others;
    all.insert(one.name.starts_with("DB_") ? all.end() : all.begin(), one.name);
    for (const std::string& name : all) {
      const std::size_t before = out_.found.size();
      const auto value = value_of(name);
      if (!value && out_.found.size() == before) continue;
      set.push_back(name);
      if (value) check(one, name, *value);
      return value.value_or("");
    }
    return std::nullopt;
  }

  void check(const part& one, const std::string& name, const std::string& value) {
    if (one.name == "DB_PORT") check_port(name, value);
    if (one.name == "DB_HOST") check_host(name, value);
    const bool is_name = one.name == "POSTGRES_USER" || one.name == "POSTGRES_DB";
    if (is_name && value.size() > longest_name) {
      mistake(fmt::format("{} is longer than the 63 bytes of a name in PostgreSQL", name));
    }
  }

  void check_port(const std::string& name, const std::string& value) {
    int number = 0;
    const char* end_of_text = value.data() + value.size();
    const auto [end, failed] = std::from_chars(value.data(), end_of_text, number);
    if (failed == std::errc() && end == end_of_text && number >= 1 && number <= 65535) return;
    mistake(fmt::format("{} is a number from 1 to 65535; not \"{}\"", name, value));
  }

  void check_host(const std::string& name, const std::string& value) {
    if (value.find("://") != std::string::npos || value.find('@') != std::string::npos) {
      mistake(fmt::format("{} is a host's name alone, and holds a URL", name),
              "put the URL into DATABASE_URL");
    } else if (std::count(value.begin(), value.end(), ':') == 1) {
      mistake(fmt::format("{} is a host's name alone; not \"{}\"", name, value),
              "the port goes into DB_PORT");
    } else if (value.find_first_of(" \t\r\n") != std::string::npos) {
      mistake(fmt::format("{} holds white space: \"{}\"", name, value));
    }
  }

  void check_settings() {
    for (const char* name : durations) {
      const auto value = variable(name);
      if (!value || parse_duration(*value)) continue;
      mistake(fmt::format("{} is a length of time; not \"{}\"", name, *value),
              "60s; ms, s, min and h are known");
    }
    const auto listed = variable("SLUICE_EXTENSIONS");
    if (listed && !parse_extensions(*listed)) {
      mistake(fmt::format("SLUICE_EXTENSIONS are names with commas between; not \"{}\"", *listed),
              "vector,uuid-ossp; none for none");
    }
    const auto log = variable("SLUICE_LOG");
    if (log && *log != "json" && *log != "text") {
      mistake(fmt::format("SLUICE_LOG is json or text; not \"{}\"", *log));
    }
    const auto order = variable("SLUICE_OUT_OF_ORDER");
    if (order && *order != "apply" && *order != "refuse") {
      mistake(fmt::format("SLUICE_OUT_OF_ORDER is apply or refuse; not \"{}\"", *order));
    }
  }

  const std::map<std::string, std::string>& environment_;
  const std::function<std::optional<std::string>(const std::string&)>& read_file_;
  service_variables out_;
};

}  // namespace

service_variables read_service_variables(
    const std::map<std::string, std::string>& environment,
    const std::function<std::optional<std::string>(const std::string&)>& read_file) {
  return reader(environment, read_file).read();
}

}  // namespace sluice::cli
