#include "cli/push_plan.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/text.hpp"
#include "cli/hazards.hpp"
#include "model/schema_name.hpp"

namespace sluice::cli {

namespace {

using project::concern;

std::string name_of(const ddl::relation& it) {
  return it.schema.empty() || it.schema == "public" ? it.name
                                                    : fmt::format("{}.{}", it.schema, it.name);
}

// What was asked of the rows themselves stands among the concerns.
std::vector<ddl::statement> without_measured(const project::push_plan& plan) {
  std::vector<ddl::statement> out = plan.statements;
  for (const std::size_t at : plan.measured) {
    std::erase_if(out[at].hazards, [](const ddl::hazard& one) {
      return one.kind == ddl::hazard_kind::data_loss || one.kind == ddl::hazard_kind::fails_on_rows;
    });
  }
  return out;
}

std::string first_line(const std::string& sql) {
  const std::string_view text = trim(sql);
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.size() < text.size() && line.ends_with('(')) line.remove_suffix(1);
  if (line.ends_with(';')) line.remove_suffix(1);
  return std::string(trim(line));
}

void say_statements(const console& terminal, const project::push_plan& plan) {
  const bool whole = terminal.chosen().verbose || plan.verbose;
  for (std::size_t i = 0; i < plan.statements.size(); ++i) {
    const std::string& sql = plan.statements[i].sql;
    const std::string text = whole ? std::string(trim(sql)) : first_line(sql);
    terminal.say(fmt::format("{} {}", terminal.err().dim("·"), terminal.err().blue(text)));
  }
}

void say_concern(const console& terminal, const concern& one) {
  const paint& color = terminal.err();
  const bool is_loss = one.is == concern::kind::loss;
  const std::string name = name_of(one.on);
  // Where nobody reads notes, this is still said.
  terminal.warn(fmt::format("{} {}{}{}: {}", is_loss ? color.red("!") : color.red("✗"),
                            color.blue(name), name.empty() ? "" : " ",
                            is_loss ? "loses data" : "stands in the way", one.what));
  if (!one.examples.empty()) {
    const bool are_all =
        one.examples.size() < 3 || one.rows == static_cast<std::int64_t>(one.examples.size());
    terminal.warn(
        color.dim(fmt::format("    {}{}", fmt::join(one.examples, "; "), are_all ? "" : "; …")));
  }
  for (const std::string& each : one.ways_out) terminal.warn(fmt::format("    {}", each));
}

void write_concerns(json_writer& out, const project::push_plan& plan, concern::kind kind) {
  out.begin_array();
  for (const concern& one : plan.concerns) {
    if (one.is != kind) continue;
    out.begin_object().member("statement", static_cast<std::int64_t>(one.statement + 1));
    out.key("schema");
    one.on.name.empty() ? out.null() : out.string(model::schema_name(one.on.schema));
    out.key("on");
    one.on.name.empty() ? out.null() : out.string(one.on.name);
    out.member("what", one.what).key("rows");
    one.rows ? out.integer(*one.rows) : out.null();
    out.member("estimated", one.is_estimate).key("examples").begin_array();
    for (const std::string& each : one.examples) out.string(each);
    out.end_array().key("waysOut").begin_array();
    for (const std::string& each : one.ways_out) out.string(each);
    out.end_array().end_object();
  }
  out.end_array();
}

}  // namespace

void say_push_plan(const console& terminal, const project::push_plan& plan, bool is_printed) {
  if (!is_printed) say_statements(terminal, plan);
  say_hazards(terminal, without_measured(plan));
  for (const concern& one : plan.concerns) say_concern(terminal, one);
  if (plan.migrations == 0) return;
  terminal.warn(fmt::format(
      "{} this database is kept by migrations: {} applied. A push is none: other databases don't "
      "get it, and the next generate writes it again. Was sluice generate and migrate meant?",
      terminal.err().yellow("warning:"), plan.migrations));
}

void write_push_plan(json_writer& out, const project::push_plan& plan) {
  write_statements(out, plan.statements);
  out.key("commits").begin_array();
  for (const std::size_t one : plan.commits) out.integer(static_cast<std::int64_t>(one));
  out.end_array();
  write_concerns(out.key("losses"), plan, concern::kind::loss);
  write_concerns(out.key("obstacles"), plan, concern::kind::obstacle);
  out.member("appliedMigrations", static_cast<std::int64_t>(plan.migrations));
}

void add_obstacles(diagnostics& to, const project::push_plan& plan) {
  for (const concern& one : plan.concerns) {
    if (one.is != concern::kind::obstacle) continue;
    diagnostic added;
    added.code = "PUSH.OBSTACLE";
    added.message = one.what;
    added.hint = fmt::format("{}", fmt::join(one.ways_out, "\n"));
    to.push_back(std::move(added));
  }
}

std::string sql_of(const project::push_plan& plan) {
  std::string out;
  for (std::size_t i = 0; i < plan.statements.size(); ++i) {
    if (std::find(plan.commits.begin(), plan.commits.end(), i) != plan.commits.end()) {
      out += "\n-- committed up to here\n";
    }
    out += fmt::format("{}\n", trim(plan.statements[i].sql));
  }
  return out;
}

}  // namespace sluice::cli
