#include "ddl/volatility.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"

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

}  // namespace

volatility volatility_of(std::string_view text) {
  using form = model::sql_token::form;
  const std::vector<model::sql_token> all = model::sql_tokens(text);
  volatility found = volatility::stable;
  bool is_type = false;  // behind "::", with its schema
  for (std::size_t at = 0; at + 1 < all.size(); ++at) {
    const model::sql_token& one = all[at];
    if (one.kind != form::word && one.kind != form::name) {
      is_type = one.is_symbol(':') || (is_type && one.is_symbol('.'));
    } else if (all[at + 1].is_symbol('(') && !is_type) {
      const std::string name = to_lower(one.text);
      if (contains(varying, name)) return volatility::varying;
      if (!contains(stable, name)) found = volatility::unknown;
    }
  }
  return found;
}

}  // namespace sluice::ddl
