#include "diff/hints.hpp"

#include <optional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::diff {

namespace {

// drizzle-kit has hints for it with other databases.
constexpr std::string_view never_asked = "default";

class reader {
 public:
  reader(const std::string& source, rapidjson::SizeType index) : source_(source), index_(index) {}

  error wrong(std::string_view what) const {
    return error(failure::usage, "DIFF.HINTS",
                 concat("hint ", std::to_string(index_ + 1), " of ", source_, " ", what))
        .advise(R"([{"type": "rename", "kind": "column", "from": ["public", "users", "name"], )"
                R"("to": ["public", "users", "full_name"]}])");
  }

  entity_name name(const rapidjson::Value& hint, std::string_view key, entity kind) const {
    const std::size_t depth = model::depth_of(kind);
    const rapidjson::Value* parts = member(hint, key);
    if (parts == nullptr || !parts->IsArray() || parts->Size() != depth) {
      throw wrong(concat("needs \"", key, "\", an array of ", std::to_string(depth),
                         depth == 1 ? " name" : " names"));
    }
    std::vector<std::string> names;
    for (const auto& part : parts->GetArray()) {
      if (!part.IsString()) throw wrong(concat("has no text in \"", key, "\""));
      names.emplace_back(view(part));
    }
    entity_name out;
    out.name = names.back();
    if (depth > 1) out.schema = names.front();
    if (depth > 2) out.table = names[1];
    return out;
  }

 private:
  const std::string& source_;
  rapidjson::SizeType index_;
};

void read(const rapidjson::Value& hint, const reader& from, answers& into) {
  if (!hint.IsObject()) throw from.wrong("is no object");
  const std::string type = string_member(hint, "type");
  if (type == "confirm_data_loss") return;
  if (type != "rename" && type != "create" && type != "using") {
    throw from.wrong("needs \"type\", which is rename, create or using");
  }
  const std::string word = string_member(hint, "kind");
  if (word.empty()) throw from.wrong("needs \"kind\"");
  const std::optional<entity> kind = model::entity_called(word);
  if (!kind) {
    if (word == never_asked) return;
    throw from.wrong(concat("has the unknown kind \"", word, "\""));
  }
  if (type == "using") {
    const std::string expression = string_member(hint, "expression");
    if (*kind != entity::column) throw from.wrong("is no column's");
    if (expression.empty()) throw from.wrong("needs \"expression\", the SQL behind USING");
    into.conversions.push_back({from.name(hint, "entity", *kind), expression});
  } else if (type == "create") {
    into.created.emplace_back(*kind, from.name(hint, "entity", *kind));
  } else {
    into.renames.push_back({.kind = *kind,
                            .from = from.name(hint, "from", *kind),
                            .to = from.name(hint, "to", *kind)});
  }
}

void write(json_writer& out, entity kind, const entity_name& it) {
  const std::size_t depth = model::depth_of(kind);
  out.begin_array();
  if (depth > 1) out.string(it.schema);
  if (depth > 2) out.string(it.table);
  out.string(it.name).end_array();
}

}  // namespace

answers parse_hints(std::string_view json, const std::string& source) {
  const rapidjson::Document document = parse_json(json, source);
  if (!document.IsArray()) {
    throw error(failure::usage, "DIFF.HINTS", concat(source, " is no JSON array"))
        .advise(R"([{"type": "create", "kind": "table", "entity": ["public", "users"]}])");
  }
  answers out;
  for (rapidjson::SizeType i = 0; i < document.Size(); ++i) {
    read(document[i], reader(source, i), out);
  }
  return out;
}

std::string missing_hints_json(const std::vector<question>& open, int schema_version) {
  json_writer out;
  out.begin_object().member("schemaVersion", schema_version).member("status", "missing_hints");
  out.key("unresolved").begin_array();
  for (const question& one : open) {
    out.begin_object().member("type", "rename_or_create").member("kind", model::word_for(one.kind));
    write(out.key("entity"), one.kind, one.to);
    out.key("candidates").begin_array();
    for (const entity_name& candidate : one.candidates) write(out, one.kind, candidate);
    out.end_array().end_object();
  }
  return out.end_array().end_object().take() + "\n";
}

std::vector<std::string> hints_that_answer(const question& open) {
  std::vector<std::string> out;
  json_writer create(json_writer::style::compact);
  create.begin_object().member("type", "create").member("kind", model::word_for(open.kind));
  write(create.key("entity"), open.kind, open.to);
  out.push_back(create.end_object().take());
  for (const entity_name& candidate : open.candidates) {
    json_writer rename(json_writer::style::compact);
    rename.begin_object().member("type", "rename").member("kind", model::word_for(open.kind));
    write(rename.key("from"), open.kind, candidate);
    write(rename.key("to"), open.kind, open.to);
    out.push_back(rename.end_object().take());
  }
  return out;
}

}  // namespace sluice::diff
