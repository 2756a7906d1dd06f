#include "pg/open.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/text.hpp"
#include "pg/arguments.hpp"
#include "pg/certificate.hpp"
#include "pg/libpq.hpp"
#include "pg/options.hpp"

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
    {"does not match host name",
     "connect by a name that the certificate has; sslmode=verify-ca checks the root certificate "
     "and "
     "not the name"},
    {"requires a valid client certificate",
     "give a certificate that the server trusts, with its key: sslcert and sslkey in the URL, or "
     "ssl: { cert, key } in drizzle.config"},
    {"alert certificate required",
     "give a certificate that the server trusts, with its key: sslcert and sslkey in the URL, or "
     "ssl: { cert, key } in drizzle.config"},
    {"alert unknown ca",
     "the server does not trust who signed the client certificate (sslcert): ask for one that it "
     "does, or add the root to the server's ssl_ca_file"},
    {"alert certificate expired", "the client certificate (sslcert) has expired: renew it"},
    {"root certificate file",
     "sslrootcert names the file of root certificates; sslrootcert=system takes the system's"},
    {"private key file",
     "the key (sslkey) has to be there, and to be its owner's alone: chmod 600"},
    {"certificate file", "sslcert and sslkey name the client's certificate and its key"},
    {"channel binding",
     "channel_binding=require needs SSL and a SCRAM password; channel_binding=prefer takes what "
     "there is"},
    {"no encryption", "the server takes encrypted connections only: add sslmode=require"},
    {"no pg_hba.conf entry",
     "the server lets nobody in from here as this user to this database: a line in pg_hba.conf "
     "does"},
    {"Endpoint ID is not specified",
     "add options=endpoint%3D and the first part of the host's name to the URL"},
    {"does not exist", "create it, or correct the name in the URL"},
    {"timeout expired", "is the host reachable from here? a firewall drops packets silently"},
    {"too many clients", "the server has no connection left; try again, or raise max_connections"},
    {"starting up", "the server is starting; try again in a moment"},
    {"unsupported startup parameter",
     "a pooler answers there, which takes no such parameter: connect past it (DIRECT_URL), or take "
     "the parameter out of the URL and of PGOPTIONS"},
};

// libpq says that a certificate is not to be trusted, and not why.
void explain_certificate(const connection_target& target, error& out) {
  using fault = server_certificate::fault;
  const auto seen = look_at_certificate(target);
  out.hint =
      "give the root certificate that signed the server's: sslrootcert=/path/root.pem in the URL, "
      "PGSSLROOTCERT, or ssl: { ca } in drizzle.config; sslmode=require encrypts without checking "
      "who answers";
  if (!seen) return;
  out.detail += concat("\nthe server's certificate: ", seen->complaint, "; it is for ",
                       seen->subject, ", signed by ", seen->issuer, ", valid from ",
                       seen->not_before, " to ", seen->not_after);
  if (seen->what == fault::expired) {
    out.hint = concat("the certificate has expired on ", seen->not_after,
                      ": have it renewed; until then sslmode=require encrypts without checking who "
                      "answers");
  } else if (seen->what == fault::not_yet_valid) {
    out.hint = concat("the certificate is valid from ", seen->not_before,
                      " on: is this machine's clock right?");
  }
}

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
  if (why.find("FATAL:  database") != std::string::npos && out.hint.starts_with("create it,")) {
    out.hint = "sluice migrate --create-database creates it; or correct the name in the URL";
  }
  if (why.find("certificate verify failed") != std::string::npos) explain_certificate(target, out);
  return out;
}

pg_conn* open(connection_target& target) {
  const libpq& library = api();
  for (;;) {
    const connection_arguments arguments(target);
    std::unique_ptr<PGconn, decltype(library.finish)> handle(
        library.connect(arguments.keywords(), arguments.values(), 0), library.finish);
    if (!handle) throw connect_failure(target, std::strerror(ENOMEM));
    if (library.status(handle.get()) == CONNECTION_OK) return handle.release();
    const std::string said(trim(library.error_message(handle.get())));
    if (!leave_out_options(target, said)) throw connect_failure(target, said);
  }
}

}  // namespace sluice::pg
