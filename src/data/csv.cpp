#include "data/csv.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::data {
namespace {

std::string called(char byte) {
  if (byte == '\t') return "a tab";
  return concat("'", std::string(1, byte), "'");
}

}  // namespace

csv_reader::csv_reader(const csv_settings& settings, std::string source,
                       std::vector<std::string> names, record_sink& sink)
    : settings_(settings),
      source_(std::move(source)),
      names_(std::move(names)),
      sink_(sink),
      header_due_(settings.header) {}

void csv_reader::feed(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at < end) {
    switch (state_) {
      case state::plain:
        at = plain_part(at, end);
        break;
      case state::quoted:
        at = quoted_part(at, end);
        break;
      case state::spoilt:
        at = spoilt_part(at, end);
        break;
      default:
        take_byte(*at++);
        break;
    }
    if (text_.size() > largest_record) {
      throw error(failure::config, "LOAD.RECORD_SIZE",
                  concat("the record that begins in line ", std::to_string(record_line_),
                         " is longer than ", std::to_string(largest_record >> 20U), " MB"))
          .at({source_, static_cast<int>(state_ == state::quoted ? quote_line_ : record_line_)})
          .advise(state_ == state::quoted ? "a quote that opens there is not closed"
                                          : "are delimiter and line ends as the load says?");
    }
  }
}

void csv_reader::take_byte(char byte) {
  switch (state_) {
    case state::field_begin:
      if (after_return_ && byte == '\n') {
        after_return_ = false;
        return;
      }
      after_return_ = false;
      begin_text(byte);
      break;
    case state::quote_in_quoted:
      after_quote(byte);
      break;
    default:
      after_escape(byte);
      break;
  }
}

void csv_reader::begin_text(char byte) {
  if (byte == settings_.quote && settings_.quote != '\0') {
    was_quoted_ = true;
    quote_line_ = line_;
    state_ = state::quoted;
  } else if (byte == settings_.delimiter) {
    end_field();
  } else if (!ends_line(byte)) {
    text_ += byte;
    state_ = state::plain;
  }
}

bool csv_reader::ends_line(char byte) {
  if (byte != '\n' && byte != '\r') return false;
  end_record();
  after_return_ = byte == '\r';
  end_line();
  return true;
}

void csv_reader::end_line() {
  ++line_;
  record_line_ = line_;
  state_ = state::field_begin;
}

const char* csv_reader::plain_part(const char* from, const char* to) {
  const char* at = from;
  const char quote = settings_.quote != '\0' ? settings_.quote : settings_.delimiter;
  while (at < to && *at != settings_.delimiter && *at != '\n' && *at != '\r' && *at != quote) ++at;
  text_.append(from, at);
  if (at == to) return at;
  if (*at == settings_.delimiter) {
    end_field();
  } else if (!ends_line(*at)) {
    spoil(concat("a quote (", called(*at), ") inside of a field that does not begin with one"));
    return at;
  }
  return at + 1;
}

const char* csv_reader::quoted_part(const char* from, const char* to) {
  const char* at = from;
  while (at < to && *at != settings_.quote && *at != settings_.escape) {
    if (*at == '\n') ++line_;
    ++at;
  }
  text_.append(from, at);
  if (at == to) return at;
  state_ = *at == settings_.quote ? state::quote_in_quoted : state::escape_in_quoted;
  return at + 1;
}

void csv_reader::after_quote(char byte) {
  if (byte == settings_.quote && settings_.escape == settings_.quote) {
    text_ += byte;
    state_ = state::quoted;
  } else if (byte == settings_.delimiter) {
    end_field();
  } else if (!ends_line(byte)) {
    spoil(concat(called(byte), " after the quote that ends a field"));
    text_ += byte;
  }
}

