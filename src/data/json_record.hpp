// One JSON object as a record: numbers as they are written, nested values as JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/record.hpp"

namespace sluice::data {

class json_record {
 public:
  json_record();
  ~json_record();
  json_record(const json_record&) = delete;
  json_record& operator=(const json_record&) = delete;

  // A name that begins with a slash is a path into nested objects: /address/city.
  void expect(const std::vector<std::string>& names);
  void ignore(const std::vector<std::string>& names);
  void ignore_others() { ignores_others_ = true; }

  // The keys of an object, as they come; empty where it is none.
  std::vector<std::string> keys_of(std::string_view object);

  // What is wrong with it, or "". A field that is not there is NULL.
  std::string read(std::string_view object);
  const std::vector<field>& fields() const { return fields_; }
  // Expected, and in nothing that was read so far.
  std::vector<std::string> never_seen() const;

  struct node;

 private:
  struct handler;
  std::string parse(std::string_view object, const node& at, bool is_root);
  void set(std::size_t slot, std::string_view text, bool null);

  std::unique_ptr<node> root_;
  std::vector<std::string> names_;
  std::vector<std::string> ignored_;
  bool ignores_others_ = false;
  std::string texts_;
  struct part {
    std::size_t from = 0, size = 0;
    bool null = true;
  };
  std::vector<part> parts_;
  std::vector<bool> seen_;
  std::vector<field> fields_;
};

// A JSON array as PostgreSQL writes one: {"a","b",NULL}. Empty where it is no array.
std::string postgres_array(std::string_view json);

}  // namespace sluice::data
