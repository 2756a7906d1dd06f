#include "project/doctor_server.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "pg/certificate.hpp"
#include "pg/quote.hpp"
#include "project/protection.hpp"
#include "run/examination.hpp"
#include "run/settings.hpp"

namespace sluice::project {

namespace {

using level = finding::level;
using run::examination;

constexpr int oldest_supported = 13;
constexpr int newest_supported = 18;
constexpr double clock_tolerance = 5;  // seconds

class judge {
 public:
  judge(pg::connection& connection, const wanted_of_server& wanted, health& into)
      : connection_(connection),
        wanted_(wanted),
        found_(run::examine(connection, wanted.ledger, wanted.schemas, wanted.extensions)),
        out_(into) {}

  void all() {
    server();
    role();
    rights();
    extensions();
    pooler();
    clock();
    encryption();
    protection();
  }

 private:
  void add(level is, const char* topic, std::string text, std::string hint = {}) {
    out_.findings.push_back({is, topic, std::move(text), "", std::move(hint)});
  }

  void stop(const char* topic, std::string text, std::string hint,
            failure kind = failure::general) {
    add(level::problem, topic, std::move(text), std::move(hint));
    if (!out_.stops) out_.stops = kind;
  }

  void server() {
    const int major = connection_.server_version() / 10000;
    const std::string supported =
        concat(std::to_string(oldest_supported), " to ", std::to_string(newest_supported));
    if (major >= oldest_supported && major <= newest_supported) {
      add(level::good, "server",
          concat("PostgreSQL ", found_.version, ", supported (", supported, ")"));
    } else {
      add(level::warning, "server",
          concat("PostgreSQL ", found_.version, "; sluice is tested with ", supported),
          major < oldest_supported ? "upgrade the server" : "look for a newer sluice");
    }
    if (found_.is_standby) {
      stop("server", "it is a standby: nothing can be written there",
           "connect to the primary: target_session_attrs=read-write with all hosts in the URL");
    } else if (found_.is_read_only) {
      stop("server", "default_transaction_read_only is on: nothing can be written",
           concat("ALTER ROLE ", pg::quote_identifier(found_.user),
                  " SET default_transaction_read_only = off"),
           failure::migration);
    }
    if (found_.encoding != "UTF8") {
      add(level::warning, "server", concat("the database's encoding is ", found_.encoding),
          "migrations are UTF-8: characters that the encoding lacks fail");
    }
  }

  void role() {
    std::string text = found_.user;
    if (found_.session_user != found_.user)
      text += concat(" (logged in as ", found_.session_user, ")");
    std::vector<std::string> is;
    if (found_.superuser) is.emplace_back("superuser");
    if (found_.is_owner) is.emplace_back(concat("owner of ", found_.database));
    if (found_.can_create_databases) is.emplace_back("may create databases");
    if (found_.can_create_roles) is.emplace_back("may create roles");
    if (found_.bypasses_row_security) is.emplace_back("bypasses row security");
    add(level::good, "role", is.empty() ? text : concat(text, ": ", join(is, ", ")));
  }

  void rights() {
    const std::string user = pg::quote_identifier(found_.user);
    const std::string database = pg::quote_identifier(found_.database);
    const std::string ledger = wanted_.ledger.quoted();
    const std::string schema = pg::quote_identifier(wanted_.ledger.schema);
    const std::string grant_database = concat("GRANT CREATE ON DATABASE ", database, " TO ", user);
    bool lacks = false;
    // Without the ledger nothing begins; any other right is missed by a statement.
    const auto lacking = [&](const std::string& what, const std::string& grant,
                             failure kind = failure::unprepared) {
      lacks = true;
      stop("rights", what, grant, kind);
    };
    if (found_.ledger.exists && !found_.ledger.can_read) {
      lacking(concat(ledger, " cannot be read"),
              concat("GRANT USAGE ON SCHEMA ", schema, " TO ", user, "; GRANT SELECT, INSERT ON ",
                     ledger, " TO ", user));
    } else if (found_.ledger.exists && !found_.ledger.can_write) {
      lacking(concat(ledger, " cannot be written"),
              concat("GRANT INSERT ON ", ledger, " TO ", user,
                     "; GRANT USAGE ON ALL SEQUENCES IN SCHEMA ", schema, " TO ", user),
              failure::migration);
    } else if (!found_.ledger.exists && !found_.ledger.can_be_made) {
      lacking(concat(ledger, " cannot be made"), grant_database);
    }
    for (const run::schema_rights& one : found_.schemas) {
      if (one.can_create) continue;
      const std::string name = pg::quote_identifier(one.name);
      lacking(one.exists ? concat("nothing can be created in schema ", name)
                         : concat("schema ", name, " is not there and cannot be created"),
              one.exists ? concat("GRANT CREATE, USAGE ON SCHEMA ", name, " TO ", user)
                         : grant_database,
              failure::migration);
    }
    if (!found_.can_create_schemas) {
      add(level::warning, "rights",
          concat("no schemas can be created in ", found_.database,
                 ": migrations with CREATE SCHEMA fail, and no history of runs is kept"),
          grant_database);
    } else if (!lacks) {
      add(level::good, "rights",
          concat("the ledger can be ", found_.ledger.exists ? "written" : "made",
                 "; may create schemas, and in ", join(wanted_.schemas, ", ")));
    }
  }

