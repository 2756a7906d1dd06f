// Where text goes and how it looks: data on standard output, everything else on standard error;
// colours, quietness, and whether there is anybody to ask.
#pragma once

#include <string>
#include <string_view>

#include "cli/log.hpp"

namespace sluice::cli {

// Colours, or nothing. Each function wraps a text.
class paint {
 public:
  explicit paint(bool on) : on_(on) {}
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("90", text); }
  std::string red(std::string_view text) const { return wrap("1;31", text); }
  std::string green(std::string_view text) const { return wrap("32", text); }
  std::string yellow(std::string_view text) const { return wrap("33", text); }
  std::string blue(std::string_view text) const { return wrap("1;34", text); }
  std::string link(std::string_view text) const { return wrap("1;4;34", text); }
  bool on() const { return on_; }

 private:
  std::string wrap(std::string_view codes, std::string_view text) const;
  bool on_;
};

class console {
 public:
  struct settings {
    bool json = false;
    bool log_json = false;  // standard error is for programs too
    bool quiet = false;
    bool verbose = false;
    bool no_color = false;
    bool no_input = false;
    bool yes = false;
  };

  explicit console(settings chosen);

  // Flags are known late, and errors about flags early: settings may change in between.
  void choose(settings chosen);
  const settings& chosen() const { return chosen_; }

  // Data: on standard output as it is.
  void data(std::string_view text) const;

  // A line on standard error, unless it is quiet or one JSON document was asked for.
  void say(std::string_view line) const;
  // A line only for --verbose.
  void detail(std::string_view line) const;
  // A line that nothing but --json silences.
  void warn(std::string_view line) const;
  // A line on standard error in any case.
  void complain(std::string_view line) const;

  // With --log json, a line with a name and fields; without it, nothing: a person gets say(). Those
  // above become events named "text" then.
  void event(log_level level, std::string_view name, std::string_view message,
             const log_fields& fields = {}) const;

  // Somebody can be asked: a terminal on both ends, and neither --no-input nor --json nor CI says
  // no.
  bool may_ask() const;

  // Whether a person reads standard output.
  bool is_watched() const;

  const paint& out() const { return out_; }  // for standard output
  const paint& err() const { return err_; }  // for standard error

 private:
  void write_line(log_level level, std::string_view line) const;

  settings chosen_;
  paint out_;
  paint err_;
};

// The variable is set and not empty.
bool is_set(const char* variable);

}  // namespace sluice::cli
