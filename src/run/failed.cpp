#include "run/failed.hpp"

#include <array>

#include "base/text.hpp"

namespace sluice::run {
namespace {

struct known_state {
  std::string_view sqlstate;
  std::string_view says;  // part of the message; empty: any
  std::string_view advice;
};

constexpr std::array<known_state, 9> known{{
    {"25001", "",
     "take BEGIN and COMMIT out of the file, and migrate without --tx all: the statement then runs "
     "by itself"},
    {"55P04", "",
     "PostgreSQL wants a new enum value committed before it is used: add it in an earlier "
     "migration, or take BEGIN and COMMIT out of the file"},
    {"42501", "", "the connection's user lacks this right: grant it, or migrate as the owner"},
    {"42P07", "", "something of this name is there already: was it made by hand or by `push`?"},
    {"42701", "", "a column of this name is there already: was it made by hand or by `push`?"},
    {"42710", "", "something of this name is there already: was it made by hand or by `push`?"},
    {"42704", "type \"vector\"", "install pgvector and put CREATE EXTENSION vector before this"},
    {"55P03", "",
     "another session holds a lock on it: run again when it has ended, or have more patience with "
     "--lock-timeout and --lock-retries"},
    {"42601", "\"\\\"", "a line that begins with \\ is psql's own and no SQL: take it out"},
}};

std::string advice_for(const pg::server_message& said) {
  for (const known_state& one : known) {
    if (said.sqlstate == one.sqlstate &&
        (one.says.empty() || said.text.find(one.says) != std::string::npos)) {
      return std::string(one.advice);
    }
  }
  return {};
}

// Where in the file the statement begins, or the position in it.
place place_in_file(const failed_at& at, int position) {
  place out{at.file.string(), 0, 0};
  if (!at.statement) return out;
  const std::size_t chunk = at.of.chunk_of[*at.statement];
  if (chunk >= at.of.lines.size()) return out;
  const pg::statement& one = at.of.statements[*at.statement];
  const std::size_t offset = one.offset + (position > 0 ? pg::byte_of(one.text, position) : 0);
  const line_column where = locate(at.of.chunks[chunk], offset);
  out.line = at.of.lines[chunk] + where.line - 1;
  out.column = where.column;
  return out;
}

void add_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

error migration_failure(failure kind, const pg::server_message& said, const failed_at& at) {
  std::string step = at.step;
  if (at.statement) {
    step = concat("statement ", std::to_string(*at.statement + 1), " of ",
                  std::to_string(at.of.statements.size()));
  }
  const bool interrupted = kind == failure::interrupted;
  error out(kind,
            interrupted             ? "RUN.INTERRUPTED"
            : kind == failure::lock ? "MIGRATE.LOCK_TIMEOUT"
                                    : "MIGRATE.FAILED",
            interrupted ? concat(at.tag, " was interrupted at ", step)
                        : concat(at.tag, " failed at ", step, ": ", said.text));
  out.migration = at.tag;
  out.sqlstate = said.sqlstate;
  out.where = place_in_file(at, said.position);
  if (at.statement) {
    out.statement = static_cast<int>(*at.statement) + 1;
    add_line(out.detail, pg::excerpt(at.of.statements[*at.statement].text, said.position));
  }
  add_line(out.detail, said.why());
  add_line(out.detail, at.state);
  out.hint = said.hint;
  if (!interrupted) add_line(out.hint, advice_for(said));
  return out;
}

}  // namespace sluice::run