  void extensions() {
    for (const run::extension_state& one : found_.extensions) {
      const std::string name = pg::quote_identifier(one.name);
      if (!one.installed.empty()) {
        add(level::good, "extensions", concat(one.name, " ", one.installed, " is installed"));
      } else if (one.available.empty()) {
        stop("extensions", concat(one.name, " is wanted, and the server has none of that name"),
             "install its package on the server, or take an image that has it",
             failure::unprepared);
      } else if (!one.can_create) {
        stop("extensions",
             concat(one.name, " is wanted and not installed, and ", found_.user,
                    " may not create it"),
             concat("as a superuser: CREATE EXTENSION ", name), failure::unprepared);
      } else {
        add(level::note, "extensions",
            concat(one.name, " is wanted and not installed (", one.available, " is available)"),
            "sluice migrate creates it");
      }
    }
    if (!found_.installed_extensions.empty()) {
      add(level::good, "extensions", concat("installed: ", found_.installed_extensions));
    }
  }

  void pooler() {
    if (found_.process == connection_.backend_pid() && !connection_.target().through_pooler) {
      add(level::good, "pooler", "none: the connection is the server's own");
      return;
    }
    add(level::warning, "pooler",
        "the connection goes through a pooler: locks do not hold a session there",
        "give migrations a direct connection: DIRECT_URL or MIGRATION_DATABASE_URL");
  }

  void clock() {
    const double ahead = found_.clock_ahead;
    const long tenths = std::lround(std::fabs(ahead) * 10);
    const std::string seconds =
        concat(std::to_string(tenths / 10), ".", std::to_string(tenths % 10));
    if (std::fabs(ahead) <= clock_tolerance) {
      add(level::good, "clock", concat("differs by ", seconds, " s"));
      return;
    }
    add(level::warning, "clock",
        concat("the server's clock is ", seconds, " s ", ahead > 0 ? "ahead of" : "behind",
               " this machine's"),
        "set one of them right: certificates and the order of migrations go by it");
  }

  std::string ssl_mode() const {
    const std::string_view given = connection_.target().get("sslmode");
    if (!given.empty()) return std::string(given);
    const char* variable = std::getenv("PGSSLMODE");
    return variable != nullptr && *variable != '\0' ? variable : "prefer";
  }

  void encryption() {
    const std::string by = connection_.encryption();
    const std::string_view host = connection_.target().get("host");
    const bool socket = host.empty() || host.front() == '/';
    const bool near = socket || host == "localhost" || host == "127.0.0.1" || host == "::1";
    const std::string mode = ssl_mode();
    if (by.empty()) {
      add(near ? level::good : level::warning, "tls",
          socket ? "a socket of this machine: not needed" : "the connection is not encrypted",
          near ? "" : "sslmode=verify-full, with the server's root certificate in sslrootcert");
      return;
    }
    const bool verified = mode == "verify-full" || mode == "verify-ca";
    const std::string checked = mode == "verify-full" ? "certificate and name are checked"
                                : mode == "verify-ca"
                                    ? "the certificate is checked, its name is not"
                                    : "nobody checks who answers";
    add(verified || near ? level::good : level::warning, "tls",
        concat(by, "; sslmode=", mode, ": ", checked),
        verified || near ? ""
                         : "sslmode=verify-full with sslrootcert=system, or a root of your own");
    const auto seen = pg::look_at_certificate(connection_.target());
    if (seen) {
      add(level::good, "tls",
          concat("the server's certificate is for ", seen->subject, ", signed by ", seen->issuer,
                 ", valid to ", seen->not_after));
    }
  }

  void protection() {
    const auto marked = run::read_protection(connection_);
    if (marked) {
      add(level::good, "protection",
          concat("protected as ", marked->name, " since ", marked->since, " by ", marked->by));
    } else if (wanted_.protect) {
      add(level::note, "protection", "protected by sluice.toml alone",
          "sluice protect marks the database itself, whoever comes");
    } else {
      const bool live = is_production(wanted_.environment);
      add(live ? level::warning : level::good, "protection", "not protected",
          live ? concat("sluice protect ", wanted_.environment->name) : "");
    }
  }

  pg::connection& connection_;
  const wanted_of_server& wanted_;
  examination found_;
  health& out_;
};

}  // namespace

void judge_server(pg::connection& connection, const wanted_of_server& wanted, health& into) {
  judge(connection, wanted, into).all();
}

}  // namespace sluice::project
