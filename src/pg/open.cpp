#include "pg/open.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/text.hpp"
#include "pg/arguments.hpp"
#include "pg/libpq.hpp"

namespace sluice::pg {
namespace {

struct known_failure {
  std::string_view says;
  std::string_view advice;
};

constexpr known_failure known[]{
    {"Connection refused", "is the server running there? `sluice db start` starts a private one"},
    {"No such file or directory", "is the server running? its socket is not there"},
    {"could not translate host name", "the host's name is unknown: is it spelled right?"},
    {"password authentication failed",
     "user or password are wrong; in a URL, odd characters of a password are percent-encoded"},
    {"no password supplied",
     "the server wants a password: put it in the URL, PGPASSWORD or ~/.pgpass"},
    {"server does not support SSL", "add sslmode=disable (dbCredentials: ssl: false)"},
    {"no encryption", "the server takes encrypted connections only: add sslmode=require"},
    {"certificate verify failed",
     "give the server's root certificate (sslrootcert), or sslmode=require to encrypt without "
     "checking who answers"},
    {"does not exist", "create it, or correct the name in the URL"},
    {"timeout expired", "is the host reachable from here? a firewall drops packets silently"},
    {"too many clients", "the server has no connection left; try again, or raise max_connections"},
    {"starting up", "the server is starting; try again in a moment"},
};

}  // namespace

error connect_failure(const connection_target& target, const std::string& why) {
  error out(failure::connect, "PG.CONNECT", concat("cannot connect to ", target.display()));
  out.detail = why;
  if (!target.origin.empty()) out.detail += concat("\n(the target is from ", target.origin, ")");
  for (const known_failure& one : known) {
    if (why.find(one.says) == std::string::npos) continue;
    out.hint = one.advice;
    break;
  }
  return out;
}

pg_conn* open(connection_target& target) {
  const libpq& library = api();
  const connection_arguments arguments(target);
  std::unique_ptr<PGconn, decltype(library.finish)> handle(
      library.connect(arguments.keywords(), arguments.values(), 0), library.finish);
  if (!handle) throw connect_failure(target, std::strerror(ENOMEM));
  if (library.status(handle.get()) != CONNECTION_OK) {
    throw connect_failure(target, std::string(trim(library.error_message(handle.get()))));
  }
  return handle.release();
}

}  // namespace sluice::pg
