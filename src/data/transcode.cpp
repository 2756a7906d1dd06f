#include "data/transcode.hpp"

#include <cerrno>
#include <iconv.h>

#include "base/text.hpp"

namespace sluice::data {
namespace {

constexpr std::size_t mark_size = 3;
constexpr std::size_t chunk = std::size_t{64} << 10U;

bool is_utf8(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower == "utf-8" || lower == "utf8";
}

// PostgreSQL's names for Windows's code pages.
std::string name_for_iconv(const std::string& name) {
  const std::string lower = to_lower(name);
  return lower.starts_with("win") && !lower.starts_with("windows")
             ? concat("CP", std::string_view(name).substr(3))
             : name;
}

iconv_t none() {
  return reinterpret_cast<iconv_t>(-1);
}

}  // namespace

transcoder::transcoder(std::string encoding, std::string source, byte_sink sink)
    : encoding_(std::move(encoding)), source_(std::move(source)), sink_(std::move(sink)) {}

transcoder::~transcoder() {
  if (converter_ != nullptr) ::iconv_close(converter_);
}

void transcoder::feed(std::string_view bytes) {
  if (!decided_) {
    head_.append(bytes);
    if (head_.size() < mark_size) return;
    decide();
    return;
  }
  if (converter_ == nullptr) {
    sink_(bytes);
  } else if (head_.empty()) {
    convert(bytes);
  } else {
    joined_ = head_;
    joined_.append(bytes);
    head_.clear();
    convert(joined_);
  }
}

void transcoder::decide() {
  decided_ = true;
  const std::string_view said = head_;
  std::size_t mark = 0;
  if (said.substr(0, 3) == "\xEF\xBB\xBF") {
    encoding_ = "UTF-8";
    mark = 3;
  } else if (said.substr(0, 2) == "\xFF\xFE") {
    encoding_ = "UTF-16LE";
    mark = 2;
  } else if (said.substr(0, 2) == "\xFE\xFF") {
    encoding_ = "UTF-16BE";
    mark = 2;
  }
  if (!is_utf8(encoding_)) {
    const iconv_t opened = ::iconv_open("UTF-8", name_for_iconv(encoding_).c_str());
    if (opened == none()) {
      throw error(failure::config, "LOAD.ENCODING", concat("there is no encoding ", encoding_))
          .at({source_})
          .advise("names that this system knows: iconv --list");
    }
    converter_ = opened;
    out_.resize(chunk);
  }
  const std::string rest = head_.substr(mark);
  head_.clear();
  if (!rest.empty()) feed(rest);
}

void transcoder::convert(std::string_view bytes) {
  // iconv's interface is older than const.
  char* from = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = out_.data();
    std::size_t room = out_.size();
    const std::size_t before = left;
    const std::size_t said = ::iconv(converter_, &from, &left, &to, &room);
    const int why = errno;
    converted_ += before - left;
    if (room < out_.size()) sink_(std::string_view(out_).substr(0, out_.size() - room));
    if (said != static_cast<std::size_t>(-1)) continue;
    if (why == EINVAL) {  // a character goes on in the next chunk
      head_.assign(from, left);
      return;
    }
    if (why == E2BIG) continue;
    throw error(failure::config, "LOAD.ENCODING",
                concat("byte ", std::to_string(converted_ + 1), " begins nothing in ", encoding_))
        .at({source_})
        .advise("is it another encoding? encoding = \"…\"");
  }
}

void transcoder::finish() {
  if (!decided_) decide();
  if (head_.empty()) return;
  throw error(failure::config, "LOAD.TRUNCATED",
              concat(source_, " ends in the middle of a character of ", encoding_))
      .advise("is it complete? nothing of it was loaded");
}

}  // namespace sluice::data
