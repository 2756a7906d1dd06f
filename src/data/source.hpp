// Where a load's bytes come from: a file, an object of S3, an address.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "cloud/settings.hpp"

namespace sluice::data {

using byte_sink = std::function<void(std::string_view)>;

class source {
 public:
  virtual ~source() = default;
  // For people: the file or the address, without a password.
  virtual const std::string& name() const = 0;
  // As far as they are known, which is when the first bytes have come.
  virtual std::optional<std::uint64_t> size() const = 0;
  virtual std::string etag() const { return {}; }
  // All of it, once. Throws SOURCE.* where it ends too early.
  virtual void read(const byte_sink& sink) = 0;
};

struct source_settings {
  std::filesystem::path beside;   // the folder of who names it
  std::filesystem::path project;  // where else relative paths are looked for
  place named_at;                 // for errors
  cloud::aws_settings aws;        // how s3:// is reached
  const std::atomic<bool>* interrupt = nullptr;
};

// Throws SOURCE.NOT_FOUND, SOURCE.SCHEME (failure::config); reading throws SOURCE.* and CLOUD.*.
std::unique_ptr<source> open_source(const std::string& address, const source_settings& settings);

}  // namespace sluice::data
