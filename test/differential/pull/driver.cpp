// A line of JSON in, a line of JSON out: {"snapshot", "casing"} gives {"schema", "relations"}, the
// files; {"words"} gives {"plural", "singular", "camel", "orm"}, each a list.
#include <iostream>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "codegen/typescript/camel_case.hpp"
#include "codegen/typescript/files.hpp"
#include "codegen/typescript/plural.hpp"
#include "snapshot/snapshot.hpp"

namespace {

using namespace sluice;
namespace typescript = codegen::typescript;

std::string text_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

void write_words(json_writer& out, const rapidjson::Value& words) {
  const auto list = [&](const char* name, auto inflect) {
    out.key(name).begin_array();
    for (const auto& one : words.GetArray()) out.string(inflect(view(one)));
    out.end_array();
  };
  list("plural", typescript::plural);
  list("singular", typescript::singular);
  list("camel", typescript::camel_case);
  list("orm", typescript::orm_camel_case);
}

std::string answer(const std::string& line) {
  const rapidjson::Document asked = parse_json(line, "stdin");
  json_writer out(json_writer::style::compact);
  out.begin_object();
  if (const rapidjson::Value* words = member(asked, "words")) {
    write_words(out, *words);
  } else {
    const auto read = snapshot::read(text_of(*member(asked, "snapshot")), "snapshot");
    const bool is_camel = string_member(asked, "casing") == "camel";
    const auto files = typescript::write_files(
        read.database, is_camel ? typescript::casing::camel : typescript::casing::preserve);
    out.member("schema", files.schema).member("relations", files.relations);
  }
  return out.end_object().take();
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << answer(line) << '\n' << std::flush;
    } catch (const sluice::error& failed) {
      std::cout << "{\"error\":" << sluice::json_string(failed.what()) << "}\n" << std::flush;
    }
  }
}
