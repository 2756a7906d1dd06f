// A line of JSON in, {"before", "after", "renames"}; a line of JSON out, the statements, or a
// list for each migration where they are two. With "down": true, those that take them back; with
// "hints", answers to what is never asked.
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
  const auto write = [&](const std::vector<ddl::statement>& all) {
    out.begin_array();
    for (const ddl::statement& one : all) out.string(one.sql);
    out.end_array();
  };
  const rapidjson::Value* down = member(pair, "down");
  if (down != nullptr && down->IsTrue()) {
    write(test::run_down(before.database, after.database, renames, known));
    return out.take();
  }
  const auto parts = test::run_parts(before.database, after.database, renames, known);
  if (parts.size() == 1) {
    write(parts.front());
    return out.take();
  }
  out.begin_array();
  for (const auto& one : parts) write(one);
  return out.end_array().take();
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << answer(line) << '\n';
    } catch (const sluice::error& failed) {
      std::cout << "{\"error\":" << sluice::json_string(failed.what()) << "}\n";
    }
  }
}
