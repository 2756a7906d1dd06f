// What a format comes to: records of fields, whatever it was that they were written in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::data {

struct field {
  std::string_view text;
  bool null = false;
};

class record_sink {
 public:
  virtual ~record_sink() = default;
  // Once, before the first record: what the fields are called.
  virtual void begin(const std::vector<std::string>& names) = 0;
  // As many fields as there are names. `line` is where it begins, from 1.
  virtual void record(std::uint64_t line, const std::vector<field>& fields) = 0;
  // Something that is no record. What comes after it is read.
  virtual void damaged(std::uint64_t line, const std::string& why, std::string_view text) = 0;
};

// Takes bytes as they come, in chunks of any size.
class record_reader {
 public:
  virtual ~record_reader() = default;
  virtual void feed(std::string_view bytes) = 0;
  // Throws LOAD.TRUNCATED where the text cannot end here.
  virtual void finish() = 0;
};

// A record has to fit: nothing else of a source is ever held in memory.
inline constexpr std::size_t largest_record = std::size_t{8} << 20U;

}  // namespace sluice::data
