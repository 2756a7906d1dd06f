// Random expressions, said in two ways: what PostgreSQL prints of both is the judge. It judges what
// is told without the server, what the server is asked, and both together.
#include <cstdlib>
#include <doctest/doctest.h>
#include <optional>

#include "catalog/question.hpp"
#include "catalog/reconcile.hpp"
#include "catalog/same_words.hpp"
#include "support/database.hpp"
#include "support/random_expression.hpp"

using namespace sluice;

namespace {

// More of them: SLUICE_PAIRS=5000 build/release/pg_catalog -tc="random*"
int pairs_wanted() {
  constexpr int few = 200;
  const char* asked = std::getenv("SLUICE_PAIRS");
  return asked != nullptr ? std::atoi(asked) : few;
}
unsigned seed_wanted() {
  const char* asked = std::getenv("SLUICE_SEED");
  return asked != nullptr ? static_cast<unsigned>(std::atoi(asked)) : 1;
}

struct pair {
  std::string first, second;
  std::string printed;  // of the first
  bool is_same = false;
};

// The server's word: `make` makes an object of a text, `print` prints it, with $1 for its name and
// $2 for the text.
class judge {
 public:
  judge(pg::connection& connection, std::string make, std::string print, std::string drop)
      : connection_(connection),
        make_(std::move(make)),
        print_(std::move(print)),
        drop_(std::move(drop)) {}

  // Nothing where the first text is refused.
  std::optional<pair> of(std::string first, std::string second) {
    const auto printed = print(first);
    if (!printed) return std::nullopt;
    pair out{std::move(first), std::move(second), *printed};
    const auto other = print(out.second);
    if (!other) return out;
    // What was printed once is not always printed so again.
    out.is_same = printed == other || print(*printed) == print(*other);
    return out;
  }
  // What makes the first of all that were judged, under names of their own.
  std::string make(const std::string& name, const std::string& text) const {
    return replace_all(replace_all(make_, "$1", name), "$2", text);
  }

 private:
  std::optional<std::string> print(const std::string& text) {
    const pg::outcome came = connection_.attempt(concat(make("w", text), ";", print_, ";", drop_));
    if (!came.ok()) return std::nullopt;
    return std::string(came.results.at(1).text(0, 0));
  }

  pg::connection& connection_;
  std::string make_, print_, drop_;
};

struct scene {
  test::database scratch;
  pg::connection connection = scratch.connect();
  model::table table{.name = "t"};
  int settled = 0, same = 0, count = 0;

  scene() {
    connection.execute("create type mood as enum ('sad', 'ok')");
    std::string columns;
    for (const test::typed_column& one : test::expression_columns()) {
      columns += concat(columns.empty() ? "" : ", ", "\"", one.name, "\" ", one.type);
      table.columns.push_back({.name = one.name, .type = one.type});
      if (one.type == "mood") table.columns.back().type_schema = "public";
    }
    connection.execute(concat("create table t (", columns, ")"));
  }

  void check(const pair& one, bool told, bool asked) {
    CAPTURE(one.first);
    CAPTURE(one.second);
    CAPTURE(one.printed);
    ++count;
    if (one.is_same) ++same;
    if (told) ++settled;
    CHECK_FALSE((told && !one.is_same));
    CHECK(asked == one.is_same);
  }
};

}  // namespace

TEST_CASE("random conditions are the same where PostgreSQL prints the same") {
  scene all;
  test::random_expression random(seed_wanted());
  judge server(all.connection, "alter table t add constraint $1 check ($2\n)",
               "select pg_get_expr(conbin, conrelid) from pg_constraint where conname = 'w'",
               "alter table t drop constraint w");
  std::vector<pair> pairs;
  std::vector<catalog::question> questions;
  model::database live;
  model::database wanted;
  live.tables = {all.table};
  wanted.tables = {all.table};
  std::string made = "alter table t";
  while (static_cast<int>(pairs.size()) < pairs_wanted()) {
    auto [first, second] = random.conditions();
    const auto judged = server.of(std::move(first), std::move(second));
    if (!judged) continue;
    const std::string name = concat("s", std::to_string(pairs.size()));
    made +=
        concat(pairs.empty() ? "" : ",", " add constraint ", name, " check (", judged->first, ")");
    questions.push_back({.what = catalog::question::about::check,
                         .schema = "public",
                         .relation = "t",
                         .name = name,
                         .text = judged->second});
    live.tables[0].check_constraints.push_back({name, judged->printed});
    wanted.tables[0].check_constraints.push_back({name, judged->second});
    pairs.push_back(*judged);
  }
  all.connection.execute(made);
  const catalog::answers given = catalog::ask(questions, all.connection);
  const model::database now = catalog::reconciled(live, wanted, all.connection);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const bool told = catalog::is_same_expression(pairs[i].printed, pairs[i].second, all.table);
    all.check(pairs[i], told, given.given[i].is_same);
    const bool is_taken_over =
        now.tables[0].check_constraints[i] == wanted.tables[0].check_constraints[i];
    CHECK(is_taken_over == (pairs[i].is_same || pairs[i].printed == pairs[i].second));
  }
  MESSAGE(all.count, " pairs, ", all.same, " the same, ", all.settled,
          " of them without the server");
  CHECK(all.settled * 10 > all.same * 7);
}

TEST_CASE("random values are the same where PostgreSQL prints the same") {
  scene all;
  test::random_expression random(seed_wanted() + 1);
  judge server(all.connection, "create index $1 on t (($2\n))",
               "select pg_get_indexdef('w'::regclass, 1, false)", "drop index w");
  std::vector<pair> pairs;
  std::vector<catalog::question> questions;
  std::string made;
  while (static_cast<int>(pairs.size()) < pairs_wanted() / 4) {
    auto [first, second] = random.values();
    const auto judged = server.of(std::move(first), std::move(second));
    if (!judged) continue;
    const std::string name = concat("s", std::to_string(pairs.size()));
    made += concat(server.make(name, judged->first), ";");
    questions.push_back({.what = catalog::question::about::index_expression,
                         .schema = "public",
                         .relation = "t",
                         .name = name,
                         .position = 1,
                         .text = judged->second});
    pairs.push_back(*judged);
  }
  all.connection.execute(made);
  const catalog::answers given = catalog::ask(questions, all.connection);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const bool told = catalog::is_same_expression(pairs[i].printed, pairs[i].second, all.table);
    all.check(pairs[i], told, given.given[i].is_same);
  }
  MESSAGE(all.count, " pairs, ", all.same, " the same, ", all.settled,
          " of them without the server");
}
