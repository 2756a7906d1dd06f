#include "project/generate.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "ddl/down.hpp"
#include "migrations/folder.hpp"
#include "migrations/names.hpp"
#include "project/cache.hpp"
#include "project/parts.hpp"
#include "project/refusals.hpp"
#include "project/remark_list.hpp"
#include "project/schema_source.hpp"
#include "project/settings.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// `ahead`: of those that are made together, so many come before.
migrations::entry next_entry(const migrations::folder& folder, const config::settings& settings,
                             const std::string& name, std::size_t ahead = 0) {
  const std::int64_t when = now() + static_cast<std::int64_t>(ahead);
  const int idx = folder.next_idx() + static_cast<int>(ahead);
  return {.idx = idx,
          .version = "7",
          .when = when,
          .tag = migrations::make_tag(
              migrations::prefix_named(settings.prefix.value).value_or(migrations::prefix::index),
              idx, when, name),
          .breakpoints = settings.breakpoints.value};
}

migration make_migration(const part& planned, const migrations::entry& added,
                         const migrations::folder& folder, const config::settings& settings) {
  migration out{.tag = added.tag,
                .file = folder.file_of(added),
                .sql = ddl::render(planned.up, settings.breakpoints.value),
                .statements = planned.up};
  if (!settings.down.value) return out;
  out.down = {.file = folder.down_file_of(added),
              .statements = ddl::plan_down(*planned.from, *planned.to, planned.answers)};
  out.down->sql = ddl::render_down(out.down->statements, settings.breakpoints.value, added.tag);
  return out;
}

std::optional<std::string> text_of(const std::optional<way_back>& down) {
  return down ? std::optional(down->sql) : std::nullopt;
}

}  // namespace

generate_result generate(const generate_request& asked, const generate_callbacks& to) {
  surroundings at = look_around(asked.where);
  if (!needs_config(asked.where, asked.flags)) at.config.reset();
  const generate_cache cache(at, asked);
  generate_result result;
  result.custom = asked.custom;
  if (asked.use_cache && !asked.custom) {
    if (std::optional<remembered> known = cache.recall()) {
      if (to.folder) to.folder(known->folder);
      result.from_cache = true;
      result.schema = std::move(known->schema);
      result.stand_ins = std::move(known->stand_ins);
      for (const diagnostic& one : known->remarks) {
        if (to.remark) to.remark(one);
      }
      return result;
    }
  }

  remark_list said(to.remark);
  schema_source source({.flags = asked.flags,
                        .arguments = asked.arguments,
                        .bounds = asked.bounds,
                        .strict_imports = asked.strict_imports,
                        .console = to.console},
                       at, said);
  const config::settings& settings = source.settings();

  const std::filesystem::path out = absolute(at, settings.out.value);
  if (to.folder) to.folder(out);
  const std::string folder_state = folder_key(out);
  migrations::folder folder = migrations::folder::open(out);
  said.add(folder.remarks());
  const auto last = folder.last_snapshot();

  if (asked.custom) {
    // The schema isn't asked: what it changed stays for the next generate.
    const std::string id = snapshot::new_id();
    const migrations::entry added = next_entry(folder, settings, asked.name.value_or(""));
    result.sql = "-- Custom SQL migration file, put your code below! --";
    result.tag = added.tag;
    result.file = folder.file_of(added);
    result.end = generate_result::outcome::planned;
    if (settings.down.value) {
      result.down = {
          .file = folder.down_file_of(added),
          .sql = concat("-- Custom SQL that takes ", added.tag, " back, put your code below! --")};
    }
    if (asked.dry_run) return result;
    const auto previous = last ? std::optional(last->json) : std::nullopt;
    folder.append(added, result.sql,
                  snapshot::repeat(previous, last ? last->file.string() : "", id),
                  text_of(result.down));
    result.end = generate_result::outcome::written;
    return result;
  }

  const snapshot::document before =
      last ? snapshot::read(last->json, last->file.string()) : snapshot::document{};
  frontend::typescript::loaded loaded = source.load();
  result.files = source.files();
  result.stand_ins = source.stand_ins();
  said.add(new_refusals(before.database, loaded));

  result.schema = summarize(loaded.database);
  rename_answers answers = asked.answers;
  answers.notes = std::move(loaded.renames);
  const compared changes = compare(before.database, loaded.database, answers, to.ask);
  if (!changes.found.questions.empty()) {
    result.end = generate_result::outcome::needs_input;
    result.questions = changes.found.questions;
    return result;
  }
  const parts planned =
      plan_parts(before.database, loaded.database, changes.found, changes.answers);
  remembered equal{.patterns = settings.schema.value,
                   .files = source.files(),
                   .inputs = source.inputs(),
                   .folder = out,
                   .folder_state = folder_state,
                   .schema = result.schema,
                   .stand_ins = result.stand_ins,
                   .remarks = said.all()};
  if (planned.all.empty()) {
    cache.remember(equal);
    return result;
  }

  std::vector<migrations::entry> added;
  std::vector<migration> made;
  for (const part& one : planned.all) {
    std::string name = asked.name.value_or("");
    if (!name.empty() && one.to != &loaded.database) name += "_values";
    added.push_back(next_entry(folder, settings, name, made.size()));
    made.push_back(make_migration(one, added.back(), folder, settings));
  }
  result.end = generate_result::outcome::planned;
  result.verified = verify(planned.all, settings.down.value, asked.verify, at);
  if (!asked.dry_run) {
    std::string previous_id = last ? before.id : std::string(snapshot::origin_id);
    for (std::size_t i = 0; i < made.size(); ++i) {
      const std::string id = snapshot::new_id();
      snapshot::document kept{.id = id, .prev_id = std::exchange(previous_id, id)};
      if (i + 1 < made.size()) {
        kept.database = *planned.all[i].to;
      } else {
        kept.database = std::move(loaded.database);
      }
      folder.append(added[i], made[i].sql, snapshot::write(kept), text_of(made[i].down));
    }
  }
  if (made.size() > 1) result.first = std::move(made.front());
  static_cast<migration&>(result) = std::move(made.back());
  if (asked.dry_run) return result;
  result.end = generate_result::outcome::written;
  equal.folder_state = folder_key(out);
  cache.remember(equal);
  return result;
}

}  // namespace sluice::project
