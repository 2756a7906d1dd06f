#include "pg/open.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/libpq.hpp"

namespace sluice::pg {
namespace {

constexpr const char* default_connect_timeout = "10";  // seconds, for each host

// A certificate given as text, as a file that only this process sees: libpq takes paths alone.
class memory_file {
 public:
  explicit memory_file(std::string_view content)
      : descriptor_(::memfd_create("certificate", MFD_CLOEXEC)) {
    const bool written = descriptor_ >= 0 && ::fchmod(descriptor_, S_IRUSR | S_IWUSR) == 0 &&
                         ::write(descriptor_, content.data(), content.size()) ==
                             static_cast<ssize_t>(content.size());
    if (!written) {
      const int code = errno;
      if (descriptor_ >= 0) ::close(descriptor_);
      throw error(failure::general, "PG.CERTIFICATE", "no memory file for the SSL certificate")
          .because(std::strerror(code));
    }
  }
  ~memory_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  memory_file(memory_file&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;
  memory_file& operator=(memory_file&&) = delete;

  std::string path() const { return concat("/proc/self/fd/", std::to_string(descriptor_)); }

 private:
  int descriptor_;
};

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

}  // namespace

pg_conn* open(connection_target& target) {
  const libpq& library = api();
  fit_to_library(target, library.library_version());

  std::vector<memory_file> files;
  std::vector<std::pair<std::string, std::string>> parameters = target.parameters;
  for (const auto& [keyword, pem] : target.certificates) {
    parameters.emplace_back(keyword, files.emplace_back(pem).path());
  }
  parameters.emplace_back("client_encoding", "UTF8");
  parameters.emplace_back("fallback_application_name", "sluice");
  if (target.get("connect_timeout").empty() && std::getenv("PGCONNECT_TIMEOUT") == nullptr) {
    parameters.emplace_back("connect_timeout", default_connect_timeout);
  }
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);

  std::unique_ptr<PGconn, decltype(library.finish)> handle(
      library.connect(keywords.data(), values.data(), 0), library.finish);
  if (!handle) throw connect_failure(target, std::strerror(ENOMEM));
  if (library.status(handle.get()) != CONNECTION_OK) {
    throw connect_failure(target, std::string(trim(library.error_message(handle.get()))));
  }
  return handle.release();
}

}  // namespace sluice::pg
