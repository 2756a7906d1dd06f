#include "catalog/array_text.hpp"

#include "base/text.hpp"

namespace sluice::catalog {

namespace {

class parser {
 public:
  explicit parser(std::string_view text) : text_(text) {}

  std::optional<std::vector<array_element>> run() {
    std::vector<array_element> out;
    if (!array(out) || at_ != text_.size()) return std::nullopt;
    return out;
  }

 private:
  bool take(char wanted) {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool array(std::vector<array_element>& out) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      if (!element(out.emplace_back())) return false;
    } while (take(','));
    return take('}');
  }

  bool element(array_element& out) {
    if (at_ < text_.size() && text_[at_] == '{') {
      out.kind = array_element::form::array;
      return array(out.elements);
    }
    const bool is_quoted = take('"');
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_quoted ? c == '"' : c == ',' || c == '}') break;
      if (c == '\\') ++at_;
      if (at_ < text_.size()) out.text += text_[at_++];
    }
    if (is_quoted) return take('"');
    if (to_upper(out.text) == "NULL") out = {.kind = array_element::form::null};
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<array_element>> parse_array(std::string_view text) {
  return parser(text).run();
}

}  // namespace sluice::catalog
