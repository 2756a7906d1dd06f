// gzip and Zstandard, told by their first bytes; everything else passes as it is.
#pragma once

#include <memory>
#include <string>

#include "data/source.hpp"

namespace sluice::data {

class decompressor {
 public:
  // `source` is its name in errors.
  decompressor(std::string source, byte_sink sink);
  ~decompressor();
  decompressor(const decompressor&) = delete;
  decompressor& operator=(const decompressor&) = delete;

  // Throws SOURCE.DAMAGED (failure::config).
  void feed(std::string_view bytes);
  // Throws LOAD.TRUNCATED where the compressed data has no end.
  void finish();

 private:
  struct packed;
  struct gzip;
  struct zstandard;
  void decide();

  std::string source_;
  byte_sink sink_;
  std::string head_;  // until it is known what it is
  bool decided_ = false;
  std::unique_ptr<packed> packed_;
};

}  // namespace sluice::data
