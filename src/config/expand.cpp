#include "config/expand.hpp"

#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::config {

namespace {

// Values that refer to each other in a circle end here.
constexpr int most_rounds = 200;
constexpr std::size_t longest = 1U << 20U;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct reference {
  std::string_view whole;       // "${NAME:-x}"
  std::string_view expression;  // "NAME:-x"
};

std::optional<reference> braced(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || text[at + 1] != '{') return std::nullopt;
  const std::size_t end = text.find_first_of("{}", at + 2);
  if (end == std::string_view::npos || text[end] != '}' || end == at + 2) return std::nullopt;
  return reference{text.substr(at, end + 1 - at), text.substr(at + 2, end - at - 2)};
}

std::optional<reference> bare(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end >= text.size() || is_digit(text[end])) return std::nullopt;
  while (end < text.size() && is_word(text[end])) ++end;
  if (end == at + 1) return std::nullopt;
  return reference{text.substr(at, end - at), text.substr(at + 1, end - at - 1)};
}

std::optional<reference> first_reference(std::string_view text) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    if (at > 0 && text[at - 1] == '\\') continue;
    if (const auto found = braced(text, at)) return found;
    if (const auto found = bare(text, at)) return found;
  }
  return std::nullopt;
}

struct parts {
  std::string name;
  std::string_view sign;  // ":-", "-", ":+", "+" or ""
  std::string otherwise;
};

parts taken_apart(std::string_view expression) {
  for (std::size_t i = 0; i < expression.size(); ++i) {
    for (const std::string_view sign : {":+", "+", ":-", "-"}) {
      if (!expression.substr(i).starts_with(sign)) continue;
      return {std::string(expression.substr(0, i)), sign,
              std::string(expression.substr(i + sign.size()))};
    }
  }
  return {std::string(expression), {}, {}};
}

// What is empty counts as unset.
std::string value_of(const variables& all, const std::string& name) {
  const auto found = all.find(name);
  return found == all.end() ? std::string() : found->second;
}

std::string expand_one(const std::string& written, const variables& all, const variables& done) {
  std::string result = written;
  std::set<std::string> seen;
  for (int round = 0; round < most_rounds && result.size() < longest; ++round) {
    const auto found = first_reference(result);
    if (!found) break;
    seen.insert(result);
    const parts asked = taken_apart(found->expression);
    std::string value = value_of(all, asked.name);
    if (asked.sign == ":+" || asked.sign == "+") {
      value = value.empty() ? std::string() : asked.otherwise;
    } else if (value.empty() || seen.contains(value)) {
      value = asked.otherwise;
    }
    const std::string whole(found->whole);
    result.replace(result.find(whole), whole.size(), value);
    // It came out as a variable that is expanded already: no more of it.
    const auto before = done.find(asked.name);
    if (before != done.end() && before->second == result) break;
  }
  return result;
}

}  // namespace

assignments expand(const assignments& written, const variables& environment) {
  variables all = environment;
  for (const auto& [name, value] : written) all.emplace(name, value);
  variables done;
  assignments out;
  for (const auto& [name, value] : written) {
    const auto set = environment.find(name);
    out.emplace_back(name, set != environment.end()
                               ? set->second
                               : replace_all(expand_one(value, all, done), "\\$", "$"));
    done[name] = out.back().second;
  }
  return out;
}

std::string expand_setting(std::string_view text, const variables& environment,
                           std::string_view where) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto found = text[at] == '$' ? braced(text, at) : std::nullopt;
    if (!found) {
      out += text[at++];
      continue;
    }
    at += found->whole.size();
    const parts asked = taken_apart(found->expression);
    std::string value = value_of(environment, asked.name);
    if (asked.sign == ":+" || asked.sign == "+") {
      value = value.empty() ? std::string() : asked.otherwise;
    } else if (value.empty()) {
      if (asked.sign.empty()) {
        throw error(failure::config, "CONFIG.UNSET_VARIABLE",
                    concat(where, " uses ${", asked.name, "}, which is not set"))
            .advise(concat("set ", asked.name, ", in .env for example"));
      }
      value = asked.otherwise;
    }
    out += value;
  }
  return out;
}

}  // namespace sluice::config
