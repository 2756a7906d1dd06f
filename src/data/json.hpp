// JSON as records: an array of objects, or an object on each line.
#pragma once

#include <string>
#include <vector>

#include "data/json_record.hpp"
#include "data/json_scan.hpp"
#include "data/load_declaration.hpp"
#include "data/record.hpp"

namespace sluice::data {

// The names of the declaration's fields; where it has none, the first object's keys.
class json_records {
 public:
  json_records(const load_declaration& declaration, std::string source, record_sink& sink);

  void take(std::uint64_t line, std::string_view object);
  // Throws LOAD.COLUMNS where a field that is expected never came.
  void finish();

 private:
  void begin(std::string_view first);

  const load_declaration& declaration_;
  std::string source_;
  record_sink& sink_;
  json_record record_;
  bool begun_ = false;
  bool by_first_ = false;
  std::uint64_t records_ = 0;
};

class json_reader : public record_reader {
 public:
  json_reader(const load_declaration& declaration, const std::string& source, record_sink& sink);
  void feed(std::string_view bytes) override { scan_.feed(bytes); }
  void finish() override;

 private:
  json_records records_;
  json_scan scan_;
};

class ndjson_reader : public record_reader {
 public:
  ndjson_reader(const load_declaration& declaration, const std::string& source, record_sink& sink);
  // Throw LOAD.RECORD_SIZE, LOAD.TRUNCATED (failure::config).
  void feed(std::string_view bytes) override;
  void finish() override;

 private:
  void take(std::string_view line);

  json_records records_;
  std::string source_;
  std::string pending_;  // the beginning of a line
  std::uint64_t line_ = 1;
};

}  // namespace sluice::data
