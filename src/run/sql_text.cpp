#include "run/sql_text.hpp"

#include "base/text.hpp"
#include "pg/quote.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

class writer {
 public:
  explicit writer(const ledger_name& name) : ledger_(name.quoted()) {}

  void line(std::string_view text) { out_ += concat(text, "\n"); }
  void statement(std::string_view text) {
    const std::string_view bare = trim(text);
    if (bare.ends_with(';')) return line(bare);
    // Not into a comment at its end.
    const std::size_t last = bare.rfind('\n') == std::string_view::npos ? 0 : bare.rfind('\n');
    const bool has_comment = bare.substr(last).find("--") != std::string_view::npos;
    line(concat(bare, has_comment ? "\n;" : ";"));
  }
  void row(const migration& one) {
    if (one.content.changes_session) {
      line("RESET ALL;");
      line("SET SESSION AUTHORIZATION DEFAULT;");
      line("RESET ROLE;");
    }
    for (const std::string& each : one.afterwards) statement(each);
    line(concat("INSERT INTO ", ledger_, " (\"hash\", \"created_at\") VALUES ('", one.hash, "', ",
                std::to_string(one.when), ");"));
  }
  void tag(const migration& one) {
    line(concat("-- ", one.tag,
                one.done > 0 ? concat(": from statement ", std::to_string(one.done + 1)) : ""));
  }

  void divided(const migration& one) {
    for (const portion& part : divide(one)) {
      const piece& all = part.pieces.front();
      if (!part.alone) statement(one.content.begin);
      for (std::size_t i = all.first; i < all.end(); ++i) {
        statement(all.statement(i).text);
        // `migrate` finds out from PostgreSQL whether the value has to be committed first.
        const bool goes_on = i + 1 < all.end();
        if (!part.alone && goes_on && adds_enum_value(all.statement(i)) &&
            !adds_enum_value(all.statement(i + 1))) {
          line("COMMIT;");
          line("BEGIN;");
        }
      }
      if (all.is_last()) row(one);
      if (!part.alone) statement(one.content.commit);
    }
  }
  void as_they_are(const migration& one) {
    for (std::size_t i = one.done; i < one.count(); ++i) statement(one.content.statements[i].text);
  }

  std::string take() { return std::move(out_); }

 private:
  std::string ledger_;
  std::string out_;
};

}  // namespace

std::string sql_of_ledger(const ledger_name& name) {
  return concat("CREATE SCHEMA IF NOT EXISTS ", pg::quote_identifier(name.schema),
                ";\nCREATE TABLE IF NOT EXISTS ", name.quoted(),
                " (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint);\n");
}

std::string sql_of(const migration& one, const ledger_name& name) {
  writer out(name);
  out.tag(one);
  if (one.content.mode == transaction_mode::own) {
    out.as_they_are(one);
    out.row(one);
  } else {
    out.divided(one);
  }
  return out.take();
}

std::string sql_in_transaction(const migration& one, const ledger_name& name) {
  writer out(name);
  out.tag(one);
  out.as_they_are(one);
  out.row(one);
  return out.take();
}

}  // namespace sluice::run
