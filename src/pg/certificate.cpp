#include "pg/certificate.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/text.hpp"
#include "pg/arguments.hpp"

namespace sluice::pg {
namespace {

constexpr int patience_seconds = 5;

// The TLS library that libpq has loaded: its own, so that no second one is needed. Its types are
// all pointers to something unknown here.
struct openssl {
  void* (*method)();
  void* (*new_context)(const void*);
  void (*free_context)(void*);
  int (*load_roots)(void*, const char*, const char*);
  int (*default_roots)(void*);
  void* (*new_session)(void*);
  void (*free_session)(void*);
  int (*set_descriptor)(void*, int);
  long (*control)(void*, int, long, const void*);
  int (*connect)(void*);
  long (*verdict)(const void*);
  void* (*certificate)(const void*);
  void (*free_certificate)(void*);
  const char* (*words_of)(long);
  void* (*subject)(const void*);
  void* (*issuer)(const void*);
  char* (*line_of)(const void*, char*, int);
  const void* (*not_before)(const void*);
  const void* (*not_after)(const void*);
  int (*to_time)(const void*, std::tm*);
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<openssl> loaded_openssl() {
  void* library = nullptr;
  for (const char* name : {"libssl.so.3", "libssl.so.1.1", "libssl.3.dylib"}) {
    library = ::dlopen(name, RTLD_NOW | RTLD_NOLOAD);
    if (library != nullptr) break;
  }
  if (library == nullptr) return std::nullopt;
  openssl out{};
  const bool all =
      find(library, "TLS_client_method", out.method) &&
      find(library, "SSL_CTX_new", out.new_context) &&
      find(library, "SSL_CTX_free", out.free_context) &&
      find(library, "SSL_CTX_load_verify_locations", out.load_roots) &&
      find(library, "SSL_CTX_set_default_verify_paths", out.default_roots) &&
      find(library, "SSL_new", out.new_session) && find(library, "SSL_free", out.free_session) &&
      find(library, "SSL_set_fd", out.set_descriptor) && find(library, "SSL_ctrl", out.control) &&
      find(library, "SSL_connect", out.connect) &&
      find(library, "SSL_get_verify_result", out.verdict) &&
      (find(library, "SSL_get1_peer_certificate", out.certificate) ||
       find(library, "SSL_get_peer_certificate", out.certificate)) &&
      find(library, "X509_free", out.free_certificate) &&
      find(library, "X509_verify_cert_error_string", out.words_of) &&
      find(library, "X509_get_subject_name", out.subject) &&
      find(library, "X509_get_issuer_name", out.issuer) &&
      find(library, "X509_NAME_oneline", out.line_of) &&
      find(library, "X509_get0_notBefore", out.not_before) &&
      find(library, "X509_get0_notAfter", out.not_after) &&
      find(library, "ASN1_TIME_to_tm", out.to_time);
  ::dlclose(library);  // libpq holds it
  return all ? std::optional(out) : std::nullopt;
}

class tcp_socket {
 public:
  tcp_socket(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return;
    const timeval patience{patience_seconds, 0};
    for (const addrinfo* one = found; one != nullptr && descriptor_ < 0; one = one->ai_next) {
      descriptor_ = ::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
      if (descriptor_ < 0) continue;
      ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
      if (::connect(descriptor_, one->ai_addr, one->ai_addrlen) == 0) break;
      ::close(std::exchange(descriptor_, -1));
    }
    ::freeaddrinfo(found);
  }
  ~tcp_socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  tcp_socket(const tcp_socket&) = delete;
  tcp_socket& operator=(const tcp_socket&) = delete;

  int get() const { return descriptor_; }

  // PostgreSQL's SSLRequest: length, code; the answer is S for yes.
  bool begins_tls() const {
    static constexpr std::array<unsigned char, 8> request{0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f};
    char answer = 0;
    return descriptor_ >= 0 && ::write(descriptor_, request.data(), request.size()) == 8 &&
           ::read(descriptor_, &answer, 1) == 1 && answer == 'S';
  }

 private:
  int descriptor_ = -1;
};

void load_roots(const openssl& with, void* context, const connection_target& target) {
  for (const auto& [keyword, pem] : target.certificates) {
    if (keyword != "sslrootcert") continue;
    const memory_file file(pem);
    with.load_roots(context, file.path().c_str(), nullptr);
    return;
  }
  std::string file(target.get("sslrootcert"));
  if (file == "system") {
    with.default_roots(context);
    return;
  }
  const char* home = std::getenv("HOME");
  if (file.empty() && home != nullptr) file = concat(home, "/.postgresql/root.crt");
  with.load_roots(context, file.c_str(), nullptr);
}

std::string day(const openssl& with, const void* time) {
  std::tm parts{};
  std::array<char, 16> out{};
  if (with.to_time(time, &parts) == 0) return {};
  return {out.data(), std::strftime(out.data(), out.size(), "%Y-%m-%d", &parts)};
}

std::string line(const openssl& with, const void* name) {
  std::array<char, 512> out{};
  with.line_of(name, out.data(), static_cast<int>(out.size()));
  return out.data();
}

server_certificate::fault fault_of(long verdict) {
  using fault = server_certificate::fault;
  switch (verdict) {  // X509_V_ERR_…
    case 0:
      return fault::none;
    case 9:
      return fault::not_yet_valid;
    case 10:
      return fault::expired;
    case 2:   // unable to get issuer certificate
    case 18:  // self-signed
    case 19:  // self-signed in chain
    case 20:  // unable to get local issuer certificate
    case 21:  // unable to verify leaf signature
    case 27:  // untrusted
      return fault::untrusted;
    default:
      return fault::other;
  }
}

}  // namespace

std::optional<server_certificate> look_at_certificate(const connection_target& target) {
  const std::optional<openssl> with = loaded_openssl();
  const std::string name(split(target.get("host"), ",").front());
  const std::string address(split(target.get("hostaddr"), ",").front());
  if (!with || (name.empty() && address.empty()) || name.starts_with('/')) return std::nullopt;
  std::string port(split(target.get("port"), ",").front());
  if (port.empty()) port = "5432";
  const tcp_socket socket(address.empty() ? name : address, port);
  if (!socket.begins_tls()) return std::nullopt;

  const std::unique_ptr<void, decltype(with->free_context)> context(
      with->new_context(with->method()), with->free_context);
  if (!context) return std::nullopt;
  load_roots(*with, context.get(), target);
  const std::unique_ptr<void, decltype(with->free_session)> session(
      with->new_session(context.get()), with->free_session);
  if (!session) return std::nullopt;
  constexpr int set_server_name = 55;  // SSL_CTRL_SET_TLSEXT_HOSTNAME
  const std::string& said = target.server_name.empty() ? name : target.server_name;
  if (!said.empty()) with->control(session.get(), set_server_name, 0, said.c_str());
  with->set_descriptor(session.get(), socket.get());
  with->connect(session.get());  // a server that wants our certificate has shown its own before
  const std::unique_ptr<void, decltype(with->free_certificate)> seen(
      with->certificate(session.get()), with->free_certificate);
  if (!seen) return std::nullopt;
  const long verdict = with->verdict(session.get());
  server_certificate out{.subject = line(*with, with->subject(seen.get())),
                         .issuer = line(*with, with->issuer(seen.get())),
                         .not_before = day(*with, with->not_before(seen.get())),
                         .not_after = day(*with, with->not_after(seen.get())),
                         .what = fault_of(verdict)};
  if (verdict != 0) out.complaint = with->words_of(verdict);
  return out;
}

}  // namespace sluice::pg
