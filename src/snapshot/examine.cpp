// The two outer levels are walked here, so that a table can be passed over; all that stands deeper
// is RapidJSON's.
#include "snapshot/examine.hpp"

#include <algorithm>
#include <memory>
#include <rapidjson/error/en.h>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"
#include "snapshot/javascript_value.hpp"
#include "snapshot/shape.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <rapidjson/reader.h>
#pragma GCC diagnostic pop

namespace sluice::snapshot {
namespace {

// What ends the examination of one text.
struct found_damage {
  std::string what;
  std::size_t offset = 0;
};

std::string_view name_of(holds kind) {
  switch (kind) {
    case holds::text:
      return "a string";
    case holds::flag:
      return "true or false";
    case holds::number:
      return "a number";
    case holds::texts:
    case holds::list:
      return "an array";
    default:
      return "an object";
  }
}

// Follows RapidJSON's events; false stops it, and what() says why.
class matcher : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, matcher> {
 public:
  explicit matcher(const field& root) : expected_(&root) {}

  const std::string& what() const { return what_; }
  // The text, of one that is a text alone.
  const std::string& text() const { return text_; }

  bool Null() { return scalar(holds::anything, "null"); }
  bool Bool(bool) { return scalar(holds::flag, "true or false"); }
  bool Int(int) { return number(); }
  bool Uint(unsigned) { return number(); }
  bool Int64(std::int64_t) { return number(); }
  bool Uint64(std::uint64_t) { return number(); }
  bool Double(double) { return number(); }
  bool String(const char* data, rapidjson::SizeType size, bool) {
    const std::string_view text(data, size);
    if (frames_.empty()) text_ = text;
    if (!scalar(holds::text, "a string")) return false;
    const auto& known = checked_->one_of;
    if (known.empty() || std::find(known.begin(), known.end(), text) != known.end()) return true;
    what_ = concat(of_key(), "expected ", quoted_or(known), ", found \"", text, "\"");
    return false;
  }
  bool Key(const char* data, rapidjson::SizeType size, bool) {
    return key(std::string_view(data, size));
  }
  bool StartObject() {
    const field& now = next();
    switch (now.kind) {
      case holds::object:
      case holds::record:
      case holds::record_of_text:
      case holds::anything:
        frames_.push_back({.as = &now});
        return frames_.size() < deepest_value || too_deep();
      default:
        return wrong(now, "an object");
    }
  }
  bool StartArray() {
    const field& now = next();
    if (now.kind != holds::texts && now.kind != holds::list && now.kind != holds::anything) {
      return wrong(now, "an array");
    }
    frames_.push_back({.as = &now});
    return frames_.size() < deepest_value || too_deep();
  }
  bool EndObject(rapidjson::SizeType) {
    const frame& ended = frames_.back();
    if (ended.as->kind == holds::object) {
      const std::vector<field>& fields = ended.as->inner->fields;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].required || (ended.seen >> i & 1U) != 0) continue;
        what_ = concat("expected the key \"", fields[i].key, "\"");
        return false;
      }
    }
    frames_.pop_back();
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    frames_.pop_back();
    return true;
  }

 private:
  struct frame {
    const field* as;
    std::uint32_t seen = 0;  // of an object's fields
    std::size_t cursor = 0;  // drizzle-kit writes them in their order
  };

  static const field& a_text() {
    static const field it{.key = {}, .kind = holds::text};
    return it;
  }
  static const field& anything() {
    static const field it{.key = {}, .kind = holds::anything};
    return it;
  }

  // An element of a record or a list: an object of its shape. One for each shape.
  const field& element_of(const field& all) {
    if (all.inner == nullptr) return anything();
    for (const auto& one : elements_) {
      if (one->inner == all.inner) return *one;
    }
    elements_.push_back(
        std::make_unique<field>(field{.key = {}, .kind = holds::object, .inner = all.inner}));
    return *elements_.back();
  }

  // What the value that begins here has to be.
  const field& next() {
    if (frames_.empty()) return *expected_;
    switch (frames_.back().as->kind) {
      case holds::object:
        return *expected_;
      case holds::record:
      case holds::list:
        return element_of(*frames_.back().as);
      case holds::texts:
      case holds::record_of_text:
        return a_text();
      default:
        return anything();
    }
  }

  bool key(std::string_view name) {
    frame& now = frames_.back();
    if (now.as->kind != holds::object) return true;
    const shape& as = *now.as->inner;
    const std::size_t count = as.fields.size();
    for (std::size_t tried = 0; tried < count; ++tried) {
      const std::size_t i = (now.cursor + tried) % count;
      if (as.fields[i].key != name) continue;
      now.seen |= std::uint32_t{1} << i;
      now.cursor = i + 1;
      expected_ = &as.fields[i];
      return true;
    }
    expected_ = &anything();
    if (!as.strict) return true;
    what_ = concat("the key \"", name, "\" is not known");
    return false;
  }

  bool scalar(holds kind, std::string_view found) {
    const field& now = next();
    checked_ = &now;
    if (now.kind == kind || now.kind == holds::anything) return true;
    return wrong(now, found);
  }
  bool number() { return scalar(holds::number, "a number"); }

  bool wrong(const field& now, std::string_view found) {
    checked_ = &now;
    what_ = concat(of_key(), "expected ", name_of(now.kind), ", found ", found);
    return false;
  }
  bool too_deep() {
    what_ = "expected values that nest less deeply";
    return false;
  }
  std::string of_key() const {
    return checked_->key.empty() ? std::string() : concat("\"", checked_->key, "\": ");
  }
  static std::string quoted_or(const std::vector<std::string_view>& known) {
    std::vector<std::string> quoted;
    quoted.reserve(known.size());
    for (const std::string_view one : known) quoted.push_back(concat("\"", one, "\""));
    return join(quoted, " or ");
  }

  const field* expected_;
  const field* checked_ = nullptr;
  std::vector<frame> frames_;
  std::vector<std::unique_ptr<field>> elements_;
  std::string text_;
  std::string what_;
};

