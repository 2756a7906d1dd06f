#include "run/manner.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"
#include "pg/quote.hpp"

namespace sluice::run {
namespace {

using model::sql_token;

bool has(const pg::statement& one, std::string_view word) {
  return std::find(one.words.begin(), one.words.end(), word) != one.words.end();
}

bool mentions(const pg::statement& one, std::string_view word) {
  return to_lower(one.text).find(word) != std::string::npos;
}

// Tokens of a statement, read from left to right.
class reader {
 public:
  explicit reader(const pg::statement& one) : tokens_(model::sql_tokens(one.text)) {}

  bool at_end() const { return at_ >= tokens_.size(); }
  // The byte behind what was taken.
  std::size_t end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }
  bool take(std::string_view word) {
    if (at_end() || !tokens_[at_].is_word(word)) return false;
    ++at_;
    return true;
  }
  bool take_all(std::initializer_list<std::string_view> words) {
    const std::size_t before = at_;
    for (const std::string_view word : words) {
      if (take(word)) continue;
      at_ = before;
      return false;
    }
    return true;
  }
  bool take_symbol(char sign) {
    if (at_end() || !tokens_[at_].is_symbol(sign)) return false;
    ++at_;
    return true;
  }
  // Parentheses and what is in them; true where one of the words there is CONCURRENTLY.
  bool take_options() {
    bool found = false;
    if (!take_symbol('(')) return found;
    for (int depth = 1; depth > 0 && !at_end(); ++at_) {
      if (tokens_[at_].is_symbol('(')) ++depth;
      if (tokens_[at_].is_symbol(')')) --depth;
      found = found || tokens_[at_].is_word("concurrently");
    }
    return found;
  }
  std::string take_name() {
    if (at_end()) return {};
    const sql_token& one = tokens_[at_];
    if (one.kind != sql_token::form::word && one.kind != sql_token::form::name) {
      return {};
    }
    ++at_;
    return one.text;
  }
  // A name with a schema before it, or none; a database's name before that is dropped.
  std::pair<std::string, std::string> take_qualified() {
    std::pair<std::string, std::string> out{{}, take_name()};
    while (take_symbol('.')) {
      out.first = std::exchange(out.second, take_name());
    }
    return out;
  }
  bool find(std::initializer_list<std::string_view> words) {
    for (; !at_end(); ++at_) {
      if (take_all(words)) return true;
    }
    return false;
  }

 private:
  std::vector<sql_token> tokens_;
  std::size_t at_ = 0;
};

std::string quoted(const std::pair<std::string, std::string>& name) {
  if (name.first.empty()) return pg::quote_identifier(name.second);
  return concat(pg::quote_identifier(name.first), ".", pg::quote_identifier(name.second));
}

// CLUSTER without a table: every table that was clustered before.
bool clusters_everything(const pg::statement& one) {
  reader from(one);
  from.take("cluster");
  from.take_options();
  from.take("verbose");
  return from.at_end();
}

bool reindexes_alone(const pg::statement& one) {
  if (has(one, "concurrently")) return true;
  reader from(one);
  from.take("reindex");
  from.take_options();
  return from.take("schema") || from.take("database") || from.take("system");
}

bool is_subscription_with_network(const pg::statement& one) {
  const std::string_view first = one.word(0);
  if (first == "create") {
    const std::string text = replace_all(to_lower(one.text), " ", "");
    return text.find("create_slot=false") == std::string::npos &&
           text.find("connect=false") == std::string::npos;
  }
  return first == "drop" || has(one, "refresh") || has(one, "publication");
}

bool is_prepared(const pg::statement& one) {
  return one.word(1) == "prepared";
}

bool goes_back_to_savepoint(const pg::statement& one) {
  return std::find(one.words.begin(), one.words.end(), "to") != one.words.end();
}

}  // namespace

bool begins_transaction(const pg::statement& one) {
  return one.word(0) == "begin" || (one.word(0) == "start" && one.word(1) == "transaction");
}

bool commits(const pg::statement& one) {
  return (one.word(0) == "commit" || one.word(0) == "end") && !is_prepared(one);
}

bool controls_transaction(const pg::statement& one) {
  if (begins_transaction(one) || commits(one) || one.word(0) == "abort") return true;
  if (one.word(0) == "rollback") return !is_prepared(one) && !goes_back_to_savepoint(one);
  return one.word(0) == "prepare" && one.word(1) == "transaction";
}

