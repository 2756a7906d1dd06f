// The snapshot of a custom migration. drizzle-kit passes the snapshot before through its validator,
// which lists keys in the order of its declarations and fills in what has a default
// (shape.hpp).
#include "snapshot/javascript_value.hpp"
#include "snapshot/json_object.hpp"
#include "snapshot/shape.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {
namespace {

// Renames belong to the migration that made them.
void write_no_renames(json_writer& out) {
  out.key("_meta").begin_object();
  for (const char* kind : {"columns", "schemas", "tables"}) {
    out.key(kind).begin_object().end_object();
  }
  out.end_object();
}

}  // namespace

std::string repeat(const std::optional<std::string>& previous_json, const std::string& file,
                   std::string_view id) {
  document previous;
  previous.id = origin_id;
  std::string text;
  if (previous_json) {
    previous = read(*previous_json, file);
    text = *previous_json;
  }
  rapidjson::Document parsed;
  if (!text.empty()) parsed = parse_json(text, file);
  if (!is_shallow(parsed)) {
    const source_text source{text, file};
    throw_damaged(source, {}, "expected values that nest less deeply");
  }
  // What is not version 7 in every part is made so first; drizzle-kit would ask for its command
  // `up`.
  if (text.empty() || string_member(parsed, "version") != "7" ||
      string_member(parsed, "dialect") != "postgresql") {
    parsed = parse_json(write(previous), file);
  }
  json_writer out;
  out.begin_object().member("id", id).member("prevId", previous.id);
  for (field one : snapshot_shape(7).fields) {
    if (one.key == "id" || one.key == "prevId") continue;
    if (one.key == "_meta") {
      write_no_renames(out);
      continue;
    }
    if (one.key == "schemas") one.otherwise = "{}";
    write_fields(out, parsed, {.fields = {one}});
  }
  return out.end_object().take();
}

}  // namespace sluice::snapshot
