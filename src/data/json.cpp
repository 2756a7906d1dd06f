#include "data/json.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::data {

json_records::json_records(const load_declaration& declaration, std::string source,
                           record_sink& sink)
    : declaration_(declaration), source_(std::move(source)), sink_(sink) {
  record_.ignore(declaration.ignored);
  if (declaration.ignores_others) record_.ignore_others();
}

void json_records::begin(std::string_view first) {
  begun_ = true;
  std::vector<std::string> names = declaration_.fields;
  for (const load_column& column : declaration_.columns) {
    for (const std::string& name : column.fields) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  if (names.empty() && declaration_.columns.empty()) {
    by_first_ = true;
    for (std::string& key : record_.keys_of(first)) {
      const auto& ignored = declaration_.ignored;
      if (std::find(ignored.begin(), ignored.end(), key) != ignored.end()) continue;
      if (std::find(names.begin(), names.end(), key) == names.end())
        names.push_back(std::move(key));
    }
  }
  record_.expect(names);
  sink_.begin(names);
}

void json_records::take(std::uint64_t line, std::string_view object) {
  if (!begun_) begin(object);
  ++records_;
  const std::string wrong = record_.read(object);
  if (wrong.empty()) {
    sink_.record(line, record_.fields());
  } else {
    sink_.damaged(line, wrong, object);
  }
}

void json_records::finish() {
  // Without an object nothing says the names.
  if (!begun_ && declaration_.fields.empty() && declaration_.columns.empty()) return;
  if (!begun_) begin("{}");
  const std::vector<std::string> never = record_.never_seen();
  if (records_ == 0 || never.empty() || by_first_) return;
  throw error(failure::config, "LOAD.COLUMNS",
              concat("no object of the source has the field ", join(never, ", ")))
      .at(declaration_.columns_place.line != 0 ? declaration_.columns_place
                                               : declaration_.source_place);
}

json_reader::json_reader(const load_declaration& declaration, const std::string& source,
                         record_sink& sink)
    : records_(declaration, source, sink),
      scan_(source, declaration.pointer,
            [this](std::uint64_t line, std::string_view text) { records_.take(line, text); }) {}

void json_reader::finish() {
  scan_.finish();
  records_.finish();
}

ndjson_reader::ndjson_reader(const load_declaration& declaration, const std::string& source,
                             record_sink& sink)
    : records_(declaration, source, sink), source_(source) {}

void ndjson_reader::take(std::string_view line) {
  if (!trim(line).empty()) records_.take(line_, line);
  ++line_;
}

void ndjson_reader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) {
      pending_.append(bytes);
      if (pending_.size() <= largest_record) return;
      throw error(failure::config, "LOAD.RECORD_SIZE",
                  concat("line ", std::to_string(line_), " is longer than ",
                         std::to_string(largest_record >> 20U), " MB"))
          .at({source_, static_cast<int>(line_)})
          .advise("an array of objects is format = \"json\"");
    }
    if (pending_.empty()) {
      take(bytes.substr(0, end));
    } else {
      pending_.append(bytes.substr(0, end));
      take(pending_);
      pending_.clear();
    }
    bytes.remove_prefix(end + 1);
  }
}

void ndjson_reader::finish() {
  if (!trim(pending_).empty()) {
    // A last line without an end is one, if it is whole.
    json_record probe;
    probe.ignore_others();
    const std::string wrong = probe.read(pending_);
    if (wrong.starts_with("it is no JSON")) {
      throw error(failure::config, "LOAD.TRUNCATED",
                  concat(source_, " ends in the middle of line ", std::to_string(line_)))
          .at({source_, static_cast<int>(line_)})
          .because(wrong)
          .advise("is it complete? nothing of it was loaded");
    }
    take(pending_);
  }
  records_.finish();
}

}  // namespace sluice::data
