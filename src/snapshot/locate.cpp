#include "snapshot/locate.hpp"

#include <algorithm>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace sluice::snapshot {
namespace {

// Follows the parser's events and notes the value whose path is the target's.
class finder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, finder> {
 public:
  finder(std::string_view json, const rapidjson::MemoryStream& stream,
         const std::vector<path_step>& target)
      : json_(json), stream_(stream), target_(target) {}

  std::size_t found() const { return found_; }

  bool Default() { return value(); }
  bool String(const char*, rapidjson::SizeType, bool) { return value(); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    here_.back().key.assign(text, length);
    end_ = stream_.Tell();
    return true;
  }
  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

 private:
  bool same_path() const {
    return std::equal(here_.begin(), here_.end(), target_.begin(), target_.end(),
                      [](const path_step& a, const path_step& b) {
                        return a.is_key == b.is_key &&
                               (a.is_key ? a.key == b.key : a.index == b.index);
                      });
  }
  void begin() {
    if (same_path()) {
      const std::size_t first = json_.find_first_not_of(" \t\r\n,:", end_);
      found_ = first == std::string_view::npos ? 0 : first;
    }
    end_ = stream_.Tell();
  }
  void next() {
    if (!here_.empty()) ++here_.back().index;
  }
  bool value() {
    begin();
    next();
    return true;
  }
  bool open(bool object) {
    begin();
    here_.push_back({{}, 0, object});
    return true;
  }
  bool close() {
    here_.pop_back();
    end_ = stream_.Tell();
    next();
    return true;
  }

  std::string_view json_;
  const rapidjson::MemoryStream& stream_;
  const std::vector<path_step>& target_;
  std::vector<path_step> here_;
  std::size_t end_ = 0;  // of the last token
  std::size_t found_ = 0;
};

}  // namespace

std::size_t offset_of(std::string_view json, const std::vector<path_step>& steps) {
  const std::size_t mark = json.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  json.remove_prefix(mark);
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  finder handler(json, stream, steps);
  reader.Parse<rapidjson::kParseIterativeFlag>(stream, handler);
  return mark + handler.found();
}

}  // namespace sluice::snapshot
