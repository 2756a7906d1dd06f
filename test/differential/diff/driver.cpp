// A line of JSON in, {"before", "after", "renames"}; a line of JSON out, the statements, or a
// list for each migration where they are two. With "down": true, those that take them back; with
// "hints", answers to what is never asked; with "hazards": true, each with its hazards.
#include <iostream>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "diff/hints.hpp"
#include "differential/diff/run.hpp"

namespace {

std::string text_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

void write(sluice::json_writer& out, const sluice::ddl::statement& one) {
  out.begin_object().member("sql", one.sql).key("hazards").begin_array();
  for (const sluice::ddl::hazard& found : one.hazards) {
    const std::string& schema = found.on.schema;
    out.begin_object().member("kind", sluice::ddl::name_of(found.kind));
    out.member("on", sluice::concat(schema.empty() ? "public" : schema, ".", found.on.name));
    out.member("lock", found.lock ? sluice::ddl::name_of(*found.lock) : "");
    out.member("certain", found.certain).end_object();
  }
  out.end_array().end_object();
}

bool is_true(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* value = sluice::member(object, name);
  return value != nullptr && value->IsTrue();
}

std::string answer(const std::string& line) {
  using namespace sluice;
  const rapidjson::Document pair = parse_json(line, "stdin");
  const auto before = snapshot::read(text_of(*member(pair, "before")), "before");
  const auto after = snapshot::read(text_of(*member(pair, "after")), "after");
  std::vector<std::string> renames;
  if (const rapidjson::Value* given = member(pair, "renames")) {
    for (const auto& one : given->GetArray()) renames.emplace_back(view(one));
  }
  diff::answers known;
  if (const rapidjson::Value* hints = member(pair, "hints")) {
    known = diff::parse_hints(text_of(*hints), "hints");
  }
  json_writer out(json_writer::style::compact);
  const bool with_hazards = is_true(pair, "hazards");
  const auto write_all = [&](const std::vector<ddl::statement>& all) {
    out.begin_array();
    for (const ddl::statement& one : all) {
      with_hazards ? write(out, one) : static_cast<void>(out.string(one.sql));
    }
    out.end_array();
  };
  const auto parts = is_true(pair, "down")
                         ? test::run_down(before.database, after.database, renames, known)
                         : test::run_parts(before.database, after.database, renames, known);
  if (parts.size() == 1) {
    write_all(parts.front());
    return out.take();
  }
  out.begin_array();
  for (const auto& one : parts) write_all(one);
  return out.end_array().take();
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << answer(line) << '\n';
    } catch (const sluice::error& failed) {
      std::cout << "{\"code\":" << sluice::json_string(failed.code)
                << ",\"error\":" << sluice::json_string(failed.what())
                << ",\"hint\":" << sluice::json_string(failed.hint) << "}\n";
    }
  }
}
