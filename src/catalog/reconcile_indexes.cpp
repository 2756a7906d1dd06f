// Indexes: columns, expressions, order, operator classes, conditions, options.
#include <memory>
#include <string_view>

#include "base/json.hpp"
#include "base/text.hpp"
#include "catalog/reconciliation.hpp"
#include "catalog/same_words.hpp"
#include "catalog/tokens.hpp"

namespace sluice::catalog {

namespace {

// A place in an index, with what goes without saying.
struct element {
  std::string expression;
  bool is_column = false;
  bool asc = true;
  bool nulls_first = false;
  std::string collation;
  std::string opclass;
  bool is_own_opclass = false;  // it goes without saying
  bool says_nulls = false;      // in the text of an expression
  bool is_understood = true;
};

// Text as CREATE INDEX takes it: a column, a call or something in parentheses, and what may follow.
class element_reader {
 public:
  explicit element_reader(const std::string& text) : text_(text), tokens_(tokens_of(text)) {}

  void read(element& into) {
    if (!skip_expression()) {
      into.is_understood = false;
      return;
    }
    const std::size_t end = at_ < tokens_.size() ? tokens_[at_].begin : text_.size();
    into.expression = trim(std::string_view(text_).substr(0, end));
    into.is_column = at_ == 1;
    if (into.is_column) into.expression = tokens_[0].text;
    if (take("collate")) {
      for (bool goes_on = true; goes_on && is_any_name(); goes_on = take(".")) {
        into.collation += concat("\x1f", tokens_[at_++].text);
      }
    }
    if (is_any_name()) into.opclass = tokens_[at_++].text;
    if (take("desc")) {
      into.asc = false;
      into.nulls_first = true;
    } else if (take("asc")) {
      into.asc = true;
    }
    if (at_ + 2 == tokens_.size() && is_name("nulls")) {
      ++at_;
      into.nulls_first = is_name("first");
      into.says_nulls = true;
      ++at_;
    }
    into.is_understood = at_ == tokens_.size();
  }

 private:
  bool is_any_name() const {
    return at_ < tokens_.size() && tokens_[at_].kind == token::form::name && !is_name("nulls");
  }
  bool is_name(std::string_view word) const {
    return at_ < tokens_.size() && tokens_[at_].kind == token::form::name &&
           tokens_[at_].text == word;
  }
  bool take(std::string_view keyword) {
    const bool is = at_ < tokens_.size() && tokens_[at_].is(keyword);
    if (is) ++at_;
    return is;
  }
  bool skip_parentheses() {
    int depth = 0;
    do {
      if (at_ == tokens_.size()) return false;
      if (tokens_[at_].is("(")) ++depth;
      if (tokens_[at_].is(")")) --depth;
      ++at_;
    } while (depth > 0);
    return true;
  }
  bool skip_expression() {
    if (tokens_.empty()) return false;
    if (tokens_[0].is("(")) return skip_parentheses();
    const auto is_part = [&] {
      return at_ < tokens_.size() && (tokens_[at_].kind == token::form::name ||
                                      (tokens_[at_].kind == token::form::keyword));
    };
    if (!is_part()) return false;
    for (++at_; at_ + 1 < tokens_.size() && tokens_[at_].is("."); at_ += 2) {
    }
    return at_ == tokens_.size() || !tokens_[at_].is("(") || skip_parentheses();
  }

  const std::string& text_;
  std::vector<token> tokens_;
  std::size_t at_ = 0;
};

element element_of(const model::index_column& column) {
  element out{.expression = column.expression, .is_column = !column.is_expression};
  if (column.is_expression) element_reader(column.expression).read(out);
  if (!column.asc) {
    out.asc = false;
    out.nulls_first = true;
  }
  const bool is_said_in_text = out.says_nulls || (column.is_expression && !out.asc && column.asc);
  if (column.nulls && !is_said_in_text) {
    out.nulls_first = *column.nulls == "first";
  }
  if (!column.opclass.value_or("").empty()) out.opclass = *column.opclass;
  out.is_own_opclass = column.implied_opclass;
  return out;
}

bool may_have_class(const element& is, const element& shall_be) {
  if (shall_be.opclass.empty()) return is.opclass.empty() || is.is_own_opclass;
  return is.opclass.empty() || is.opclass == shall_be.opclass;
}

// The wanted spelling is taken over when all that was asked about it is answered with yes.
struct agreement {
  model::index_column& live;
  const model::index_column& wanted;
  int open = 0;

