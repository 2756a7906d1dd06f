#include "data/script_session.hpp"

#include <algorithm>
#include <utility>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "data/answer.hpp"

extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_data_begin[];
extern const unsigned char sluice_script_data_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::data {

namespace {

std::string prepared(const script_options& how) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("casing", how.casing).key("files").begin_array();
  for (const std::filesystem::path& file : how.schema_files) out.string(file.string());
  return out.end_array().end_object().take();
}

// What the code said is the message; where it was called from is the rest.
error thrown(const error& failed) {
  const std::string_view said(failed.detail);
  const std::size_t end = std::min(said.find('\n'), said.size());
  error out(failure::migration, "DATA.THROWN", std::string(said.substr(0, end)));
  out.where = failed.where;
  out.detail = said.substr(std::min(said.size(), end + 1));
  out.hint = failed.hint;
  return out;
}

std::string origin_in(const rapidjson::Document& answer) {
  const auto found = answer.FindMember("origin");
  return found == answer.MemberEnd() || !found->value.IsString() ? std::string()
                                                                 : found->value.GetString();
}

pg::command command_of(const std::string& sql, const script::native_value& values) {
  pg::command out{.sql = sql};
  out.parameters.reserve(values.items.size());
  for (const script::native_value& one : values.items) {
    if (one.what == script::native_value::kind::null) {
      out.parameters.emplace_back(std::nullopt);
    } else {
      if (one.what == script::native_value::kind::bytes) {
        out.binary.resize(values.items.size());
        out.binary[out.parameters.size()] = true;
      } else if (one.text.find('\0') != std::string::npos) {
        throw error(failure::config, "DATA.VALUE",
                    concat("the value of $", std::to_string(out.parameters.size() + 1),
                           " has a character U+0000, which PostgreSQL does not take in text"));
      }
      out.parameters.emplace_back(one.text);
    }
  }
  return out;
}

}  // namespace

script_session::script_session(script::engine& engine, pg::connection& connection,
                               const script_options& how)
    : engine_(engine), connection_(connection) {
  engine_.add_bundle(
      {"data", {sluice_script_data_begin, sluice_script_data_end}, {"sluice/data", "sluice:data"}});
  engine_.add_native(
      "query", [this](const std::vector<script::native_value>& given, script::native_result& out) {
        try {
          query(given, out);
        } catch (error& failed) {
          if (failed.where.file.empty()) failed.where = engine_.place_of(given.at(2).text);
          throw;
        }
      });
  engine_.call("sluice:data", "prepare", prepared(how));
}

void script_session::expect_transaction() const {
  const pg::transaction_state now = connection_.transaction();
  if (now == pg::transaction_state::open || now == pg::transaction_state::failed) return;
  throw error(failure::migration_repair, "DATA.ENDED_TRANSACTION",
              "the code ended the transaction that it runs in")
      .because("what was done before cannot be taken back as a whole any more")
      .advise("leave out COMMIT and ROLLBACK; db.transaction() has its own");
}

void script_session::refuse(pg::server_message said, const std::string& sql,
                            script::native_result& out) {
  refusals_.push_back({std::move(said), sql});
  const pg::server_message& last = refusals_.back().said;
  out.begin_list();
  out.begin_list();
  out.number(static_cast<double>(refusals_.size() - 1));
  out.text(last.severity);
  out.text(last.sqlstate);
  out.text(last.text);
  out.text(last.detail);
  out.text(last.hint);
  out.text(last.context);
  out.text(last.position > 0 ? std::to_string(last.position) : std::string());
  out.text(last.schema);
  out.text(last.table);
  out.text(last.column);
  out.text(last.constraint);
  out.end_list();
  out.begin_list();
  out.end_list();
  out.end_list();
}

void script_session::query(const std::vector<script::native_value>& given,
                           script::native_result& out) {
  const std::string& sql = given.at(0).text;
  const script::native_value& values = given.at(1);
  ++queries_;
  // Without parameters it may be several statements, which only the simple protocol takes.
  pg::outcome done = values.items.empty() ? connection_.attempt(sql)
                                          : connection_.attempt({command_of(sql, values)});
  if (done.connection_lost) {
    throw error(failure::connect, "PG.CONNECTION_LOST",
                concat("the connection to ", connection_.target().display(), " was lost"))
        .because(done.failure ? done.failure->text : connection_.last_words());
  }
  if (done.interrupted) {
    throw error(failure::interrupted, "PG.INTERRUPTED", "interrupted; the statement was cancelled");
  }
  if (done.failure) {
    refuse(std::move(*done.failure), sql, out);
    return;
  }
  expect_transaction();
  out.begin_list();
  out.null();
  out.begin_list();
  for (const pg::result& one : done.results) write_answer(one, out);
  out.end_list();
  out.end_list();
}

error script_session::failure_of(const refusal& what, const std::string& stack) const {
  error out = pg::to_error(what.said, what.sql);
  out.code = "DATA.QUERY";
  out.kind = failure::migration;
  out.where = engine_.place_of(stack);
  return out;
}

rapidjson::Document script_session::call(std::string_view function,
                                         std::string_view json_argument) {
  rapidjson::Document out;
  try {
    out = engine_.call("sluice:data", function, json_argument);
  } catch (error& failed) {
    if (failed.code == "SCRIPT.THROWN") throw thrown(failed);
    if (failed.code == "SCRIPT.FORBIDDEN") {
      failed.hint.clear();
    }
    throw;
  }
  if (out.IsObject() && out.HasMember("failure")) {
    const auto number = static_cast<std::size_t>(out["failure"].GetInt());
    throw failure_of(refusals_.at(number), origin_in(out));
  }
  // A query failed, and the code went on: nothing that it did can be kept.
  if (connection_.transaction() == pg::transaction_state::failed && !refusals_.empty()) {
    error failed = failure_of(refusals_.back(), origin_in(out));
    failed.hint = "the code caught this error: inside a transaction that needs db.transaction()";
    throw std::move(failed);
  }
  return out;
}

std::optional<std::string> script_session::call_exported(const std::filesystem::path& file,
                                                         const std::vector<std::string>& names) {
  json_writer argument(json_writer::style::compact);
  argument.begin_object().member("file", file.string()).key("names").begin_array();
  for (const std::string& name : names) argument.string(name);
  argument.end_array().end_object();
  const rapidjson::Document done = call("callExported", argument.take());
  if (!done.HasMember("called")) return std::nullopt;
  return std::string(done["called"].GetString());
}

}  // namespace sluice::data
