#include "data/source.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "base/text.hpp"
#include "cloud/download.hpp"
#include "cloud/http.hpp"

namespace sluice::data {
namespace {

constexpr std::size_t chunk = std::size_t{128} << 10U;

error unreadable(const std::string& name, int why) {
  return error(failure::config, "SOURCE.READ", concat(name, " cannot be read"))
      .because(std::strerror(why));
}

class file_source : public source {
 public:
  file_source(std::filesystem::path file, const source_settings& settings)
      : name_(file.string()), settings_(settings) {
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw unreadable(name_, errno).at(settings.named_at);
    struct stat facts{};
    if (::fstat(descriptor_, &facts) != 0) throw unreadable(name_, errno);
    if (S_ISREG(facts.st_mode)) size_ = static_cast<std::uint64_t>(facts.st_size);
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  ~file_source() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  file_source(const file_source&) = delete;
  file_source& operator=(const file_source&) = delete;

  const std::string& name() const override { return name_; }
  std::optional<std::uint64_t> size() const override { return size_; }

  void read(const byte_sink& sink) override {
    std::vector<char> buffer(chunk);
    std::uint64_t seen = 0;
    for (;;) {
      const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw unreadable(name_, errno);
      if (got == 0) break;
      seen += static_cast<std::uint64_t>(got);
      sink({buffer.data(), static_cast<std::size_t>(got)});
    }
    if (size_ && seen != *size_) {
      throw error(failure::general, "SOURCE.CHANGED",
                  concat(name_, " changed while it was read: it had ", std::to_string(*size_),
                         " bytes, and ", std::to_string(seen), " came"));
    }
  }

 private:
  std::string name_;
  source_settings settings_;
  int descriptor_ = -1;
  std::optional<std::uint64_t> size_;
};

// Broken downloads go on where they were, if it is still the same object (src/cloud).
class remote_source : public source {
 public:
  remote_source(std::string url, const source_settings& settings)
      : url_(std::move(url)), name_(cloud::shown_url(url_)), aws_(settings.aws) {
    aws_.interrupted = settings.interrupt;
  }

  const std::string& name() const override { return name_; }
  std::optional<std::uint64_t> size() const override { return facts_.size; }
  std::string etag() const override { return facts_.etag; }

  void read(const byte_sink& sink) override {
    facts_ = cloud::download(url_, aws_, sink,
                             [&](const cloud::remote_facts& known) { facts_ = known; });
  }

 private:
  std::string url_;
  std::string name_;
  cloud::aws_settings aws_;
  cloud::remote_facts facts_;
};

std::filesystem::path find_file(const std::string& path, const source_settings& settings) {
  std::error_code ignored;
  const std::filesystem::path named(path);
  if (named.is_absolute()) return named;
  for (const auto& folder : {settings.beside, settings.project}) {
    if (std::filesystem::exists(folder / named, ignored)) return folder / named;
  }
  throw error(failure::config, "SOURCE.NOT_FOUND", concat("there is no file ", path))
      .at(settings.named_at)
      .because(concat("looked for it in ", settings.beside.string(), " and ",
                      settings.project.string()));
}

}  // namespace

std::unique_ptr<source> open_source(const std::string& address, const source_settings& settings) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string::npos) {
    return std::make_unique<file_source>(find_file(address, settings), settings);
  }
  if (cloud::is_remote(address)) return std::make_unique<remote_source>(address, settings);
  throw error(failure::config, "SOURCE.SCHEME",
              concat("there is no way to read ", address.substr(0, scheme), "://"))
      .at(settings.named_at)
      .advise("a path, s3://bucket/key, http:// or https://");
}

}  // namespace sluice::data
