#include "data/json_scan.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "data/record.hpp"

namespace sluice::data {
namespace {

bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

}  // namespace

json_scan::json_scan(std::string source, const std::string& pointer, element_sink sink)
    : source_(std::move(source)), sink_(std::move(sink)) {
  if (pointer.empty()) return;
  for (const std::string_view token : split(std::string_view(pointer).substr(1), "/")) {
    path_.push_back(replace_all(replace_all(std::string(token), "~1", "/"), "~0", "~"));
  }
}

void json_scan::wrong(const std::string& what) const {
  throw error(failure::config, "LOAD.JSON", what).at({source_, static_cast<int>(line_)});
}

void json_scan::feed(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    if (kind_ != kind::none) {
      at = value_part(at, end);
      continue;
    }
    if (*at == '\n') ++line_;
    if (!is_space(*at)) structure(*at);
    // A value that begins here is read from its first byte on.
    if (kind_ == kind::none) ++at;
  }
}

const char* json_scan::value_part(const char* from, const char* to) {
  const char* at = from;
  bool ended = false;
  for (; at < to && !ended; ++at) {
    const char byte = *at;
    if (in_text_) {
      if (escaped_) {
        escaped_ = false;
      } else if (byte == '\\') {
        escaped_ = true;
      } else if (byte == '"') {
        in_text_ = false;
        ended = kind_ == kind::text || kind_ == kind::key;
      } else if (byte == '\n') {
        ++line_;
      }
      continue;
    }
    if (kind_ == kind::scalar) {
      if (byte == ',' || byte == ']' || byte == '}' || is_space(byte)) {
        ended = true;
        break;
      }
      continue;
    }
    switch (byte) {
      case '"':
        in_text_ = true;
        break;
      case '[':
      case '{':
        ++depth_;
        break;
      case ']':
      case '}':
        ended = --depth_ == 0;
        break;
      case '\n':
        ++line_;
        break;
      default:
        break;
    }
  }
  if (collects_) {
    value_.append(from, at);
    if (value_.size() > largest_record) {
      throw error(failure::config, "LOAD.RECORD_SIZE",
                  concat("the element that begins in line ", std::to_string(value_line_),
                         " is longer than ", std::to_string(largest_record >> 20U), " MB"))
          .at({source_, static_cast<int>(value_line_)});
    }
  }
  if (ended) end_value();
  return at;
}

void json_scan::structure(char byte) {
  switch (expected_) {
    case expected::value_or_end:
      if (byte == ']') {
        close(byte);
        return;
      }
      begin_value(byte);
      return;
    case expected::value:
      begin_value(byte);
      return;
    case expected::key_or_end:
      if (byte == '}') {
        close(byte);
        return;
      }
      [[fallthrough]];
    case expected::key:
      if (byte != '"') wrong("a key is missing here");
      kind_ = kind::key;
      collects_ = true;
      value_line_ = line_;
      return;
    case expected::colon:
      if (byte != ':') wrong("a colon is missing here");
      expected_ = expected::value;
      return;
    case expected::comma_or_end:
      if (byte == ',') {
        ++open_.back().index;
        expected_ = open_.back().is_object ? expected::key : expected::value;
      } else {
        close(byte);
      }
      return;
    case expected::nothing:
      wrong("something follows the document's end");
  }
}

// Whether the value that comes next is on the pointer's way.
bool json_scan::leads_on(const container& in) const {
  const std::size_t depth = open_.size();
  if (!in.on_path || depth > path_.size()) return false;
  const std::string& token = path_[depth - 1];
  return in.is_object ? in.key == token : std::to_string(in.index) == token;
}

void json_scan::begin_value(char byte) {
  const bool on_path = open_.empty() || leads_on(open_.back());
  const bool of_wanted = !open_.empty() && open_.back().is_wanted;
  value_line_ = line_;
  if (on_path && !of_wanted && open_.size() == path_.size() && byte != '[') {
    error failed(failure::config, "LOAD.JSON",
                 path_.empty() ? "the document is no array"
                               : concat("what stands at /", join(path_, "/"), " is no array"));
    failed.where = {source_, static_cast<int>(line_)};
    failed.hint =
        "say where the array is: pointer = \"/data/items\"; a document for each line is "
        "format = \"ndjson\"";
    throw failed;
  }
  if (on_path && !of_wanted && (byte == '[' || byte == '{')) {
    const bool wanted = open_.size() == path_.size();
    found_ = found_ || wanted;
    open_.push_back({.is_object = byte == '{', .on_path = true, .is_wanted = wanted});
    expected_ = byte == '{' ? expected::key_or_end : expected::value_or_end;
    return;
  }
  if (byte == ',' || byte == ':' || byte == ']' || byte == '}') wrong("a value is missing here");
  kind_ = byte == '"' ? kind::text : byte == '[' || byte == '{' ? kind::nested : kind::scalar;
  collects_ = of_wanted;
}

void json_scan::end_value() {
  const kind ended = kind_;
  kind_ = kind::none;
  if (ended == kind::key) {
    open_.back().key = value_.find('\\') == std::string::npos
                           ? value_.substr(1, value_.size() - 2)
                           : std::string(view(parse_json(concat("[", value_, "]"), source_)[0]));
    expected_ = expected::colon;
  } else {
    expected_ = open_.empty() ? expected::nothing : expected::comma_or_end;
    if (collects_) sink_(value_line_, value_);
  }
  value_.clear();
  collects_ = false;
}

void json_scan::close(char byte) {
  if (byte != (open_.back().is_object ? '}' : ']')) {
    wrong(
        concat("a comma is missing here, or a closing '", open_.back().is_object ? "}" : "]", "'"));
  }
  open_.pop_back();
  expected_ = open_.empty() ? expected::nothing : expected::comma_or_end;
}

void json_scan::finish() {
  if (kind_ != kind::none || expected_ != expected::nothing) {
    const bool empty = open_.empty() && kind_ == kind::none && expected_ == expected::value;
    throw error(failure::config, empty ? "LOAD.EMPTY" : "LOAD.TRUNCATED",
                empty ? concat(source_, " is empty: there is no document in it")
                      : concat("the document in ", source_, " has no end"))
        .at({source_, static_cast<int>(line_)})
        .advise(empty ? "a source without rows is []" : "is it complete? nothing of it was loaded");
  }
  if (found_) return;
  throw error(failure::config, "LOAD.JSON",
              concat("the document has nothing at /", join(path_, "/")))
      .at({source_});
}

}  // namespace sluice::data
