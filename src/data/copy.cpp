#include "data/copy.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::data {
namespace {

constexpr std::size_t block_size = std::size_t{64} << 10U;
constexpr std::size_t lone_block_size = std::size_t{1} << 20U;
// What the server has not yet read lies in buffers of the system: this is more than they hold.
constexpr std::size_t kept_bytes = std::size_t{4} << 20U;
// How much is looked through for more that is bad, after the first.
constexpr std::size_t looked_through = std::size_t{4} << 20U;

// In the format text: what a character is written as behind a backslash; 0: as itself.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> table{};
  table['\\'] = '\\';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}();

}  // namespace

copy_stream::copy_stream(pg::connection& connection, copy_settings settings, bad_rows& bad)
    : connection_(connection), settings_(std::move(settings)), bad_(bad) {}

copy_stream::~copy_stream() {
  // Who leaves early wants none of it; the connection goes on.
  if (running_) connection_.end_copy("the load failed");
}

void copy_stream::text(std::string_view value) {
  std::string& out = current_.data;
  const char* at = value.data();
  const char* const end = at + value.size();
  const char* from = at;
  for (; at < end; ++at) {
    const char escaped = escapes[static_cast<unsigned char>(*at)];
    if (escaped == '\0') continue;
    out.append(from, at);
    out += '\\';
    out += escaped;
    from = at + 1;
  }
  out.append(from, end);
  out += '\t';
}

void copy_stream::null() {
  current_.data += "\\N\t";
}

void copy_stream::end_row(std::uint64_t line) {
  current_.data.back() = '\n';
  current_.ends.push_back(static_cast<std::uint32_t>(current_.data.size()));
  current_.lines.push_back(line);
  if (current_.data.size() >= (settings_.by_blocks ? lone_block_size : block_size)) put_block();
}

void copy_stream::put_block() {
  if (current_.ends.empty()) return;
  current_.first = given_;
  given_ += current_.ends.size();
  if (settings_.by_blocks || looking_) {
    load_alone(current_, 0, current_.ends.size());
    looking_ = looking_ || bad_.failing();
    if (looking_) {
      looked_at_ += current_.data.size();
      if (bad_.full() || looked_at_ > looked_through) bad_.fail();
    }
    current_.data.clear();
    current_.ends.clear();
    current_.lines.clear();
    return;
  }
  if (!running_) begin();
  const bool quiet = connection_.put_copy(current_.data);
  rows_ += current_.ends.size();
  sent_bytes_ += current_.data.size();
  block empty;
  if (sent_bytes_ > kept_bytes && !sent_.empty()) {
    empty = std::move(sent_.front());
    sent_.pop_front();
    sent_bytes_ -= empty.data.size();
    empty.data.clear();
    empty.ends.clear();
    empty.lines.clear();
  }
  sent_.push_back(std::exchange(current_, std::move(empty)));
  if (!quiet) end();
}

namespace {

// So that a failure leaves the transaction alive; and the id under which the rows come in.
std::string opening(std::int64_t load_id) {
  return concat("savepoint sluice_load; update sluice.loads set rows = 0 where id = ",
                std::to_string(load_id), " returning xmin; ");
}

constexpr std::string_view back = "rollback to savepoint sluice_load";
constexpr std::string_view release = "release savepoint sluice_load";

}  // namespace

void copy_stream::begin() {
  const auto before = connection_.begin_copy(opening(settings_.load_id) + settings_.sql);
  transactions_.emplace_back(before.at(1).text(0, 0));
  copy_first_ = current_.first;
  running_ = true;
}

void copy_stream::end() {
  running_ = false;
  const pg::outcome came = connection_.end_copy();
  if (came.ok()) {
    connection_.execute(release);
    sent_.clear();
    sent_bytes_ = 0;
    return;
  }
  if (came.connection_lost || came.interrupted || !is_of_the_data(*came.failure)) {
    connection_.expect_ok(came, settings_.sql);
  }
  look_into(came);
}

// The copy failed at one of the rows that were sent last.
void copy_stream::look_into(const pg::outcome& failed) {
  connection_.execute(back);
  looking_ = true;
  const std::size_t row = row_of(*failed.failure);
  const std::uint64_t number = copy_first_ + row - 1;
  bool told = false;
  for (const block& one : sent_) {
    if (row == 0 || number < one.first || number >= one.first + one.ends.size()) {
      if (told) load_alone(one, 0, one.ends.size());
      continue;
    }
    const std::size_t bad = number - one.first;
    leave_out(one, bad, *failed.failure);
    told = true;
    load_alone(one, bad + 1, one.ends.size());
  }
  if (!told) {  // further back than what is still here
    bad_row found{.column = column_of(*failed.failure),
                  .sqlstate = failed.failure->sqlstate,
                  .reason = failed.failure->text};
    if (!failed.failure->context.empty())
      found.reason += concat(" (", failed.failure->context, ")");
    bad_.add(std::move(found), "");
    bad_.fail();
  }
  if (bad_.full()) bad_.fail();
}

