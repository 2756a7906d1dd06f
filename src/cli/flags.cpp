#include "cli/flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cli {

namespace {

struct help_line {
  std::string heading;  // a title, when `names` is empty
  std::string names;
  std::string text;
};

std::string long_name(const std::string& names) {
  const std::size_t dashes = names.find("--");
  return dashes == std::string::npos ? names : names.substr(dashes);
}

// SLUICE_LOCK_TIMEOUT of --lock-timeout.
std::string variable(const std::string& names) {
  std::string name = "SLUICE_" + to_upper(long_name(names).substr(2));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::optional<bool> truth(const std::string& word) {
  const std::string lower = to_lower(word);
  if (lower.empty() || lower == "true" || lower == "1" || lower == "yes" || lower == "on") {
    return true;
  }
  if (lower == "false" || lower == "0" || lower == "no" || lower == "off") return false;
  return std::nullopt;
}

CLI::callback_t last_into(std::optional<std::string>& into) {
  return [&into](const CLI::results_t& given) {
    into = given.back();
    return true;
  };
}

}  // namespace

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  std::string near = nearest(word, candidates);
  if (!near.empty() || word.empty()) return near;
  for (const std::string& candidate : candidates) {
    if (!candidate.starts_with(word)) continue;
    if (!near.empty()) return "";
    near = candidate;
  }
  return near;
}

struct flag_set::implementation {
  std::string command;
  std::string summary;
  std::vector<std::string> examples;
  std::string usage_tail;
  CLI::App app;
  std::vector<help_line> lines;
  std::vector<std::string> known;  // long names, for "did you mean"
  std::vector<std::string> ignored;
  std::vector<std::string>* words = nullptr;
  std::deque<bool> foreign_seen;  // stable addresses for CLI11
  std::deque<std::string> foreign_values;

  void list_in_help(const std::string& names, const std::string& value, const std::string& help) {
    known.push_back(long_name(names));
    if (help.empty()) return;
    std::string shown = replace_all(names, ",", ", ");
    if (names.starts_with("--")) shown = "    " + shown;
    if (!value.empty()) shown += " " + value;
    lines.push_back({"", shown, help});
  }

  error usage(const std::string& code, const std::string& message) const {
    return error(failure::usage, code, message).advise(concat("sluice ", command, " --help"));
  }

  CLI::Option* option(const std::string& names, const CLI::callback_t& callback) {
    return app.add_option(names, callback)->envname(variable(names));
  }
};

flag_set::flag_set(std::string command, std::string summary, std::vector<std::string> examples)
    : self_(std::make_unique<implementation>()) {
  self_->command = std::move(command);
  self_->summary = std::move(summary);
  self_->examples = std::move(examples);
  self_->app.set_help_flag();
  self_->app.allow_extras();
}

flag_set::~flag_set() = default;

flag_set& flag_set::text(const std::string& names, const std::string& value,
                         std::optional<std::string>& into, const std::string& help) {
  self_->option(names, last_into(into))->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  self_->list_in_help(names, value, help);
  return *this;
}

flag_set& flag_set::typed(const std::string& names, const std::string& value,
                          std::optional<std::string>& into, const std::string& help) {
  self_->app.add_option(names, last_into(into))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  self_->list_in_help(names, value, help);
  return *this;
}

flag_set& flag_set::typed(const std::string& names, bool& into, const std::string& help) {
  self_->app.add_flag(names, into)->disable_flag_override(false);
  self_->list_in_help(names, "", help);
  return *this;
}

flag_set& flag_set::text_or(const std::string& names, const std::string& value,
                            const std::string& left_out, std::optional<std::string>& into,
                            const std::string& help) {
  self_
      ->option(names,
               [&into, left_out](const CLI::results_t& given) {
                 into = given.back().empty() ? left_out : given.back();
                 return true;
               })
      ->expected(0, 1);
  self_->list_in_help(names, value, help);
  return *this;
}

flag_set& flag_set::list(const std::string& names, const std::string& value,
                         std::vector<std::string>& into, const std::string& help) {
  self_->app
      .add_option(names,
                  [&into](const CLI::results_t& given) {
                    into = given;
                    return true;
                  })
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  self_->list_in_help(names, value, help);
  return *this;
}

flag_set& flag_set::choice(const std::string& names, const std::vector<std::string>& values,
                           std::optional<std::string>& into, const std::string& help) {
  self_
      ->option(names,
               [this, &into, values, names](const CLI::results_t& given) {
                 if (std::find(values.begin(), values.end(), given.back()) == values.end()) {
                   const std::string near = suggestion(given.back(), values);
                   error wrong = self_->usage(
                       "USAGE.VALUE", fmt::format("{} is one of {}; not \"{}\"", long_name(names),
                                                  join(values, ", "), given.back()));
                   if (!near.empty()) {
                     wrong.hint = fmt::format("did you mean {} {}?", long_name(names), near);
                   }
                   throw std::move(wrong);
                 }
                 into = given.back();
                 return true;
               })
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  self_->list_in_help(names, join(values, "|"), help);
  return *this;
}

