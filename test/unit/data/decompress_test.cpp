#include "data/decompress.hpp"

#include <doctest/doctest.h>
#include <random>
#include <zlib.h>
#include <zstd.h>

#include "support/thrown.hpp"

namespace sluice::data {
namespace {

std::string sample(std::size_t size) {
  std::mt19937 random(5);
  std::string text;
  while (text.size() < size) text += static_cast<char>('a' + random() % 7);
  return text;
}

std::string as_gzip(const std::string& text) {
  z_stream stream{};
  ::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::string as_zstandard(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string unpacked(std::string_view packed, std::size_t chunk) {
  std::string out;
  decompressor reader("it", [&](std::string_view bytes) { out += bytes; });
  for (std::size_t at = 0; at < packed.size(); at += chunk) {
    const std::string part(packed.substr(at, chunk));
    reader.feed(part);
  }
  reader.finish();
  return out;
}

TEST_CASE("decompress: gzip, Zstandard and what is neither, in chunks of any size") {
  const std::string text = sample(700'000);
  for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL, 131072UL, 10'000'000UL}) {
    CAPTURE(chunk);
    CHECK(unpacked(text, chunk) == text);
    CHECK(unpacked(as_gzip(text), chunk) == text);
    CHECK(unpacked(as_zstandard(text), chunk) == text);
  }
  // Exactly what the buffer holds.
  const std::string whole = sample(std::size_t{128} << 10U);
  CHECK(unpacked(as_gzip(whole), 4096) == whole);
  CHECK(unpacked(as_zstandard(whole), 4096) == whole);
  CHECK(unpacked("", 1).empty());
  CHECK(unpacked("a", 1) == "a");
  CHECK(unpacked(as_gzip(""), 1).empty());
  CHECK(unpacked(as_zstandard(""), 1).empty());
}

TEST_CASE("decompress: several members and frames, and the zeros of a tape") {
  const std::string a = sample(1000);
  const std::string b = "the second";
  for (const std::size_t chunk : {1UL, 7UL, 100'000UL}) {
    CHECK(unpacked(as_gzip(a) + as_gzip(b), chunk) == a + b);
    CHECK(unpacked(as_gzip(a) + std::string(512, '\0'), chunk) == a);
    CHECK(unpacked(as_zstandard(a) + as_zstandard(b), chunk) == a + b);
  }
}

TEST_CASE("decompress: cut off anywhere it is truncated; changed it is damaged") {
  const std::string text = sample(5000);
  for (const std::string& packed : {as_gzip(text), as_zstandard(text)}) {
    for (std::size_t size = 4; size < packed.size(); size += 97) {
      CHECK(test::thrown_by([&] { unpacked(packed.substr(0, size), 64); }).code ==
            "LOAD.TRUNCATED");
    }
    CHECK(test::thrown_by([&] { unpacked(packed.substr(0, packed.size() - 1), 64); }).code ==
          "LOAD.TRUNCATED");
  }
  std::string packed = as_gzip(text);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  CHECK(test::thrown_by([&] { unpacked(packed, 64); }).code == "SOURCE.DAMAGED");
  CHECK(test::thrown_by([&] { unpacked(as_gzip(text) + "more", 64); }).code == "SOURCE.DAMAGED");
}

}  // namespace
}  // namespace sluice::data