  void say(bool yes) {
    if (yes && --open == 0) live = wanted;
  }
};

class index_pair {
 public:
  index_pair(reconciliation& all, const table_pair& table, model::index& live,
             const model::index& wanted)
      : all_(all), table_(table), live_(live), wanted_(wanted) {}

  void reconcile() {
    live_.name = wanted_.name;
    live_.concurrently = wanted_.concurrently;
    if (to_lower(live_.method) == to_lower(wanted_.method)) live_.method = wanted_.method;
    reconcile_options();
    if (live_.columns.size() == wanted_.columns.size()) {
      for (std::size_t i = 0; i < live_.columns.size(); ++i) reconcile_column(i);
    }
    reconcile_condition();
  }

 private:
  question about(question::about what, std::size_t place = 0) const {
    return {.what = what,
            .schema = said(table_.wanted.schema),
            .relation = model::clipped(table_.wanted.name),
            .name = model::clipped(wanted_.name),
            .position = static_cast<int>(place) + 1};
  }

  void reconcile_column(std::size_t place) {
    model::index_column& live = live_.columns[place];
    const model::index_column& wanted = wanted_.columns[place];
    if (live == wanted) {
      live = wanted;
      return;
    }
    const element is = element_of(live);
    const element shall_be = element_of(wanted);
    const bool may_be = is.is_understood && shall_be.is_understood &&
                        is.is_column == shall_be.is_column && is.asc == shall_be.asc &&
                        is.nulls_first == shall_be.nulls_first &&
                        is.collation == shall_be.collation && may_have_class(is, shall_be);
    if (!may_be) return;
    const auto agreed = std::make_shared<agreement>(agreement{live, wanted, 1});
    const auto then = [agreed](const answer& given) { agreed->say(given.is_same); };
    if (!is.is_column && !is_same_expression(is.expression, shall_be.expression, table_.live)) {
      question one = about(question::about::index_expression, place);
      one.text = shall_be.expression;
      ++agreed->open;
      all_.ask(std::move(one), then);
    } else if (is.is_column && !model::is_kept_as_one(is.expression, shall_be.expression)) {
      return;
    }
    // What an expression says by itself is named only where it doesn't.
    const bool is_asked = is.opclass.empty() && !shall_be.opclass.empty();
    if (is_asked) {
      question one = about(question::about::index_opclass, place);
      one.text = shall_be.opclass;
      ++agreed->open;
      all_.ask(std::move(one), then);
    }
    agreed->say(true);
  }

  void reconcile_condition() {
    const bool has_none = live_.where.value_or("").empty();
    if (has_none && wanted_.where.value_or("").empty()) live_.where = wanted_.where;
    if (has_none || wanted_.where.value_or("").empty()) return;
    if (is_same_expression(*live_.where, *wanted_.where, table_.live)) {
      live_.where = wanted_.where;
    } else {
      all_.ask(about(question::about::index_condition), *live_.where, *wanted_.where);
    }
  }

  void reconcile_options() {
    for (const auto& [one, spelt] :
         paired(live_.with, wanted_.with,
                [](const model::option& option) { return to_lower(option.name); })) {
      if (is_same_option(one->value, spelt->value)) *one = *spelt;
    }
  }

  reconciliation& all_;
  const table_pair& table_;
  model::index& live_;
  const model::index& wanted_;
};

std::string plain(const std::string& value) {
  if (!value.starts_with('"')) return to_lower(value);
  const rapidjson::Document text = parse_json(value, "option");
  return to_lower(view(text));
}

}  // namespace

bool is_same_option(const std::string& a, const std::string& b) {
  const std::string one = plain(a);
  const std::string other = plain(b);
  const auto is_yes = [](const std::string& text) {
    return text == "true" || text == "on" || text == "yes";
  };
  const auto is_no = [](const std::string& text) {
    return text == "false" || text == "off" || text == "no";
  };
  return one == other || (is_yes(one) && is_yes(other)) || (is_no(one) && is_no(other));
}

void reconcile_indexes(reconciliation& all, const table_pair& table) {
  for (const auto& [one, spelt] : paired(table.live.indexes, table.wanted.indexes)) {
    if (*one == *spelt) {
      *one = *spelt;  // an operator class that is said is no longer implied
      continue;
    }
    index_pair(all, table, *one, *spelt).reconcile();
  }
}

}  // namespace sluice::catalog
