#include "data/bad_rows.hpp"

#include "base/text.hpp"

namespace sluice::data {
namespace {

constexpr std::size_t told = 10;
constexpr std::size_t longest_value = 100;

std::string quoted_csv(const std::string& text) {
  return concat("\"", replace_all(text, "\"", "\"\""), "\"");
}

std::string sentence(const bad_row& row) {
  std::string out = row.line > 0 ? concat("line ", std::to_string(row.line), ": ") : "";
  if (!row.column.empty()) {
    out = concat(out.substr(0, out.empty() ? 0 : out.size() - 2), out.empty() ? "" : ", ",
                 "column ", row.column, ": ");
  }
  out += row.reason;
  if (!row.column.empty() && row.reason.find(row.value) == std::string::npos) {
    out += concat(": \"", row.value.substr(0, longest_value), "\"");
  }
  if (!row.sqlstate.empty()) out += concat(" (", row.sqlstate, ")");
  return out;
}

}  // namespace

bool is_of_the_data(const pg::server_message& why) {
  const std::string_view kind = std::string_view(why.sqlstate).substr(0, 2);
  return kind == "22" || kind == "23" || kind == "44" || why.sqlstate == "P0001" ||
         why.sqlstate == "21000";
}

bad_rows::bad_rows(std::string source, const load_options& options, load_observer& observer)
    : source_(std::move(source)),
      allowed_(options.max_errors),
      file_(options.rejects),
      observer_(observer) {}

void bad_rows::add(bad_row found, const std::string& row) {
  ++count_;
  if (allowed_ > 0) {
    write(found, row);
    if (count_ <= allowed_) observer_.rejected(found);
  }
  if (first_.size() < told) first_.push_back(std::move(found));
  if (allowed_ > 0 && failing()) fail();
}

bool bad_rows::full() const {
  return failing() && first_.size() == told;
}

void bad_rows::fail() const {
  std::vector<std::string> others;
  for (std::size_t i = 1; i < first_.size(); ++i) others.push_back(sentence(first_[i]));
  std::string message = sentence(first_.at(0));
  if (allowed_ > 0) {
    message =
        concat("more than ", std::to_string(allowed_), " rows are bad; the first is ", message);
  }
  error failed(failure::migration, "LOAD.BAD_ROW", message);
  failed.where = {source_, static_cast<int>(first_[0].line)};
  failed.detail = join(others, "\n");
  failed.sqlstate = first_[0].sqlstate;
  failed.hint = allowed_ > 0 && !file_.empty()
                    ? concat("nothing was loaded; those that are bad stand in ", file_.string())
                    : "nothing was loaded; mend the source, or leave bad rows out: --max-errors N";
  throw failed;
}

void bad_rows::write(const bad_row& found, const std::string& row) {
  if (file_.empty()) return;
  if (!out_.is_open()) {
    if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path());
    out_.open(file_, std::ios::binary | std::ios::trunc);
    out_ << "line,column,value,sqlstate,reason,row\n";
  }
  out_ << found.line << ',' << quoted_csv(found.column) << ',' << quoted_csv(found.value) << ','
       << found.sqlstate << ',' << quoted_csv(found.reason) << ',' << quoted_csv(row) << '\n';
  out_.flush();
  if (out_) return;
  throw error(failure::general, "FILE.WRITE", concat(file_.string(), " cannot be written"));
}

}  // namespace sluice::data
