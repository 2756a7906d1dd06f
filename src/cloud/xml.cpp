#include "cloud/xml.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace sluice::cloud {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      put(0xE0U | (code >> 12U));
    } else {
      put(0xF0U | (code >> 18U));
      put(0x80U | ((code >> 12U) & 0x3FU));
    }
    put(0x80U | ((code >> 6U) & 0x3FU));
  }
  put(0x80U | (code & 0x3FU));
}

bool append_entity(std::string& out, std::string_view name) {
  constexpr std::pair<std::string_view, char> named[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : named) {
    if (known != name) continue;
    out += character;
    return true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool is_hexadecimal = name.starts_with('x');
  if (is_hexadecimal) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto read =
      std::from_chars(name.data(), name.data() + name.size(), code, is_hexadecimal ? 16 : 10);
  if (read.ec != std::errc() || read.ptr != name.data() + name.size() || code > 0x10FFFF) {
    return false;
  }
  append_utf8(out, code);
  return true;
}

std::string decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t start = text.find('&');
    out.append(text.substr(0, start));
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const std::size_t end = text.find(';');
    if (end == std::string_view::npos || !append_entity(out, text.substr(1, end - 1))) {
      out += '&';
      text.remove_prefix(1);
    } else {
      text.remove_prefix(end + 1);
    }
  }
  return out;
}

// The next element from `from` on; its inside, and where what follows it begins.
struct found_element {
  std::string_view inside;
  std::size_t end;
};
std::optional<found_element> next_element(std::string_view document, std::string_view element,
                                          std::size_t from) {
  const std::string opening = concat("<", element);
  const std::string closing = concat("</", element, ">");
  for (std::size_t at = document.find(opening, from); at != std::string_view::npos;
       at = document.find(opening, at + 1)) {
    const std::size_t behind = at + opening.size();
    if (behind >= document.size()) break;
    const char next = document[behind];
    if (next != '>' && next != '/' && next != ' ' && next != '\n' && next != '\t') continue;
    const std::size_t bracket = document.find('>', behind);
    if (bracket == std::string_view::npos) break;
    if (document[bracket - 1] == '/') return found_element{{}, bracket + 1};
    const std::size_t end = document.find(closing, bracket);
    if (end == std::string_view::npos) break;
    return found_element{document.substr(bracket + 1, end - bracket - 1), end + closing.size()};
  }
  return std::nullopt;
}

}  // namespace

std::string xml_text(std::string_view document, std::string_view element) {
  const auto found = next_element(document, element, 0);
  return found ? decoded(found->inside) : std::string();
}

std::vector<std::string_view> xml_elements(std::string_view document, std::string_view element) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  while (const auto found = next_element(document, element, from)) {
    out.push_back(found->inside);
    from = found->end;
  }
  return out;
}

}  // namespace sluice::cloud
