#include "run/script.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

// A line of its own: `-- sluice:tx none`.
bool wants_no_transaction(std::string_view chunk) {
  for (const std::string_view line : split(chunk, "\n")) {
    std::string_view words = trim(line);
    if (words.rfind("--", 0) != 0) continue;
    words = trim(words.substr(2));
    if (words.rfind("sluice:tx", 0) == 0 && trim(words.substr(9)) == "none") return true;
  }
  return false;
}

bool changes_session(const pg::statement& one) {
  const std::string_view first = one.word(0);
  return first == "set" || first == "reset" || first == "discard" ||
         one.text.find("set_config") != std::string_view::npos;
}

bool drops_locks(const pg::statement& one) {
  return one.word(0) == "discard" ||
         one.text.find("pg_advisory_unlock_all") != std::string_view::npos;
}

// COPY … FROM STDIN, TO STDOUT: the word by itself, not a part of a path.
bool copies_through_client(const pg::statement& one) {
  if (one.word(0) != "copy") return false;
  const std::string lower = to_lower(one.text);
  const auto stands_alone = [&](std::string_view word) {
    const std::size_t at = lower.rfind(word);
    if (at == std::string::npos || at == 0) return false;
    const std::string_view blank = " \t\r\n";
    const bool before = blank.find(lower[at - 1]) != std::string_view::npos;
    const std::size_t end = at + word.size();
    return before && (end == lower.size() || blank.find(lower[end]) != std::string_view::npos);
  };
  return stands_alone("stdin") || stands_alone("stdout");
}

// SET lock_timeout, SET LOCAL lock_timeout, set_config('lock_timeout', …), in a body too.
bool sets_lock_timeout(std::string_view text) {
  constexpr std::string_view name = "lock_timeout";
  if (text.find(name) == std::string_view::npos) return false;
  if (text.find("set_config") != std::string_view::npos) return true;
  const std::string lower = to_lower(text);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    const std::string_view before = trim(std::string_view(lower).substr(0, at));
    for (const std::string_view word : {"set", "local", "session"}) {
      if (before.size() < at && before.ends_with(word)) return true;
    }
  }
  return false;
}

void choose_mode(script& out) {
  std::vector<std::size_t> controls;
  for (std::size_t i = 0; i < out.statements.size(); ++i) {
    if (controls_transaction(out.statements[i])) controls.push_back(i);
  }
  if (controls.empty() || out.mode == transaction_mode::none) return;
  const bool around_everything =
      controls.size() == 2 && controls[0] == 0 && controls[1] + 1 == out.statements.size() &&
      begins_transaction(out.statements.front()) && commits(out.statements.back()) &&
      out.statements.back().words.size() <= 2;  // no AND CHAIN
  if (!around_everything) {
    out.mode = transaction_mode::own;
    return;
  }
  out.asks_for_one = true;
  out.begin = out.statements.front().text;
  out.commit = out.statements.back().text;
  out.statements.erase(out.statements.begin());
  out.chunk_of.erase(out.chunk_of.begin());
  out.statements.pop_back();
  out.chunk_of.pop_back();
}

}  // namespace

script make_script(migrations::migration_file file, const std::string& tag) {
  script out;
  out.chunks = std::move(file.statements);
  out.lines = std::move(file.lines);
  for (std::size_t i = 0; i < out.chunks.size(); ++i) {
    if (wants_no_transaction(out.chunks[i])) out.mode = transaction_mode::none;
    for (pg::statement& one : pg::split_statements(out.chunks[i])) {
      if (copies_through_client(one)) {
        error refused(failure::migration, "MIGRATE.COPY",
                      concat(tag, ": COPY from or to the client has no place in a migration"));
        refused.migration = tag;
        refused.statement = static_cast<int>(out.statements.size() + 1);
        throw std::move(refused).advise("write the rows as INSERT statements");
      }
      out.changes_session = out.changes_session || changes_session(one);
      out.drops_locks = out.drops_locks || drops_locks(one);
      out.sets_lock_timeout = out.sets_lock_timeout || sets_lock_timeout(one.text);
      out.statements.push_back(std::move(one));
      out.chunk_of.push_back(i);
    }
  }
  choose_mode(out);
  return out;
}

}  // namespace sluice::run
