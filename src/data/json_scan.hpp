// The elements of one array in a JSON document, as they come: the document itself is never in
// memory, and what is beside the array is only looked at for where it ends.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::data {

class json_scan {
 public:
  using element_sink = std::function<void(std::uint64_t line, std::string_view text)>;

  // `pointer` (RFC 6901) says where the array is; "": the document is it.
  json_scan(std::string source, const std::string& pointer, element_sink sink);

  // Throw LOAD.JSON, LOAD.RECORD_SIZE, LOAD.TRUNCATED (failure::config).
  void feed(std::string_view bytes);
  void finish();

 private:
  enum class expected { value, value_or_end, key, key_or_end, colon, comma_or_end, nothing };
  struct container {
    bool is_object = false;
    bool on_path = false;    // the pointer leads through it
    bool is_wanted = false;  // its elements are the records
    std::size_t index = 0;
    std::string key;
  };

  const char* value_part(const char* from, const char* to);
  void structure(char byte);
  void begin_value(char byte);
  void end_value();
  void close(char byte);
  bool leads_on(const container& in) const;
  [[noreturn]] void wrong(const std::string& what) const;

  std::string source_;
  std::vector<std::string> path_;
  element_sink sink_;

  expected expected_ = expected::value;
  std::vector<container> open_;
  bool found_ = false;  // the array
  std::uint64_t line_ = 1;

  // The value that is being passed over or collected.
  enum class kind { none, key, text, nested, scalar };
  kind kind_ = kind::none;
  bool collects_ = false;
  bool in_text_ = false, escaped_ = false;
  std::size_t depth_ = 0;
  std::uint64_t value_line_ = 1;
  std::string value_;
};

}  // namespace sluice::data
