#include "data/decompress.hpp"

#include <vector>
#include <zlib.h>
#include <zstd.h>

#include "base/text.hpp"

namespace sluice::data {
namespace {

constexpr std::size_t magic_size = 4;
constexpr std::size_t chunk = std::size_t{128} << 10U;
// Zstandard's own limit for those who stream: larger windows need as much memory.
constexpr int largest_window = 23;

error damaged(const std::string& source, std::string_view format, std::string why) {
  return error(failure::config, "SOURCE.DAMAGED", concat(source, " is damaged ", format, " data"))
      .because(std::move(why));
}

error cut_off(const std::string& source, std::string_view format) {
  return error(failure::config, "LOAD.TRUNCATED",
               concat(source, " ends in the middle of its ", format, " data"))
      .advise("is it complete? nothing of it was loaded");
}

}  // namespace

struct decompressor::packed {
  virtual ~packed() = default;
  virtual void feed(std::string_view bytes, const byte_sink& sink) = 0;
  virtual void finish() = 0;
};

// Members follow one another, as in files that were appended to.
struct decompressor::gzip : decompressor::packed {
  explicit gzip(const std::string& source) : name(source), out(chunk) {
    constexpr int window_and_gzip_header = 15 + 16;
    ::inflateInit2(&stream, window_and_gzip_header);
  }
  ~gzip() override { ::inflateEnd(&stream); }
  gzip(const gzip&) = delete;
  gzip& operator=(const gzip&) = delete;

  void feed(std::string_view bytes, const byte_sink& sink) override {
    // zlib's interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    // A full buffer may have left some behind.
    bool more = true;
    while (stream.avail_in > 0 || more) {
      if (ended) {
        // Zeros after the last member are padding of tapes.
        while (stream.avail_in > 0 && *stream.next_in == 0) {
          ++stream.next_in;
          --stream.avail_in;
        }
        if (stream.avail_in == 0) return;
        ::inflateReset(&stream);
        ended = false;
      }
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(out.size());
      const int said = ::inflate(&stream, Z_NO_FLUSH);
      if (said != Z_OK && said != Z_STREAM_END && said != Z_BUF_ERROR) {
        throw damaged(name, "gzip", stream.msg != nullptr ? stream.msg : "");
      }
      const std::size_t got = out.size() - stream.avail_out;
      if (got > 0) sink({out.data(), got});
      ended = said == Z_STREAM_END;
      more = stream.avail_out == 0;
    }
  }
  void finish() override {
    if (!ended) throw cut_off(name, "gzip");
  }

  std::string name;
  z_stream stream{};
  std::vector<char> out;
  bool ended = false;
};

struct decompressor::zstandard : decompressor::packed {
  explicit zstandard(const std::string& source) : name(source), out(chunk) {
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, largest_window);
  }
  ~zstandard() override { ZSTD_freeDStream(stream); }
  zstandard(const zstandard&) = delete;
  zstandard& operator=(const zstandard&) = delete;

  void feed(std::string_view bytes, const byte_sink& sink) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool more = true;
    while (in.pos < in.size || more) {
      ZSTD_outBuffer into{out.data(), out.size(), 0};
      left = ZSTD_decompressStream(stream, &into, &in);
      if (ZSTD_isError(left) != 0) {
        error failed = damaged(name, "Zstandard", ZSTD_getErrorName(left));
        failed.hint =
            "windows of more than 8 MB (zstd --long, --ultra) are not read: they need as "
            "much memory";
        throw failed;
      }
      if (into.pos > 0) sink({out.data(), into.pos});
      // At the end of a frame there is no more, and asking would begin the next one.
      more = into.pos == into.size && left != 0;
    }
  }
  void finish() override {
    if (left != 0) throw cut_off(name, "Zstandard");
  }

  std::string name;
  ZSTD_DStream* stream = ZSTD_createDStream();
  std::vector<char> out;
  std::size_t left = 1;
};

decompressor::decompressor(std::string source, byte_sink sink)
    : source_(std::move(source)), sink_(std::move(sink)) {}

decompressor::~decompressor() = default;

void decompressor::feed(std::string_view bytes) {
  if (!decided_) {
    head_.append(bytes);
    if (head_.size() < magic_size) return;
    decide();
    return;
  }
  if (packed_) {
    packed_->feed(bytes, sink_);
  } else {
    sink_(bytes);
  }
}

void decompressor::decide() {
  decided_ = true;
  const std::string_view head = head_;
  if (head.substr(0, 2) == "\x1F\x8B") {
    packed_ = std::make_unique<gzip>(source_);
  } else if (head.substr(0, magic_size) == "\x28\xB5\x2F\xFD") {
    packed_ = std::make_unique<zstandard>(source_);
  }
  if (!head.empty()) feed(head);
  head_.clear();
}

void decompressor::finish() {
  if (!decided_) decide();
  if (packed_) packed_->finish();
}

}  // namespace sluice::data
