#include "project/computed_down.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "ddl/down.hpp"
#include "diff/compare.hpp"
#include "model/schema_name.hpp"
#include "model/sql_tokens.hpp"
#include "pg/split.hpp"
#include "project/parts.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

using model::sql_token;
using tokens = std::vector<sql_token>;

std::string spelled(const sql_token& one) {
  return concat(std::to_string(static_cast<int>(one.kind)), one.text, "\x1f");
}

// Without IF [NOT] EXISTS, which early drizzle-kit wrote everywhere.
std::string normal_form(const tokens& all) {
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].is_word("if")) {
      const std::size_t next = i + 1 < all.size() && all[i + 1].is_word("not") ? i + 2 : i + 1;
      if (next < all.size() && all[next].is_word("exists")) {
        i = next;
        continue;
      }
    }
    out += spelled(all[i]);
  }
  return out;
}

// DO $$ BEGIN ALTER TABLE …; EXCEPTION WHEN duplicate_object THEN null; END $$: of early
// drizzle-kit too.
std::optional<std::string> wrapped(const tokens& all) {
  if (all.size() != 2 || !all[0].is_word("do") || all[1].kind != sql_token::form::literal) {
    return std::nullopt;
  }
  const std::string& body = all[1].text;
  const std::string lower = to_lower(body);
  const std::size_t begin = lower.find("begin");
  const std::size_t end = lower.rfind("exception");
  if (begin == std::string::npos || end == std::string::npos || end < begin + 5) {
    return std::nullopt;
  }
  const auto tail = normal_form(model::sql_tokens(std::string_view(lower).substr(end)));
  if (tail != normal_form(model::sql_tokens("exception when duplicate_object then null; end")) &&
      tail != normal_form(model::sql_tokens("exception when duplicate_object then null; end;"))) {
    return std::nullopt;
  }
  return body.substr(begin + 5, end - begin - 5);
}

// Each statement as tokens.
std::vector<tokens> statements_of(const std::vector<std::string>& texts) {
  std::vector<tokens> out;
  for (const std::string& text : texts) {
    for (const pg::statement& one : pg::split_statements(text)) {
      tokens all = model::sql_tokens(one.text);
      if (const auto inner = wrapped(all)) {
        for (tokens& each : statements_of({*inner})) out.push_back(std::move(each));
      } else {
        out.push_back(std::move(all));
      }
    }
  }
  return out;
}

