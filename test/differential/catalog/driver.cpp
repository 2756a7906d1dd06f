// Reads databases. With flags, prints the snapshot of one, or with --others what a schema can't
// say, one a line:   catalog_driver URL [--schema NAME]... [--every-schema] [--roles] [--table
// GLOB]... Without, a line of JSON in, {"url", "roles": [names], "wanted": a snapshot}; a line of
// JSON out:
// {"snapshot", "others", "statements": what leads from the database to the wanted snapshot}.
#include <iostream>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "catalog/read.hpp"
#include "catalog/reconcile.hpp"
#include "differential/diff/run.hpp"
#include "pg/connection.hpp"
#include "snapshot/snapshot.hpp"

namespace {

using namespace sluice;

std::string text_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::string snapshot_of(const model::database& schema) {
  return snapshot::write({.id = "00000000-0000-4000-8000-000000000001",
                          .prev_id = std::string(snapshot::origin_id),
                          .database = schema});
}

std::string answer(const std::string& line) {
  const rapidjson::Document asked = parse_json(line, "stdin");
  const auto wanted = snapshot::read(text_of(*member(asked, "wanted")), "wanted").database;
  catalog::scope about;
  about.every_schema = true;
  for (const auto& one : member(asked, "roles")->GetArray()) {
    about.roles.wanted = true;
    about.roles.include.emplace_back(view(one));
  }
  about.linked_policies = wanted.policies;
  about.left_out = {{"auth", "users"}, {"auth", "sessions"}};
  pg::connection database(pg::parse_url(string_member(asked, "url"), "stdin"));
  catalog::reading found = catalog::read(database, about);
  json_writer out(json_writer::style::compact);
  out.begin_object().member("snapshot", snapshot_of(found.schema)).key("others").begin_array();
  for (const model::other_object& one : found.others) {
    out.string(concat(one.kind, " ", one.schema, ".", one.relation, ".", one.name));
  }
  out.end_array().key("statements").begin_array();
  model::database live = std::move(found.schema);
  live = catalog::reconciled(std::move(live), wanted, database);
  for (const auto& part : test::run_parts(live, wanted, {}, {})) {
    for (const ddl::statement& one : part) out.string(one.sql);
  }
  return out.end_array().end_object().take();
}

int serve() {
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << answer(line) << '\n' << std::flush;
    } catch (const error& failed) {
      std::cout << "{\"error\":"
                << json_string(concat(failed.code, " ", failed.what(), " ", failed.detail)) << "}\n"
                << std::flush;
    }
  }
  return 0;
}

int print(int count, char** arguments) {
  catalog::scope about;
  bool wants_others = false;
  for (int i = 2; i < count; ++i) {
    const std::string flag = arguments[i];
    if (flag == "--every-schema") {
      about.every_schema = true;
    } else if (flag == "--roles") {
      about.roles.wanted = true;
    } else if (flag == "--others") {
      wants_others = true;
    } else if (flag == "--schema") {
      about.schema_filter.emplace_back(arguments[++i]);
    } else if (flag == "--table") {
      about.tables_filter.emplace_back(arguments[++i]);
    }
  }
  pg::connection database(pg::parse_url(arguments[1], "the argument"));
  const catalog::reading found = catalog::read(database, about);
  if (!wants_others) {
    std::cout << snapshot_of(found.schema) << '\n';
    return 0;
  }
  for (const model::other_object& one : found.others) {
    std::cout << one.kind << '\t' << one.schema << '\t' << one.relation << '\t' << one.name << '\t'
              << one.definition << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return count == 1 ? serve() : print(count, arguments);
  } catch (const error& failed) {
    std::cerr << failed.code << ": " << failed.what() << '\n' << failed.detail << '\n';
    return 1;
  }
}