bool runs_alone(const pg::statement& one) {
  const std::string_view first = one.word(0);
  const std::string_view second = one.word(1);
  if (first == "create" || first == "drop") {
    if (second == "database" || second == "tablespace") return true;
    if (second == "subscription") return is_subscription_with_network(one);
    if (second == "index") return one.word(2) == "concurrently";
    return second == "unique" && one.word(2) == "index" && one.word(3) == "concurrently";
  }
  if (first == "alter") {
    if (second == "system") return true;
    if (second == "database") return has(one, "tablespace");
    if (second == "subscription") return is_subscription_with_network(one);
    return second == "table" && detaches(one).has_value();
  }
  if (first == "reindex") return reindexes_alone(one);
  if (first == "cluster") return clusters_everything(one);
  if (first == "commit" || first == "rollback") return second == "prepared";
  return first == "vacuum" || (first == "discard" && second == "all");
}

bool may_commit(const pg::statement& one) {
  return one.word(0) == "call" || (one.word(0) == "do" && mentions(one, "commit"));
}

bool adds_enum_value(const pg::statement& one) {
  if (one.word(0) != "alter" || one.word(1) != "type") return false;
  return reader(one).find({"add", "value"});
}

bool sets(const pg::statement& one) {
  const std::string_view first = one.word(0);
  return first == "set" || first == "reset" || (first == "select" && mentions(one, "set_config"));
}

bool sets_for_transaction(const pg::statement& one) {
  return one.word(0) == "set" &&
         (one.word(1) == "local" || one.word(1) == "transaction" || one.word(1) == "constraints");
}

bool changes_role(const pg::statement& one) {
  return sets(one) && (mentions(one, "role") || mentions(one, "authorization"));
}

wait waits(const pg::statement& one) {
  constexpr std::array<std::string_view, 15> rows{
      "select", "insert", "update",  "delete", "merge",   "with", "values", "copy",
      "call",   "table",  "explain", "fetch",  "execute", "set",  "declare"};
  if (std::find(rows.begin(), rows.end(), one.word(0)) != rows.end()) return wait::rows;
  if (runs_alone(one)) return wait::patient;
  // VALIDATE CONSTRAINT with anything beside it takes the other's lock.
  if (one.word(0) == "alter" && mentions(one, "validate") &&
      one.text.find(',') == std::string_view::npos &&
      reader(one).find({"validate", "constraint"})) {
    return wait::patient;
  }
  return wait::strong;
}

std::optional<concurrent_index> builds_index(const pg::statement& one) {
  reader from(one);
  if (!from.take("create")) return std::nullopt;
  concurrent_index out;
  out.unique = from.take("unique");
  if (!from.take_all({"index", "concurrently"})) return std::nullopt;
  from.take_all({"if", "not", "exists"});
  if (!from.take("on")) {
    out.name = from.take_name();
    if (!from.take("on")) return std::nullopt;
  }
  from.take("only");
  std::tie(out.schema, out.table) = from.take_qualified();
  out.definition = one.text.substr(from.end());
  return out;
}

std::optional<concurrent_reindex> rebuilds_index(const pg::statement& one) {
  reader from(one);
  if (!from.take("reindex")) return std::nullopt;
  const bool by_option = from.take_options();
  concurrent_reindex out;
  out.table = from.take("table");
  if (!out.table && !from.take("index")) return std::nullopt;
  if (!from.take("concurrently") && !by_option) return std::nullopt;
  std::tie(out.schema, out.name) = from.take_qualified();
  return out;
}

std::optional<detached_partition> detaches(const pg::statement& one) {
  if (one.word(0) != "alter" || !mentions(one, "concurrently")) return std::nullopt;
  reader from(one);
  if (!from.take_all({"alter", "table"})) return std::nullopt;
  from.take_all({"if", "exists"});
  from.take("only");
  const std::string table = quoted(from.take_qualified());
  if (!from.take_all({"detach", "partition"})) return std::nullopt;
  const std::string partition = quoted(from.take_qualified());
  if (!from.take("concurrently")) return std::nullopt;
  return detached_partition{table, partition};
}

}  // namespace sluice::run