std::vector<std::string> normal_forms(const std::vector<tokens>& all) {
  std::vector<std::string> out;
  out.reserve(all.size());
  for (const tokens& one : all) out.push_back(normal_form(one));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> texts_of(const std::vector<ddl::statement>& all) {
  std::vector<std::string> out;
  out.reserve(all.size());
  for (const ddl::statement& one : all) out.push_back(one.sql);
  return out;
}

// What the migration's own words say about renames.
class witness {
 public:
  explicit witness(const std::vector<tokens>& statements) : statements_(statements) {}

  bool renames(const diff::entity_name& from, const diff::entity_name& to) const {
    return std::any_of(statements_.begin(), statements_.end(), [&](const tokens& one) {
      const bool moves = from.name == to.name && has_word(one, "schema") && has_word(one, "set");
      return (moves || has_word(one, "rename")) && has(one, from.name) && has(one, to.name);
    });
  }

  // Of indexes, constraints and values of enums nobody is asked.
  std::vector<diff::rename> unasked(const model::database& before,
                                    const model::database& after) const {
    std::vector<diff::rename> out;
    for (const model::table& table : after.tables) {
      const auto look = [&](diff::entity kind, const auto& items, const auto member) {
        for (const auto& to : items) {
          for (const model::table& old : before.tables) {
            for (const auto& from : old.*member) {
              if (from.name == to.name || !renames({"", "", from.name}, {"", "", to.name}))
                continue;
              const std::string schema = model::schema_name(table.schema);
              out.push_back({kind, {schema, table.name, from.name}, {schema, table.name, to.name}});
            }
          }
        }
      };
      look(diff::entity::index, table.indexes, &model::table::indexes);
      look(diff::entity::unique, table.unique_constraints, &model::table::unique_constraints);
      look(diff::entity::check, table.check_constraints, &model::table::check_constraints);
      look(diff::entity::foreign_key, table.foreign_keys, &model::table::foreign_keys);
      look(diff::entity::primary_key, table.primary_keys, &model::table::primary_keys);
    }
    for (const model::enum_type& to : after.enums) {
      for (const std::string& value : to.values) {
        for (const model::enum_type& old : before.enums) {
          for (const std::string& from : old.values) {
            if (from == value || !renames({"", "", from}, {"", "", value})) continue;
            out.push_back({diff::entity::enum_value,
                           {to.schema, to.name, from},
                           {to.schema, to.name, value}});
          }
        }
      }
    }
    return out;
  }

 private:
  static bool has_word(const tokens& all, std::string_view word) {
    return std::any_of(all.begin(), all.end(),
                       [&](const sql_token& one) { return one.is_word(word); });
  }
  static bool has(const tokens& all, const std::string& name) {
    return std::any_of(all.begin(), all.end(), [&](const sql_token& one) {
      return one.text == name && one.kind != sql_token::form::symbol;
    });
  }

  const std::vector<tokens>& statements_;
};

// The answers with which the way from the one schema to the other is exactly these statements.
class search {
 public:
  search(const model::database& before, const model::database& after, std::vector<tokens> file)
      : before_(before),
        after_(after),
        file_(std::move(file)),
        wanted_(normal_forms(file_)),
        said_(file_) {}

  std::optional<diff::answers> find() const {
    diff::answers plain;
    if (fits(plain)) return plain;
    diff::answers more;
    more.renames = said_.unasked(before_, after_);
    if (!more.renames.empty() && fits(more)) return more;
    return std::nullopt;
  }

 private:
  bool fits(diff::answers& given) const {
    diff::outcome found;
    try {
      found = diff::compare(before_, after_, given);
      while (!found.questions.empty()) {
        answer(found.questions.front(), given);
        found = diff::compare(before_, after_, given);
      }
    } catch (const error&) {  // a rename of something that is still there
      return false;
    }
    const auto whole = ddl::plan(found.changes, before_, after_);
    if (normal_forms(statements_of(texts_of(whole))) == wanted_) return true;
    const parts divided = plan_parts(before_, after_, found, given);
    if (divided.all.size() < 2) return false;
    std::vector<std::string> texts;
    for (const part& one : divided.all) {
      for (std::string& text : texts_of(one.up)) texts.push_back(std::move(text));
    }
    return normal_forms(statements_of(texts)) == wanted_;
  }

  void answer(const diff::question& open, diff::answers& given) const {
    const auto chosen =
        std::find_if(open.candidates.begin(), open.candidates.end(),
                     [&](const diff::entity_name& from) { return said_.renames(from, open.to); });
    if (chosen == open.candidates.end()) {
      given.created.emplace_back(open.kind, open.to);
    } else {
      given.renames.push_back({open.kind, *chosen, open.to});
    }
  }

  const model::database& before_;
  const model::database& after_;
  std::vector<tokens> file_;
  std::vector<std::string> wanted_;
  witness said_;
};

computed_down impossible(std::string why, const std::filesystem::path& where) {
  computed_down out;
  out.why_not = std::move(why);
  out.where.file = where.string();
  return out;
}

// What is wrong with it is somebody else's to say.
std::optional<snapshot::document> read_snapshot(const std::filesystem::path& file) {
  try {
    const std::optional<std::string> json = read_file_if_exists(file);
    if (json) return snapshot::read(*json, file.string());
  } catch (const error&) {
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool same_statements(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return normal_forms(statements_of(some)) == normal_forms(statements_of(others));
}

computed_down compute_down(const migrations::folder& folder, const migrations::entry& of) {
  const std::filesystem::path own = folder.snapshot_of(of);
  const std::optional<snapshot::document> after = read_snapshot(own);
  if (!after) return impossible(concat(of.tag, " has no snapshot that can be read"), own);

  std::optional<snapshot::document> before;
  if (after->prev_id == snapshot::origin_id) before.emplace();
  for (const migrations::entry& one : folder.entries()) {
    if (before || one == of) break;
    std::optional<snapshot::document> earlier = read_snapshot(folder.snapshot_of(one));
    if (earlier && earlier->id == after->prev_id) before = std::move(earlier);
  }
  if (!before) return impossible("the snapshot that it follows is not in the folder", own);

  const std::filesystem::path file = folder.file_of(of);
  std::vector<std::string> texts;
  try {
    texts = folder.read(of).statements;
  } catch (const error& unreadable) {
    return impossible(unreadable.what(), file);
  }
  const auto answers = search(before->database, after->database, statements_of(texts)).find();
  if (!answers) {
    return impossible(
        concat(of.tag, " was written or edited by hand: its snapshots don't tell what it does"),
        file);
  }
  computed_down out;
  out.is_possible = true;
  out.statements = ddl::plan_down(before->database, after->database, *answers);
  out.sql = ddl::render_down(out.statements, of.breakpoints, of.tag);
  return out;
}

}  // namespace sluice::project
