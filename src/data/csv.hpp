// CSV as RFC 4180 has it, and its relatives: other delimiters, quotes and escapes; lines that end
// in LF, CRLF or CR; line ends inside of quotes.
#pragma once

#include "data/load_declaration.hpp"
#include "data/record.hpp"

namespace sluice::data {

class csv_reader : public record_reader {
 public:
  // `source` is its name in errors; `names`, where given, stand for the header's.
  csv_reader(const csv_settings& settings, std::string source, std::vector<std::string> names,
             record_sink& sink);

  // Throw LOAD.HEADER, LOAD.RECORD_SIZE, LOAD.TRUNCATED (failure::config).
  void feed(std::string_view bytes) override;
  void finish() override;

 private:
  enum class state {
    field_begin,
    plain,
    quoted,
    quote_in_quoted,   // the end of the field, or the first of a pair
    escape_in_quoted,  // the same of an escape that is no quote
    spoilt,            // the rest of a line that is no record
  };

  void end_field();
  void end_record();
  void end_line();
  void take_header();
  void spoil(std::string why);
  const char* plain_part(const char* from, const char* to);
  const char* quoted_part(const char* from, const char* to);
  const char* spoilt_part(const char* from, const char* to);
  bool ends_line(char byte);
  void begin_text(char byte);
  void after_quote(char byte);
  void after_escape(char byte);
  void take_byte(char byte);

  csv_settings settings_;
  std::string source_;
  std::vector<std::string> names_;
  record_sink& sink_;

  state state_ = state::field_begin;
  bool begun_ = false;         // the sink knows the names
  bool header_due_ = false;    // the next record is it
  bool was_quoted_ = false;    // the field that is being read
  bool after_return_ = false;  // a line feed here belongs to the line before
  std::uint64_t line_ = 1;     // the one that is being read
  std::uint64_t record_line_ = 1;
  std::uint64_t quote_line_ = 1;
  std::string text_;  // of the record's fields, one after the other
  std::vector<std::size_t> ends_;
  std::vector<bool> nulls_;
  std::vector<field> fields_;
  std::string spoilt_why_;
  std::size_t field_begin_ = 0;
};

}  // namespace sluice::data
