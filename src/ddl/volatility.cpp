#include "ddl/volatility.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace sluice::ddl {

namespace {

constexpr std::array<std::string_view, 16> varying = {
    "clock_timestamp",  "currval",   "gen_random_bytes", "gen_random_uuid",
    "lastval",          "nextval",   "random",           "random_normal",
    "setval",           "timeofday", "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "uuidv4",    "uuidv7",           "txid_current"};

// Functions of defaults, and words that stand before a bracket without being one.
constexpr std::array<std::string_view, 56> stable = {"abs",
                                                     "age",
                                                     "and",
                                                     "any",
                                                     "array",
                                                     "as",
                                                     "bit",
                                                     "btrim",
                                                     "cast",
                                                     "ceil",
                                                     "char",
                                                     "coalesce",
                                                     "concat",
                                                     "current_setting",
                                                     "current_time",
                                                     "current_timestamp",
                                                     "date_part",
                                                     "date_trunc",
                                                     "decimal",
                                                     "else",
                                                     "extract",
                                                     "floor",
                                                     "format",
                                                     "greatest",
                                                     "in",
                                                     "interval",
                                                     "json_build_array",
                                                     "json_build_object",
                                                     "jsonb_build_array",
                                                     "jsonb_build_object",
                                                     "least",
                                                     "left",
                                                     "length",
                                                     "localtime",
                                                     "localtimestamp",
                                                     "lower",
                                                     "make_date",
                                                     "make_interval",
                                                     "md5",
                                                     "not",
                                                     "now",
                                                     "nullif",
                                                     "numeric",
                                                     "or",
                                                     "round",
                                                     "row",
                                                     "sha256",
                                                     "statement_timestamp",
                                                     "substr",
                                                     "then",
                                                     "time",
                                                     "timestamp",
                                                     "timezone",
                                                     "to_char",
                                                     "transaction_timestamp",
                                                     "upper"};

template <typename List>
bool contains(const List& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Where the literal or quoted name ends that begins at `at`.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const std::size_t end = text.find(text[at], at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

volatility volatility_of(std::string_view text) {
  volatility found = volatility::stable;
  bool is_type = false;  // behind "::"
  std::string last;      // the word or quoted name that a bracket may follow
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'') {
      at = end_of_quoted(text, at);
      last.clear();
    } else if (c == '"' || is_word(c)) {
      std::size_t end = at;
      if (c == '"') {
        end = end_of_quoted(text, at);
      } else {
        while (end < text.size() && is_word(text[end])) ++end;
      }
      last = to_lower(text.substr(at, end - at));
      at = end;
    } else if (c == '(') {
      const bool is_call = !last.empty() && !is_type;
      if (is_call && contains(varying, last)) return volatility::varying;
      if (is_call && !contains(stable, last)) found = volatility::unknown;
      is_type = false;
      last.clear();
      ++at;
    } else {
      if (text.substr(at, 2) == "::") {
        is_type = true;
        ++at;
      } else if (c != ' ' && c != '.') {
        is_type = false;
      }
      if (c != ' ') last.clear();
      ++at;
    }
  }
  return found;
}

}  // namespace sluice::ddl
