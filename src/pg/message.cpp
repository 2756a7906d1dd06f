#include "pg/message.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.hpp"
#include "pg/libpq.hpp"

namespace sluice::pg {
namespace {

constexpr std::size_t lines_around = 2;
constexpr std::size_t widest_line = 160;

std::string field(const pg_result* result, int code) {
  const char* text = api().error_field(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

// A long line's part of at most `widest_line` bytes around `column`, cut between characters.
std::string_view part_of(std::string_view line, std::size_t column) {
  if (line.size() <= widest_line) return line;
  std::size_t from = column > widest_line / 2 ? column - widest_line / 2 : 0;
  from = std::min(from, line.size() - widest_line);
  std::size_t to = from + widest_line;
  while (from > 0 && continues_character(line[from])) --from;
  while (to < line.size() && continues_character(line[to])) ++to;
  return line.substr(from, to - from);
}

void append_line(std::string& out, const std::string& gutter, std::string_view text) {
  if (!out.empty()) out += '\n';
  out.append(gutter).append(" | ").append(text);
}

}  // namespace

server_message server_message::of(const pg_result* result) {
  server_message out;
  out.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (out.severity.empty()) out.severity = field(result, PG_DIAG_SEVERITY);
  out.sqlstate = field(result, PG_DIAG_SQLSTATE);
  out.text = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (out.text.empty()) out.text = trim(api().result_error_message(result));
  out.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  out.hint = field(result, PG_DIAG_MESSAGE_HINT);
  out.context = field(result, PG_DIAG_CONTEXT);
  out.schema = field(result, PG_DIAG_SCHEMA_NAME);
  out.table = field(result, PG_DIAG_TABLE_NAME);
  out.column = field(result, PG_DIAG_COLUMN_NAME);
  out.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  std::from_chars(position.data(), position.data() + position.size(), out.position);
  return out;
}

std::string server_message::why() const {
  std::string out = detail;
  if (!context.empty()) {
    if (!out.empty()) out += '\n';
    out += context;
  }
  return out;
}

std::size_t byte_of(std::string_view sql, int position) {
  int seen = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (continues_character(sql[i])) continue;
    if (++seen == position) return i;
  }
  return sql.size();
}

std::string excerpt(std::string_view sql, int position) {
  while (!sql.empty() && (sql.back() == '\n' || sql.back() == ' ' || sql.back() == '\r')) {
    sql.remove_suffix(1);
  }
  const std::vector<std::string_view> lines = split(sql, "\n");
  const std::size_t offset = position > 0 ? byte_of(sql, position) : 0;
  const line_column at = locate(sql, offset);
  const auto marked = static_cast<std::size_t>(at.line - 1);
  const std::size_t first = marked > lines_around ? marked - lines_around : 0;
  const std::size_t last = std::min(lines.size() - 1, marked + lines_around);
  const std::size_t width = std::to_string(last + 1).size();

  std::string out;
  for (std::size_t i = first; i <= last; ++i) {
    const std::size_t column = i == marked ? static_cast<std::size_t>(at.column - 1) : 0;
    std::string_view line = lines[i];
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::string_view shown = part_of(line, column);
    const std::string number = std::to_string(i + 1);
    append_line(out, std::string(width - number.size() + 2, ' ') + number, shown);
    if (i != marked || position <= 0) continue;
    const auto start = static_cast<std::size_t>(shown.data() - line.data());
    std::string below(characters(line.substr(start, column - start)), ' ');
    below += '^';
    append_line(out, std::string(width + 2, ' '), below);
  }
  if (last + 1 < lines.size()) append_line(out, std::string(width + 2, ' '), "…");
  return out;
}

error to_error(const server_message& message, std::string_view sql) {
  error out(failure::general, "PG.STATEMENT", message.text);
  out.sqlstate = message.sqlstate;
  out.hint = message.hint;
  out.detail = excerpt(sql, message.position);
  const std::string why = message.why();
  if (!why.empty()) out.detail += concat("\n", why);
  return out;
}

}  // namespace sluice::pg
