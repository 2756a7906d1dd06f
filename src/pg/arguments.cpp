#include "pg/arguments.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/libpq.hpp"

namespace sluice::pg {
namespace {

constexpr const char* default_connect_timeout = "10";  // seconds, for each host

}  // namespace

memory_file::memory_file(std::string_view content)
    : descriptor_(::memfd_create("certificate", MFD_CLOEXEC)) {
  const bool written =
      descriptor_ >= 0 && ::fchmod(descriptor_, S_IRUSR | S_IWUSR) == 0 &&
      ::write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  if (!written) {
    const int code = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw error(failure::general, "PG.CERTIFICATE", "no memory file for the SSL certificate")
        .because(std::strerror(code));
  }
}

memory_file::~memory_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string memory_file::path() const {
  return concat("/proc/self/fd/", std::to_string(descriptor_));
}

connection_arguments::connection_arguments(connection_target& target) {
  fit_to_library(target, api().library_version());
  parameters_ = target.parameters;
  if (target.options_refused) {
    std::erase_if(parameters_, [](const auto& one) { return one.first == "options"; });
  }
  for (const auto& [keyword, pem] : target.certificates) {
    parameters_.emplace_back(keyword, files_.emplace_back(pem).path());
  }
  parameters_.emplace_back("client_encoding", "UTF8");
  parameters_.emplace_back("fallback_application_name", "sluice");
  if (target.get("connect_timeout").empty() && std::getenv("PGCONNECT_TIMEOUT") == nullptr) {
    parameters_.emplace_back("connect_timeout", default_connect_timeout);
  }
  for (const auto& [keyword, value] : parameters_) {
    keywords_.push_back(keyword.c_str());
    values_.push_back(value.c_str());
  }
  keywords_.push_back(nullptr);
  values_.push_back(nullptr);
}

}  // namespace sluice::pg
