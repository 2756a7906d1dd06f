#include "migrations/journal.hpp"

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
  const std::string before = json.value_or(empty_journal());
  const source_text source{before, file, "FOLDER.JOURNAL_DAMAGED"};
  const rapidjson::Document parsed = parse(source);
  if (!snapshot::is_shallow(parsed)) {
    throw_damaged(source, {}, "expected values that nest less deeply");
  }
  json_writer out;
  out.begin_object();
  for (const auto* one : snapshot::javascript_members(parsed)) {
    out.key(view(one->name));
    if (view(one->name) != "entries") {
      snapshot::write_value(out, one->value);
      continue;
    }
    out.begin_array();
    for (const rapidjson::Value& old : one->value.GetArray()) snapshot::write_value(out, old);
    out.begin_object();
    out.member("idx", added.idx).member("version", added.version).member("when", added.when);
    out.member("tag", added.tag).member("breakpoints", added.breakpoints).end_object();
    out.end_array();
  }
  return out.end_object().take();
}

}  // namespace sluice::migrations
