#include "catalog/elaborated.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace sluice::catalog {

namespace {

using form = expression::form;

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_whole(std::string_view type) {
  constexpr std::array<std::string_view, 3> all = {"int2", "int4", "int8"};
  return is_one_of(type, all);
}
bool is_float(std::string_view type) {
  return type == "float4" || type == "float8";
}
bool is_enum(std::string_view type) {
  return type.starts_with("enum ") && !type.ends_with("[]");
}
// Types with operators of their own, which a literal beside them is read as.
bool compares_with_itself(std::string_view type) {
  constexpr std::array<std::string_view, 10> others = {
      "bool",   "date", "timestamp", "timestamptz", "time",
      "timetz", "uuid", "bpchar",    "bytea",       "interval"};
  return is_whole(type) || is_float(type) || type == "numeric" || type == "text" || is_enum(type) ||
         is_one_of(type, others);
}

void cast(expression& one, std::string type) {
  expression out{.kind = form::cast, .text = type, .type = std::move(type)};
  out.parts.push_back(std::move(one));
  one = std::move(out);
}

// What a literal becomes or what is cast without being asked. False where that isn't known.
bool settle(expression& one, const std::string& type) {
  if (one.is_literal()) {
    one.type = type;
    return true;
  }
  if (one.type == type) return true;
  const bool is_known = (one.type == "varchar" && type == "text") ||
                        (is_whole(one.type) && (type == "numeric" || type == "float8")) ||
                        (one.type == "numeric" && type == "float8");
  if (!is_known) return false;
  cast(one, type);
  return true;
}

// The type that both sides get; empty where they stay as they are.
std::string common_type(const expression& a, const expression& b) {
  const std::string& one = a.is_literal() ? b.type : a.type;
  const std::string& other = b.is_literal() ? one : b.type;
  const bool is_text = one == "text" || one == "varchar";
  if (is_text && (other == "text" || other == "varchar")) return "text";
  if (a.is_literal() || b.is_literal()) return one;
  if ((is_whole(one) && other == "numeric") || (one == "numeric" && is_whole(other))) {
    return "numeric";
  }
  const auto becomes_float = [](const std::string& type) {
    return is_whole(type) || type == "numeric";
  };
  if ((becomes_float(one) && is_float(other)) || (is_float(one) && becomes_float(other))) {
    return "float8";
  }
  return "";
}

bool is_comparison(std::string_view sign) {
  constexpr std::array<std::string_view, 6> all = {"=", "<>", "<", ">", "<=", ">="};
  return is_one_of(sign, all);
}
bool is_match(std::string_view sign) {
  constexpr std::array<std::string_view, 8> all = {"~~", "!~~", "~~*", "!~~*",
                                                   "~",  "~*",  "!~",  "!~*"};
  return is_one_of(sign, all);
}

// Both sides of a comparison.
void compare(expression& left, expression& right) {
  if (left.is_literal() && right.is_literal()) return;
  const std::string type = common_type(left, right);
  if (type.empty()) return;
  // A float4 stays one: there are operators for both.
  const bool is_of_float = type == "float8";
  for (expression* one : {&left, &right}) {
    if (is_of_float && is_float(one->type)) continue;
    const bool may_be =
        compares_with_itself(type) && (one->is_literal() || one->type == type ||
                                       one->type == "varchar" || type == "numeric" || is_of_float);
    if (!may_be) return;
  }
  for (expression* one : {&left, &right}) {
    if (!(is_of_float && is_float(one->type))) settle(*one, type);
  }
}

void match(expression& left, expression& right) {
  const bool is_text = left.type == "text" || left.type == "varchar";
  const bool is_pattern = right.is_literal() || right.type == "text" || right.type == "varchar";
  if (!is_text || !is_pattern) return;
  settle(left, "text");
  settle(right, "text");
}

void elaborate(expression& one);

void elaborate_arithmetic(expression& one) {
  expression& left = one.parts[0];
  expression& right = one.parts[1];
  if (left.is_literal() && right.is_literal()) return;
  const std::string& a = left.is_literal() ? right.type : left.type;
  const std::string& b = right.is_literal() ? a : right.type;
  const auto is_number = [](const std::string& type) {
    return is_whole(type) || is_float(type) || type == "numeric";
  };
  if (!is_number(a) || !is_number(b)) return;
  if (one.text == "%" && a != b) return;
  if (is_whole(a) && is_whole(b)) {
    if (left.is_literal()) left.type = b;
    if (right.is_literal()) right.type = a;
    one.type = a == "int8" || b == "int8" ? "int8" : a == "int4" || b == "int4" ? "int4" : "int2";
    return;
  }
  if (is_float(a) && a == b) {
    if (left.is_literal()) left.type = b;
    if (right.is_literal()) right.type = a;
    one.type = a;
    return;
  }
  if (is_float(a) && is_float(b)) {
    one.type = "float8";
    return;
  }
  compare(left, right);
  one.type = common_type(left, right).empty() ? left.type : common_type(left, right);
}

void elaborate_operation(expression& one) {
  expression& left = one.parts[0];
  expression& right = one.parts[1];
  if (is_comparison(one.text)) {
    compare(left, right);
    one.type = "bool";
  } else if (is_match(one.text)) {
    match(left, right);
    one.type = "bool";
  } else if (one.text == "||") {
    const auto is_text = [](const expression& part) {
      return part.is_literal() || part.type == "text" || part.type == "varchar";
    };
    if (left.type == "tsvector" && right.type == "tsvector") one.type = "tsvector";
    if (!is_text(left) || !is_text(right) || (left.is_literal() && right.is_literal())) return;
    settle(left, "text");
    settle(right, "text");
    one.type = "text";
  } else if (one.text == "->" || one.text == "->>") {
    const bool is_json = left.type == "jsonb" || left.type == "json";
    if (!is_json) return;
    if (right.is_literal()) right.type = "text";
    if (right.type == "text" || right.type == "int4")
      one.type = one.text == "->" ? left.type : "text";
  } else if (one.text == "+" || one.text == "-" || one.text == "*" || one.text == "/" ||
             one.text == "%") {
    elaborate_arithmetic(one);
  }
}

// x IN (1, 2) is x = ANY (ARRAY[1, 2]), and x IN (1) is x = 1.
void elaborate_list(expression& one) {
  expression& left = one.parts[0];
  expression& list = one.parts[1];
  if (left.type.empty() || list.parts.empty()) return;
  if (list.parts.size() == 1) {
    expression right = std::move(list.parts[0]);
    one.parts.pop_back();
    one.parts.push_back(std::move(right));
    one.kind = form::operation;
    elaborate_operation(one);
    return;
  }
  // The elements become what they and the left side have in common.
  std::string type = left.type;
  for (const expression& part : list.parts) {
    if (part.kind != form::constant) return;
    if (part.is_literal()) continue;
    if (is_whole(type) && part.type == "int4") {
      if (type == "int2") type = "int4";
    } else if (is_whole(type) || part.type != "int4" || !(type == "numeric" || type == "float8")) {
      if (part.type != type && !(type == "float8" && part.type == "numeric")) return;
    }
  }
  const bool is_varchar = type == "varchar";
  if (!is_varchar && !compares_with_itself(type)) return;
  if (type == "float4") return;
  expression array{.kind = form::array, .parts = std::move(list.parts)};
  for (expression& part : array.parts) {
    if (part.is_literal()) {
      part.type = type;
    } else if (part.type != type) {
      cast(part, type);
    }
  }
  if (is_varchar) {
    cast(array, "text[]");
    cast(left, "text");
  }
  array.type = concat(is_varchar ? "text" : type, "[]");
  one.parts[1] = std::move(array);
}

void elaborate_array_comparison(expression& one) {
  one.type = "bool";
  expression& left = one.parts[0];
  expression& right = one.parts[1];
  if (right.kind == form::list) {
    elaborate_list(one);
    return;
  }
  if (is_match(one.text) || is_comparison(one.text)) {
    if (left.type == "varchar" && right.type == "text[]") cast(left, "text");
  }
}

void elaborate_array(expression& one) {
  if (one.parts.empty()) return;
  const bool has_literals = std::all_of(one.parts.begin(), one.parts.end(),
                                        [](const expression& part) { return part.is_literal(); });
  if (has_literals) {
    for (expression& part : one.parts) part.type = "text";
  }
  const std::string& type = one.parts[0].type;
  const bool is_one = std::all_of(one.parts.begin(), one.parts.end(),
                                  [&](const expression& part) { return part.type == type; });
  if (is_one && !type.empty() && !type.ends_with("[]")) one.type = concat(type, "[]");
}

void elaborate_cast(expression& one) {
  expression& inner = one.parts[0];
  if (inner.kind == form::array && one.text.ends_with("[]")) {
    // The cast is that of each element.
    const std::string element = one.text.substr(0, one.text.size() - 2);
    const bool has_literals = !inner.parts.empty() &&
                              std::all_of(inner.parts.begin(), inner.parts.end(),
                                          [](const expression& part) { return part.is_literal(); });
    const bool has_modifiers = element.find('(') != std::string::npos;
    if (has_literals && !has_modifiers) {
      for (expression& part : inner.parts) part.type = element;
      inner.type = one.text;
      one = expression(std::move(inner));
      return;
    }
  }
  elaborate(inner);
  const std::size_t modifiers = one.text.find('(');
  if (modifiers != std::string::npos) {
    one.type = one.text.substr(0, modifiers) + (one.text.ends_with("[]") ? "[]" : "");
    return;
  }
  one.type = one.text;
  if (inner.is_literal() && inner.kind == form::constant) {
    expression literal = std::move(inner);
    literal.type = one.text;
    one = std::move(literal);
  } else if (inner.type == one.text && !inner.is_limited) {
    expression same = std::move(inner);
    one = std::move(same);
  }
}

struct signature {
  std::string_view name;
  std::array<std::string_view, 2> arguments;
  std::string_view result;
};

constexpr std::array<signature, 19> functions = {{
    {"lower", {"text"}, "text"},
    {"upper", {"text"}, "text"},
    {"length", {"text"}, "int4"},
    {"char_length", {"text"}, "int4"},
    {"character_length", {"text"}, "int4"},
    {"btrim", {"text"}, "text"},
    {"ltrim", {"text"}, "text"},
    {"rtrim", {"text"}, "text"},
    {"md5", {"text"}, "text"},
    {"now", {}, "timestamptz"},
    {"gen_random_uuid", {}, "uuid"},
    {"nextval", {"regclass"}, "int8"},
    {"jsonb_typeof", {"jsonb"}, "text"},
    {"to_tsvector", {"regconfig", "text"}, "tsvector"},
    {"setweight", {"tsvector", "\"char\""}, "tsvector"},
    {"timezone", {"text", "timestamptz"}, "timestamp"},
    {"timezone", {"text", "timestamp"}, "timestamptz"},
    {"date_trunc", {"text", "timestamp"}, "timestamp"},
    {"date_trunc", {"text", "timestamptz"}, "timestamptz"},
}};

void elaborate_coalesce(expression& one) {
  std::string type;
  for (const expression& part : one.parts) {
    if (part.is_literal()) continue;
    if (part.type.empty() || (!type.empty() && part.type != type)) return;
    type = part.type;
  }
  if (!compares_with_itself(type) && type != "varchar") return;
  for (expression& part : one.parts) {
    if (part.is_literal()) part.type = type;
  }
  one.type = type;
}

void elaborate_call(expression& one) {
  if (one.text == "coalesce") {
    elaborate_coalesce(one);
    return;
  }
  for (const signature& known : functions) {
    const auto count = static_cast<std::size_t>(
        std::count_if(known.arguments.begin(), known.arguments.end(),
                      [](std::string_view type) { return !type.empty(); }));
    if (known.name != one.text || count != one.parts.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < count; ++i) {
      const expression& part = one.parts[i];
      const std::string_view type = known.arguments[i];
      const bool is_alone = count == 1 && type == "text" && part.is_literal();
      fits = fits && !is_alone &&
             (part.is_literal() || part.type == type || (part.type == "varchar" && type == "text"));
    }
    if (!fits) continue;
    for (std::size_t i = 0; i < count; ++i) settle(one.parts[i], std::string(known.arguments[i]));
    one.type = known.result;
    return;
  }
}

void elaborate(expression& one) {
  if (one.kind == form::cast) {
    elaborate_cast(one);
    return;
  }
  for (expression& part : one.parts) elaborate(part);
  switch (one.kind) {
    case form::operation:
      elaborate_operation(one);
      break;
    case form::test:
      if (one.parts.size() == 2) compare(one.parts[0], one.parts[1]);
      one.type = "bool";
      break;
    case form::comparison_with_any:
    case form::comparison_with_all:
      elaborate_array_comparison(one);
      break;
    case form::array:
      elaborate_array(one);
      break;
    case form::call:
      elaborate_call(one);
      break;
    case form::all:
    case form::any:
    case form::negation:
      one.type = "bool";
      break;
    default:
      break;
  }
}

}  // namespace

expression elaborated(expression one) {
  elaborate(one);
  return one;
}

}  // namespace sluice::catalog