pg::outcome copy_stream::try_alone(const block& rows, std::size_t from, std::size_t to) {
  const auto before = connection_.begin_copy(opening(settings_.load_id) + settings_.sql);
  const std::size_t begin = from == 0 ? 0 : rows.ends[from - 1];
  connection_.put_copy(std::string_view(rows.data).substr(begin, rows.ends[to - 1] - begin));
  pg::outcome came = connection_.end_copy();
  if (came.ok()) {
    connection_.execute(release);
    transactions_.emplace_back(before.at(1).text(0, 0));
    rows_ += to - from;
    return came;
  }
  if (came.connection_lost || came.interrupted || !is_of_the_data(*came.failure)) {
    connection_.expect_ok(came, settings_.sql);
  }
  connection_.execute(back);
  connection_.execute(release);
  return came;
}

// Those from..to of a block. Each row is sent twice at most, unless PostgreSQL does not say which
// one it is: then by halves.
void copy_stream::load_alone(const block& rows, std::size_t from, std::size_t to) {
  while (from < to && !bad_.full()) {
    const pg::outcome came = try_alone(rows, from, to);
    if (came.ok()) return;
    const std::size_t row = row_of(*came.failure);
    if (row == 0 || row > to - from) {
      if (to - from > 1) {
        const std::size_t middle = from + (to - from) / 2;
        load_alone(rows, from, middle);
        load_alone(rows, middle, to);
        return;
      }
      leave_out(rows, from, *came.failure);
      return;
    }
    const std::size_t bad = from + row - 1;
    if (bad > from) load_alone(rows, from, bad);
    leave_out(rows, bad, *came.failure);
    from = bad + 1;
  }
}

void copy_stream::leave_out(const block& rows, std::size_t row, const pg::server_message& why) {
  bad_row found{.line = rows.lines[row],
                .column = column_of(why),
                .sqlstate = why.sqlstate,
                .reason = why.text};
  if (!why.detail.empty() && why.sqlstate.starts_with("23") && why.sqlstate != "23502") {
    found.reason += concat(" (", why.detail, ")");
  }
  if (!found.column.empty()) found.value = value_of(rows, row, found.column);
  bad_.add(std::move(found), json_of(rows, row));
}

// "COPY cities, line 3, column population: …", in any language: the first number behind the table.
// 0 where it says nothing of the kind.
std::size_t copy_stream::row_of(const pg::server_message& why) const {
  const std::string begin = concat("COPY ", settings_.relation, ", ");
  const std::size_t at = why.context.rfind(begin);
  if (at == std::string::npos) return 0;
  std::size_t digit = at + begin.size();
  while (digit < why.context.size() && (why.context[digit] < '0' || why.context[digit] > '9')) {
    ++digit;
  }
  std::size_t row = 0;
  std::from_chars(why.context.data() + digit, why.context.data() + why.context.size(), row);
  return row;
}

std::string copy_stream::column_of(const pg::server_message& why) const {
  if (!why.column.empty()) return why.column;
  const std::string begin = concat("COPY ", settings_.relation, ", ");
  const std::size_t at = why.context.rfind(begin);
  if (at == std::string::npos) return {};
  const std::string_view said = std::string_view(why.context).substr(at + begin.size());
  std::string best;
  for (const std::string& column : settings_.columns) {
    const std::size_t found = said.find(concat(" ", column, ":"));
    if (found != std::string::npos && found < 40 && column.size() > best.size()) best = column;
  }
  return best;
}

std::string_view copy_stream::text_of(const block& rows, std::size_t row) const {
  const std::size_t begin = row == 0 ? 0 : rows.ends[row - 1];
  return std::string_view(rows.data).substr(begin, rows.ends[row] - begin);
}

std::string copy_stream::value_of(const block& rows, std::size_t row,
                                  const std::string& column) const {
  const auto fields = split_copy_row(text_of(rows, row));
  const auto found = std::find(settings_.columns.begin(), settings_.columns.end(), column);
  const std::size_t index = static_cast<std::size_t>(found - settings_.columns.begin());
  return index < fields.size() && fields[index] ? *fields[index] : std::string();
}

std::string copy_stream::json_of(const block& rows, std::size_t row) const {
  const auto fields = split_copy_row(text_of(rows, row));
  json_writer json(json_writer::style::compact);
  json.begin_object();
  for (std::size_t i = 0; i < fields.size() && i < settings_.columns.size(); ++i) {
    if (fields[i]) {
      json.member(settings_.columns[i], *fields[i]);
    } else {
      json.key(settings_.columns[i]).null();
    }
  }
  json.end_object();
  return json.take();
}

void copy_stream::finish() {
  put_block();
  if (running_) end();
  if (looking_) bad_.fail();
}

std::vector<std::optional<std::string>> split_copy_row(std::string_view row) {
  std::vector<std::optional<std::string>> fields;
  if (row.ends_with('\n')) row.remove_suffix(1);
  for (const std::string_view raw : split(row, "\t")) {
    if (raw == "\\N") {
      fields.emplace_back(std::nullopt);
      continue;
    }
    std::string value;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '\\' || i + 1 == raw.size()) {
        value += raw[i];
        continue;
      }
      const char escaped = raw[++i];
      value += escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == 't' ? '\t' : escaped;
    }
    fields.emplace_back(std::move(value));
  }
  return fields;
}

}  // namespace sluice::data
