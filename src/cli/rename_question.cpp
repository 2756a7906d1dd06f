#include "cli/rename_question.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "base/error.hpp"
#include "cli/prompt.hpp"
#include "cli/report.hpp"
#include "diff/hints.hpp"

namespace sluice::cli {

namespace {

constexpr std::string_view answering_flags = "--hints, --hints-file or --no-renames";

std::string_view kind_name(diff::entity kind) {
  switch (kind) {
    case diff::entity::schema:
      return "schema";
    case diff::entity::enum_type:
      return "enum";
    case diff::entity::sequence:
      return "sequence";
    case diff::entity::role:
      return "role";
    case diff::entity::table:
      return "table";
    case diff::entity::column:
      return "column";
    case diff::entity::policy:
      return "policy";
    case diff::entity::view:
      return "view";
    case diff::entity::enum_value:
      return "value";
    case diff::entity::index:
      return "index";
    case diff::entity::primary_key:
    case diff::entity::unique:
    case diff::entity::check:
    case diff::entity::foreign_key:
      return "constraint";
  }
  return "object";
}

bool is_in_table(diff::entity kind) {
  return kind == diff::entity::column || kind == diff::entity::policy;
}

std::string with_schema(const std::string& schema, const std::string& name) {
  return schema.empty() || schema == "public" ? name : schema + "." + name;
}

std::string short_name(diff::entity kind, const diff::entity_name& it) {
  return is_in_table(kind) ? it.name : with_schema(it.schema, it.name);
}

// Columns that line up count characters, not bytes.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::string padded(std::string text, std::size_t to) {
  const std::size_t now = width(text);
  if (now < to) text.append(to - now, ' ');
  return text;
}

std::string title(const paint& color, const diff::question& open) {
  const std::string_view kind = kind_name(open.kind);
  const std::string name = color.blue(short_name(open.kind, open.to));
  if (is_in_table(open.kind)) {
    return fmt::format("Is {} {} in {} table created or renamed from another {}?", name, kind,
                       color.blue(with_schema(open.to.schema, open.to.table)), kind);
  }
  return fmt::format("Is {} {} created or renamed from another {}?", name, kind, kind);
}

// The same question as text.
std::string explain(const paint& color, const diff::question& open) {
  std::string out = "  " + title(color, open);
  out += fmt::format("\n    {} {} {}", color.green("+"), short_name(open.kind, open.to),
                     color.dim(fmt::format("create {}", kind_name(open.kind))));
  for (const diff::entity_name& from : open.candidates) {
    out += fmt::format("\n    {} {} › {} {}", color.yellow("~"), short_name(open.kind, from),
                       short_name(open.kind, open.to),
                       color.dim(fmt::format("rename {}", kind_name(open.kind))));
  }
  return out;
}

}  // namespace

std::optional<std::size_t> ask(const console& terminal, const diff::question& open) {
  const paint& color = terminal.err();
  const std::string_view kind = kind_name(open.kind);
  const std::string to = short_name(open.kind, open.to);
  std::vector<std::string> names = {to};
  for (const diff::entity_name& from : open.candidates) {
    names.push_back(fmt::format("{} › {}", short_name(open.kind, from), to));
  }
  std::size_t widest = 0;
  for (const std::string& name : names) widest = std::max(widest, width(name));
  std::vector<choice_line> lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool creates = i == 0;
    lines.push_back(
        {.text = fmt::format("{} {} {}", creates ? color.green("+") : color.yellow("~"),
                             padded(names[i], widest),
                             color.dim(fmt::format("{} {}", creates ? "create" : "rename", kind))),
         .creates = creates});
  }
  const std::size_t chosen =
      select(terminal, title(color, open), lines, std::string(answering_flags));
  terminal.say(fmt::format(
      "{} {} {}", chosen == 0 ? color.green("+") : color.yellow("~"), names[chosen],
      color.dim(fmt::format("{} will be {}", kind, chosen == 0 ? "created" : "renamed"))));
  if (chosen == 0) return std::nullopt;
  return chosen - 1;
}

void declare(flag_set& flags, project::rename_answers& into) {
  flags.text("--hints", "JSON", into.hints,
             "answers to rename questions, as drizzle-kit 1.0 has them");
  flags.text("--hints-file", "FILE", into.hints_file, "the same from a file");
  flags.toggle("--no-renames", into.refuse_renames,
               "what hints and @renamed comments leave open is new");
}

int leave_open(const console& terminal, std::string_view command,
               const std::vector<diff::question>& open) {
  const paint& color = terminal.err();
  terminal.complain(fmt::format(
      "{} {} [GENERATE.MISSING_HINTS]", color.red("error:"),
      open.size() == 1 ? "a question is open" : fmt::format("{} questions are open", open.size())));
  for (const diff::question& one : open) {
    terminal.complain(explain(color, one));
    for (const std::string& hint : diff::hints_that_answer(one)) {
      terminal.complain(fmt::format("      {}", color.dim(hint)));
    }
  }
  terminal.complain(
      fmt::format("  {} sluice {} --hints '[…]' with one line for each, or --no-renames",
                  color.green("next:"), command));
  if (terminal.chosen().json || !terminal.is_watched()) {
    terminal.data(diff::missing_hints_json(open, json_schema_version));
  }
  return static_cast<int>(failure::needs_input);
}

}  // namespace sluice::cli
