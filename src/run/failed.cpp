#include "run/failed.hpp"

#include <array>

#include "base/text.hpp"

namespace sluice::run {
namespace {

// Of what is there before its migration made it; {tag} is that migration.
constexpr std::string_view made_otherwise =
    "it is there already: where the database has all of {tag}, `sluice repair --mark {tag}`; where "
    "it was made by hand, by `push` or by another tool, `sluice baseline` proves and marks what it "
    "has";

struct known_state {
  std::string_view sqlstate;
  std::string_view says;  // part of the message; empty: any
  std::string_view advice;
};

constexpr std::array<known_state, 11> known{{
    {"25001", "",
     "take BEGIN and COMMIT out of the file, and migrate without --tx all: the statement then runs "
     "by itself"},
    {"55P04", "",
     "PostgreSQL wants a new enum value committed before it is used: add it in an earlier "
     "migration, or take BEGIN and COMMIT out of the file"},
    {"25006", "",
     "the server only reads here: it is a standby, or default_transaction_read_only is on; connect "
     "to the primary"},
    {"42501", "", "the connection's user lacks this right: grant it, or migrate as the owner"},
    {"42P07", "", made_otherwise},
    {"42701", "", made_otherwise},
    {"42710", "", made_otherwise},
    {"57014", "statement timeout",
     "give it more time with --statement-timeout, which goes before what the role or the database "
     "has (0s: none)"},
    {"42704", "type \"vector\"",
     "install pgvector on the server, and create it: --extensions vector, or CREATE EXTENSION "
     "vector in "
     "a migration before this"},
    {"55P03", "",
     "another session holds a lock on it: run again when it has ended, or have more patience with "
     "--lock-timeout and --lock-retries"},
    {"42601", "\"\\\"", "a line that begins with \\ is psql's own and no SQL: take it out"},
}};

std::string advice_for(const pg::server_message& said, const failed_at& at) {
  for (const known_state& one : known) {
    if (at.is_back && one.advice == made_otherwise) continue;
    if (said.sqlstate == one.sqlstate &&
        (one.says.empty() || said.text.find(one.says) != std::string::npos)) {
      return replace_all(std::string(one.advice), "{tag}", at.tag);
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
  if (!interrupted) add_line(out.hint, advice_for(said, at));
  return out;
}

}  // namespace sluice::run
