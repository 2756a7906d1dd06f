// Text in any encoding that the system's iconv knows as UTF-8, without a byte order mark.
#pragma once

#include <string>

#include "data/source.hpp"

namespace sluice::data {

class transcoder {
 public:
  // A byte order mark goes before what `encoding` says. Throws LOAD.ENCODING (failure::config).
  transcoder(std::string encoding, std::string source, byte_sink sink);
  ~transcoder();
  transcoder(const transcoder&) = delete;
  transcoder& operator=(const transcoder&) = delete;

  void feed(std::string_view bytes);
  void finish();

 private:
  void decide();
  void convert(std::string_view bytes);

  std::string encoding_;
  std::string source_;
  byte_sink sink_;
  std::string head_;  // until it is known whether there is a mark; then what a chunk left behind
  std::string joined_;
  std::string out_;
  bool decided_ = false;
  void* converter_ = nullptr;  // iconv's; none where it is UTF-8 already
  std::uint64_t converted_ = 0;
};

}  // namespace sluice::data
