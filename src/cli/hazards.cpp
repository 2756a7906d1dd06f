#include "cli/hazards.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>

#include "model/schema_name.hpp"

namespace sluice::cli {

namespace {

using ddl::hazard;
using ddl::hazard_kind;
using ddl::lock_mode;

constexpr std::array in_order = {hazard_kind::data_loss,     hazard_kind::not_restored,
                                 hazard_kind::fails_on_rows, hazard_kind::breaks_code,
                                 hazard_kind::rewrite,       hazard_kind::scan,
                                 hazard_kind::transaction};

std::string name_of(const ddl::relation& it) {
  return it.schema.empty() || it.schema == "public" ? it.name
                                                    : fmt::format("{}.{}", it.schema, it.name);
}

std::string_view waiting(std::optional<lock_mode> mode) {
  if (!mode || *mode == lock_mode::share_update_exclusive) return "while reads and writes go on";
  return *mode == lock_mode::access_exclusive ? "while reads and writes wait" : "while writes wait";
}

// The lock that the statement takes on that table.
std::optional<lock_mode> lock_on(const std::vector<hazard>& all, const std::string& table) {
  std::optional<lock_mode> strongest;
  for (const hazard& one : all) {
    if (one.lock && name_of(one.on) == table) {
      strongest = strongest ? std::max(*strongest, *one.lock) : *one.lock;
    }
  }
  return strongest;
}

std::string words_for(hazard_kind kind, std::optional<lock_mode> lock) {
  switch (kind) {
    case hazard_kind::data_loss:
      return "loses data";
    case hazard_kind::not_restored:
      return "does not bring back";
    case hazard_kind::fails_on_rows:
      return "may fail";
    case hazard_kind::breaks_code:
      return "breaks running code";
    case hazard_kind::rewrite:
      return fmt::format("is written anew {}", waiting(lock));
    case hazard_kind::scan:
      return fmt::format("is read whole {}", waiting(lock));
    case hazard_kind::transaction:
      return "needs a transaction's end";
    case hazard_kind::lock:
      break;
  }
  return "";
}

// Lines of one table: what is said of it, and why, in the order of first appearance.
struct table_lines {
  struct line {
    hazard_kind kind;
    std::string words;
    std::vector<std::string> reasons;
  };
  std::string table;
  std::vector<line> lines;

  void add(hazard_kind kind, std::string words, const std::string& why) {
    auto found = std::find_if(lines.begin(), lines.end(),
                              [&](const line& one) { return one.words == words; });
    if (found == lines.end()) {
      lines.push_back({kind, std::move(words), {}});
      found = lines.end() - 1;
    }
    auto& reasons = found->reasons;
    if (std::find(reasons.begin(), reasons.end(), why) == reasons.end()) reasons.push_back(why);
  }
};

std::vector<table_lines> collect(const std::vector<ddl::statement>& statements) {
  std::vector<table_lines> out;
  for (const ddl::statement& statement : statements) {
    for (const hazard& one : statement.hazards) {
      if (one.kind == hazard_kind::lock) continue;
      const std::string table = name_of(one.on);
      auto found = std::find_if(out.begin(), out.end(),
                                [&](const table_lines& each) { return each.table == table; });
      if (found == out.end()) {
        out.push_back({table, {}});
        found = out.end() - 1;
      }
      found->add(one.kind, words_for(one.kind, lock_on(statement.hazards, table)), one.why);
    }
  }
  for (table_lines& each : out) {
    std::stable_sort(each.lines.begin(), each.lines.end(), [](const auto& a, const auto& b) {
      const auto place = [](hazard_kind kind) {
        return std::find(in_order.begin(), in_order.end(), kind);
      };
      return place(a.kind) < place(b.kind);
    });
  }
  return out;
}

std::vector<std::string> strongest_locks(const std::vector<ddl::statement>& statements) {
  std::vector<std::pair<std::string, lock_mode>> locks;
  for (const ddl::statement& statement : statements) {
    for (const hazard& one : statement.hazards) {
      if (!one.lock) continue;
      const std::string table = name_of(one.on);
      const auto known = std::find_if(locks.begin(), locks.end(),
                                      [&](const auto& lock) { return lock.first == table; });
      if (known == locks.end()) {
        locks.emplace_back(table, *one.lock);
      } else {
        known->second = std::max(known->second, *one.lock);
      }
    }
  }
  std::vector<std::string> out;
  out.reserve(locks.size());
  for (const auto& [table, mode] : locks) {
    out.push_back(fmt::format("{} ({})", table, ddl::name_of(mode)));
  }
  return out;
}

}  // namespace

void say_hazards(const console& terminal, const std::vector<ddl::statement>& statements) {
  const paint& color = terminal.err();
  for (const table_lines& each : collect(statements)) {
    for (const table_lines::line& one : each.lines) {
      terminal.say(fmt::format("{} {}{}{}: {}", color.yellow("!"), color.blue(each.table),
                               each.table.empty() ? "" : " ", one.words,
                               color.dim(fmt::format("{}", fmt::join(one.reasons, "; ")))));
    }
  }
  const std::vector<std::string> locked = strongest_locks(statements);
  if (!locked.empty()) {
    terminal.detail(
        fmt::format("locks, held to the end of the migration: {}", fmt::join(locked, ", ")));
  }
}

void write_statements(json_writer& out, const std::vector<ddl::statement>& statements) {
  out.key("statements").begin_array();
  for (const ddl::statement& one : statements) out.string(one.sql);
  out.end_array().key("hazards").begin_array();
  int number = 0;
  for (const ddl::statement& statement : statements) {
    ++number;
    for (const hazard& one : statement.hazards) {
      out.begin_object().member("statement", number).member("kind", ddl::name_of(one.kind));
      const auto optional = [&](std::string_view name, std::string_view value) {
        out.key(name);
        value.empty() ? out.null() : out.string(value);
      };
      optional("schema", one.on.name.empty() ? "" : model::schema_name(one.on.schema));
      optional("on", one.on.name);
      optional("lock", one.lock ? ddl::name_of(*one.lock) : "");
      optional("why", one.why);
      optional("advice", one.advice);
      out.member("certain", one.certain).end_object();
    }
  }
  out.end_array();
}

}  // namespace sluice::cli