void csv_reader::after_escape(char byte) {
  state_ = state::quoted;
  if (byte == settings_.quote || byte == settings_.escape) {
    text_ += byte;
    return;
  }
  text_ += settings_.escape;
  if (byte == '\n') ++line_;
  text_ += byte;
}

void csv_reader::spoil(std::string why) {
  spoilt_why_ = concat("field ", std::to_string(ends_.size() + 1), ": ", why);
  state_ = state::spoilt;
}

const char* csv_reader::spoilt_part(const char* from, const char* to) {
  const char* at = std::find_if(from, to, [](char byte) { return byte == '\n' || byte == '\r'; });
  text_.append(from, at);
  if (at == to) return at;
  ends_line(*at);
  return at + 1;
}

void csv_reader::end_field() {
  const std::string_view text = std::string_view(text_).substr(field_begin_);
  nulls_.push_back(!was_quoted_ && text == settings_.null);
  ends_.push_back(text_.size());
  field_begin_ = text_.size();
  was_quoted_ = false;
  state_ = state::field_begin;
}

void csv_reader::end_record() {
  if (state_ == state::spoilt) {
    if (header_due_) {
      throw error(failure::config, "LOAD.HEADER", concat("the header is damaged: ", spoilt_why_))
          .at({source_, static_cast<int>(record_line_)});
    }
    if (!begun_) take_header();
    sink_.damaged(record_line_, spoilt_why_, text_);
  } else {
    const bool blank = ends_.empty() && text_.empty() && !was_quoted_;
    if (blank && header_due_) return;
    end_field();
    if (header_due_ || !begun_) take_header();
    // The header was this record.
    if (ends_.empty()) return;
    if (!blank || names_.size() == 1) {
      if (ends_.size() == names_.size()) {
        fields_.clear();
        std::size_t from = 0;
        for (std::size_t i = 0; i < ends_.size(); ++i) {
          fields_.push_back({std::string_view(text_).substr(from, ends_[i] - from), nulls_[i]});
          from = ends_[i];
        }
        sink_.record(record_line_, fields_);
      } else {
        sink_.damaged(record_line_,
                      concat("it has ", std::to_string(ends_.size()),
                             ends_.size() == 1 ? " field" : " fields", " instead of ",
                             std::to_string(names_.size())),
                      text_);
      }
    }
  }
  text_.clear();
  ends_.clear();
  nulls_.clear();
  field_begin_ = 0;
  was_quoted_ = false;
}

void csv_reader::take_header() {
  if (header_due_) {
    header_due_ = false;
    if (names_.empty()) {
      std::unordered_set<std::string> seen;
      std::size_t from = 0;
      for (const std::size_t end : ends_) {
        names_.push_back(text_.substr(from, end - from));
        from = end;
        if (seen.insert(names_.back()).second) continue;
        throw error(failure::config, "LOAD.HEADER",
                    concat("the header names the field \"", names_.back(), "\" twice"))
            .at({source_, static_cast<int>(record_line_)})
            .advise("name the fields yourself: fields = [\"…\", \"…\"] stands for the header");
      }
    }
    text_.clear();
    ends_.clear();
    nulls_.clear();
    field_begin_ = 0;
  }
  begun_ = true;
  sink_.begin(names_);
}

void csv_reader::finish() {
  if (state_ == state::quoted || state_ == state::escape_in_quoted) {
    throw error(failure::config, "LOAD.TRUNCATED",
                concat("the source ends inside of quotes, which open in line ",
                       std::to_string(quote_line_)))
        .at({source_, static_cast<int>(quote_line_)})
        .advise("is it complete? nothing of it was loaded");
  }
  if (state_ != state::field_begin || !ends_.empty()) end_record();
  if (begun_) return;
  if (header_due_) {
    throw error(failure::config, "LOAD.EMPTY", concat(source_, " is empty: it has no header"))
        .advise("a source without rows has its header at least; without one say header = false");
  }
  begun_ = true;
  sink_.begin(names_);
}

}  // namespace sluice::data
