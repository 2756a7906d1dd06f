#include "migrations/journal.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "snapshot/json_object.hpp"

namespace sluice::migrations {
namespace {

using snapshot::json_object;
using snapshot::json_path;
using snapshot::source_text;

std::optional<std::int64_t> whole_number(const rapidjson::Value* value) {
  if (value == nullptr || !value->IsNumber()) return std::nullopt;
  if (value->IsInt64()) return value->GetInt64();
  const double number = value->GetDouble();
  if (std::abs(number) > 9e15) return std::nullopt;  // further than JavaScript's dates go
  return static_cast<std::int64_t>(number);
}

entry read_entry(const json_object& in, std::size_t position) {
  entry one;
  const auto idx = whole_number(in.find("idx"));
  one.idx = idx && *idx >= 0 && *idx < 1'000'000'000 ? static_cast<int>(*idx)
                                                     : static_cast<int>(position);
  one.version = in.optional_number_text("version").value_or("");
  const auto when = whole_number(in.find("when"));
  if (!when) in.throw_member("when", "the time in milliseconds");
  one.when = *when;
  one.tag = in.text("tag");
  if (one.tag.empty() || one.tag.find_first_of(std::string_view("/\0", 2)) != std::string::npos) {
    throw_damaged(in.source(), {&in.path(), "tag"}, "expected the name of a file without .sql");
  }
  one.breakpoints = in.optional_flag("breakpoints").value_or(true);
  return one;
}

void check_dialect(const source_text& source, const std::string& dialect) {
  if (dialect.empty() || dialect == "postgresql" || dialect == "pg") return;
  throw error(failure::config, "FOLDER.DIALECT",
              concat(source.file, " belongs to migrations for ", dialect))
      .at({source.file})
      .because("sluice works with PostgreSQL")
      .advise(
          "point --out, or `out` in drizzle.config, at the folder of the PostgreSQL migrations");
}

struct change {
  const entry* added = nullptr;  // behind the others
  std::size_t dropped = 0;       // of the last ones
  bool newest_head = false;
};

void write_entries(json_writer& out, const rapidjson::Value& entries, const change& what) {
  out.begin_array();
  const std::size_t kept = entries.Size() - std::min<std::size_t>(what.dropped, entries.Size());
  for (std::size_t i = 0; i < kept; ++i) {
    snapshot::write_value(out, entries[static_cast<rapidjson::SizeType>(i)]);
  }
  if (what.added != nullptr) {
    const entry& added = *what.added;
    out.begin_object();
    out.member("idx", added.idx).member("version", added.version).member("when", added.when);
    out.member("tag", added.tag).member("breakpoints", added.breakpoints).end_object();
  }
  out.end_array();
}

// The text once more, in drizzle-kit's bytes.
std::string rewritten(const std::string& json, const std::string& file, const change& what) {
  const source_text source{json, file, "FOLDER.JOURNAL_DAMAGED"};
  const rapidjson::Document parsed = parse(source);
  if (!snapshot::is_shallow(parsed)) {
    throw_damaged(source, {}, "expected values that nest less deeply");
  }
  json_writer out;
  out.begin_object();
  if (what.newest_head) out.member("version", "7").member("dialect", "postgresql");
  for (const auto* one : snapshot::javascript_members(parsed)) {
    const std::string_view key = view(one->name);
    if (what.newest_head && (key == "version" || key == "dialect")) continue;
    out.key(key);
    key == "entries" ? write_entries(out, one->value, what)
                     : snapshot::write_value(out, one->value);
  }
  return out.end_object().take();
}

}  // namespace

journal read_journal(const std::string& json, const std::string& file) {
  const source_text source{json, file, "FOLDER.JOURNAL_DAMAGED"};
  const rapidjson::Document parsed = parse(source);
  const json_path here;
  const json_object in(source, parsed, here);
  journal all;
  all.version = in.optional_number_text("version").value_or("");
  all.dialect = in.optional_text("dialect").value_or("");
  check_dialect(source, all.dialect);
  const rapidjson::Value& entries = in.require("entries");
  if (!entries.IsArray()) in.throw_member("entries", "an array");
  const json_path path{&here, "entries"};
  for (const rapidjson::Value& one : entries.GetArray()) {
    const std::size_t position = all.entries.size();
    all.entries.push_back(read_entry({source, one, {&path, {}, position}}, position));
  }
  return all;
}

std::string empty_journal() {
  return R"({"version":"7","dialect":"postgresql","entries":[]})";
}

std::string with_entry(const std::optional<std::string>& json, const std::string& file,
                       const entry& added) {
  return rewritten(json.value_or(empty_journal()), file, {.added = &added});
}

std::string without_last(const std::string& json, const std::string& file, std::size_t count) {
  return rewritten(json, file, {.dropped = count});
}

std::string with_newest_head(const std::string& json, const std::string& file) {
  const journal known = read_journal(json, file);
  if (known.version == "7" && known.dialect == "postgresql") return json;
  return rewritten(json, file, {.newest_head = true});
}

int line_of_tag(std::string_view json, std::string_view tag) {
  const std::size_t at = json.find(concat("\"", tag, "\""));
  return at == std::string_view::npos ? 0 : locate(json, at).line;
}

}  // namespace sluice::migrations
