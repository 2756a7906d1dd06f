// The flags of one command: declared once, parsed by CLI11, listed by --help, read from
// SLUICE_<FLAG> where the command line says nothing. CLI11 itself stays inside flags.cpp: it
// compiles slowly.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::cli {

// What was probably meant by `word`: the nearest candidate, or the one that begins so; or "".
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

class flag_set {
 public:
  // `command` as it is typed: "db start". `summary` is one sentence, `example` a line to type.
  flag_set(std::string command, std::string summary, std::vector<std::string> examples);
  ~flag_set();
  flag_set(const flag_set&) = delete;
  flag_set& operator=(const flag_set&) = delete;

  // `names` as CLI11 takes them: "-n,--name". `value` names the value in the help: "NAME". A flag
  // without help is a second name for another and not listed. What is declared must outlive
  // parse().
  flag_set& text(const std::string& names, const std::string& value,
                 std::optional<std::string>& into, const std::string& help);
  // The same, and never read from the environment.
  flag_set& typed(const std::string& names, const std::string& value,
                  std::optional<std::string>& into, const std::string& help);
  flag_set& typed(const std::string& names, bool& into, const std::string& help);
  // The value may be left out: --wait is --wait=60s.
  flag_set& text_or(const std::string& names, const std::string& value, const std::string& left_out,
                    std::optional<std::string>& into, const std::string& help);
  flag_set& list(const std::string& names, const std::string& value, std::vector<std::string>& into,
                 const std::string& help);  // may be given several times; not in the environment
  flag_set& choice(const std::string& names, const std::vector<std::string>& values,
                   std::optional<std::string>& into, const std::string& help);
  flag_set& number(const std::string& names, const std::string& value, std::optional<int>& into,
                   const std::string& help);
  flag_set& toggle(const std::string& names, bool& into, const std::string& help);
  // --x, --x true, --x=false
  flag_set& boolean(const std::string& names, std::optional<bool>& into, const std::string& help);
  // A flag that drizzle-kit knows and sluice has no use for: accepted, and noted in ignored().
  flag_set& foreign(const std::string& name, bool takes_value);
  // Words behind the command that are not flags; "ARGS..." in the usage line.
  flag_set& words(const std::string& value, std::vector<std::string>& into);
  // The flags that come after this call stand under this heading in the help.
  flag_set& heading(const std::string& title);

  // False: --help was asked for. Throws USAGE.* (failure::usage).
  bool parse(const std::vector<std::string>& arguments);

  std::string help() const;
  const std::vector<std::string>& ignored() const;

 private:
  struct implementation;
  std::unique_ptr<implementation> self_;
};

}  // namespace sluice::cli