class walker {
 public:
  explicit walker(const std::string& json) : json_(json) {}

  std::size_t at() const { return at_; }
  void move_to(std::size_t offset) { at_ = offset; }

  void skip_space() { at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size()); }

  // The value here, which has to be what the field says; gives its text, where it is one.
  std::string value(const field& expected) {
    rapidjson::StringStream stream(json_.c_str() + at_);
    rapidjson::Reader reader;
    matcher handler(expected);
    const rapidjson::ParseResult done =
        reader.Parse<rapidjson::kParseStopWhenDoneFlag>(stream, handler);
    if (done.IsError()) {
      const bool ours = done.Code() == rapidjson::kParseErrorTermination;
      throw found_damage{ours ? handler.what() : rapidjson::GetParseError_En(done.Code()),
                         at_ + (ours ? stream.Tell() : done.Offset())};
    }
    at_ += stream.Tell();
    return handler.text();
  }

  // `each(key)` for every member of the object here; it has to move behind the value.
  template <typename Each>
  void members(Each each) {
    static const field name{.key = {}, .kind = holds::text};
    expect('{');
    if (next() == '}') return expect('}');
    while (true) {
      const std::string key = value(name);
      expect(':');
      skip_space();
      each(key);
      if (next() == '}') return expect('}');
      expect(',');
      skip_space();
    }
  }

  void expect_end() {
    skip_space();
    if (at_ < json_.size()) throw found_damage{"expected the end of the file", at_};
  }

 private:
  char next() {
    skip_space();
    return json_.c_str()[at_];
  }
  void expect(char one) {
    if (next() != one) throw found_damage{concat("expected \"", std::string(1, one), "\""), at_};
    ++at_;
  }

  const std::string& json_;
  std::size_t at_ = 0;
};

const field anything{.key = {}, .kind = holds::anything};

// "5", "6", "7", or what else stands there; "" where there is none or it is no text.
std::string version_in(const std::string& json) {
  struct enough {};
  std::string out;
  walker walk(json);
  try {
    walk.members([&](const std::string& key) {
      const std::string text = walk.value(anything);
      if (key != "version") return;
      out = text;
      throw enough{};
    });
  } catch (const enough&) {
  }
  return out;
}

const field& field_of(const shape& as, std::string_view key) {
  const auto found = std::find_if(as.fields.begin(), as.fields.end(),
                                  [&](const field& one) { return one.key == key; });
  return found == as.fields.end() ? anything : *found;
}

}  // namespace

examined examiner::examine(std::string json) {
  examined out;
  extents tables;
  int version = 0;
  try {
    out.version = version_in(json);
    version = out.version.size() == 1 ? out.version[0] - '0' : 0;
    const bool known = version >= 5 && version <= 7;
    // Of another version the head is all that can be known.
    static const shape unknown{.fields = {}, .strict = false};
    const shape& as = known ? snapshot_shape(version) : unknown;
    const field table{
        .key = {}, .kind = holds::object, .inner = known ? field_of(as, "tables").inner : nullptr};
    std::vector<std::string> seen;
    walker walk(json);
    walk.skip_space();
    walk.members([&](const std::string& key) {
      seen.push_back(key);
      if (key != "tables" || !known || json[walk.at()] != '{') {
        const std::string text = walk.value(field_of(as, key));
        if (key == "id") out.id = text;
        if (key == "prevId") out.prev_id = text;
        return;
      }
      walk.members([&](const std::string& name) {
        const std::size_t begin = walk.at();
        const auto before = version == version_ ? tables_.find(name) : tables_.end();
        if (before != tables_.end()) {
          const std::size_t size = before->second.end - before->second.begin;
          // It ends in a brace: what is the same so far is the same value.
          if (json.compare(begin, size, json_, before->second.begin, size) == 0) {
            walk.move_to(begin + size);
            tables[name] = {begin, begin + size};
            return;
          }
        }
        walk.value(table);
        tables[name] = {begin, walk.at()};
      });
    });
    walk.expect_end();
    for (const field& one : as.fields) {
      if (one.required && std::find(seen.begin(), seen.end(), one.key) == seen.end()) {
        throw found_damage{concat("expected the key \"", one.key, "\""), 0};
      }
    }
  } catch (const found_damage& found) {
    out.damage = problem{found.what, locate(json, std::min(found.offset, json.size())).line};
    return out;
  }
  json_ = std::move(json);
  version_ = version;
  tables_ = std::move(tables);
  return out;
}

}  // namespace sluice::snapshot