flag_set& flag_set::number(const std::string& names, const std::string& value,
                           std::optional<int>& into, const std::string& help) {
  self_
      ->option(names,
               [this, &into, names](const CLI::results_t& given) {
                 int parsed = 0;
                 if (!CLI::detail::lexical_cast(given.back(), parsed) || parsed < 0) {
                   throw self_->usage("USAGE.VALUE", fmt::format("{} takes a number; not \"{}\"",
                                                                 long_name(names), given.back()));
                 }
                 into = parsed;
                 return true;
               })
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  self_->list_in_help(names, value, help);
  return *this;
}

flag_set& flag_set::toggle(const std::string& names, bool& into, const std::string& help) {
  self_->app.add_flag(names, into)->envname(variable(names))->disable_flag_override(false);
  self_->list_in_help(names, "", help);
  return *this;
}

flag_set& flag_set::boolean(const std::string& names, std::optional<bool>& into,
                            const std::string& help) {
  self_
      ->option(names,
               [this, &into, names](const CLI::results_t& given) {
                 into = truth(given.back());
                 if (!into) {
                   throw self_->usage("USAGE.VALUE", fmt::format("{} is true or false; not \"{}\"",
                                                                 long_name(names), given.back()));
                 }
                 return true;
               })
      ->expected(0, 1);
  self_->list_in_help(names, "[true|false]", help);
  return *this;
}

flag_set& flag_set::foreign(const std::string& name, bool takes_value) {
  const auto note = [this, name] { self_->ignored.push_back(name); };
  if (takes_value) {
    self_->app.add_option(name, [note](const CLI::results_t&) {
      note();
      return true;
    });
  } else {
    self_->app.add_flag(name, [note](std::int64_t) { note(); });
  }
  return *this;
}

flag_set& flag_set::words(const std::string& value, std::vector<std::string>& into) {
  self_->usage_tail = " " + value;
  self_->words = &into;
  return *this;
}

flag_set& flag_set::heading(const std::string& title) {
  self_->lines.push_back({title, "", ""});
  return *this;
}

bool flag_set::parse(const std::vector<std::string>& arguments) {
  std::vector<std::string> given = arguments;
  const auto end_of_flags = std::find(given.begin(), given.end(), "--");
  if (std::find(given.begin(), end_of_flags, "--help") != end_of_flags ||
      std::find(given.begin(), end_of_flags, "-h") != end_of_flags) {
    return false;
  }
  std::reverse(given.begin(), given.end());  // as CLI11 takes them
  try {
    self_->app.parse(std::move(given));
  } catch (const CLI::ArgumentMismatch& wrong) {
    const std::string flag(split(wrong.what(), ":").front());
    throw self_->usage("USAGE.VALUE", flag + " needs a value");
  } catch (const CLI::ParseError& wrong) {
    throw self_->usage("USAGE.FLAG", wrong.what());
  }
  const std::vector<std::string> left = self_->app.remaining();
  for (const std::string& word : left) {
    if (word == "--") continue;
    const bool looks_like_flag = word.size() > 1 && word.front() == '-';
    if (!looks_like_flag && self_->words != nullptr) {
      self_->words->push_back(word);
      continue;
    }
    const std::string name(split(word, "=").front());
    if (!looks_like_flag) {
      throw self_->usage("USAGE.ARGUMENT",
                         fmt::format("sluice {} takes no argument \"{}\"", self_->command, word));
    }
    error unknown = self_->usage("USAGE.UNKNOWN_FLAG",
                                 fmt::format("sluice {} has no flag {}", self_->command, name));
    const std::string near = suggestion(name, self_->known);
    if (!near.empty()) unknown.hint = fmt::format("did you mean {}?", near);
    throw std::move(unknown);
  }
  return true;
}

std::string flag_set::help() const {
  std::string out = fmt::format("{}\n\nUsage: sluice {}{}{}\n", self_->summary, self_->command,
                                self_->lines.empty() ? "" : " [flags]", self_->usage_tail);
  std::size_t width = 0;
  for (const help_line& line : self_->lines) width = std::max(width, line.names.size());
  for (const help_line& line : self_->lines) {
    if (line.names.empty()) {
      out += fmt::format("\n{}:\n", line.heading);
    } else {
      out += fmt::format("  {:<{}}  {}\n", line.names, width, line.text);
    }
  }
  out += "\nand -q, -v, -y, --no-color, --no-input: see sluice help\n";
  if (!self_->examples.empty()) out += "\nExamples:\n";
  for (const std::string& example : self_->examples) out += fmt::format("  {}\n", example);
  return out;
}

const std::vector<std::string>& flag_set::ignored() const {
  return self_->ignored;
}

}  // namespace sluice::cli
