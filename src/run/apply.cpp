#include "run/apply.hpp"

#include <algorithm>
#include <random>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/applier.hpp"
#include "run/failed.hpp"
#include "run/pause.hpp"

namespace sluice::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds first_pause = 250ms;
constexpr milliseconds longest_pause = 5s;

bool is_worth_another_try(const pg::server_message& said) {
  return said.sqlstate == "55P03" || said.sqlstate == "40P01" || said.sqlstate == "40001";
}

std::string statements_text(std::size_t first, std::size_t last) {
  if (first == last) return concat("statement ", std::to_string(first));
  return concat("statements ", std::to_string(first), " to ", std::to_string(last));
}

}  // namespace

std::string_view applier::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

void applier::roll_back() {
  connection_.interrupt_by(nullptr);  // it was heard; what follows must not be cancelled too
  if (connection_.transaction() != pg::transaction_state::idle) connection_.attempt("rollback");
}

std::string applier::partly(const migration& one, std::size_t done) const {
  const bool is_back = one.way == direction::down;
  if (done == 0) {
    return concat("Nothing of ", one.tag, is_back ? " is taken back." : " is applied.");
  }
  std::string which = done == one.count() && done > 1 ? "all statements" : statements_text(1, done);
  which[0] = static_cast<char>(which[0] - 'a' + 'A');
  const std::string_view verb = done == 1 ? " is" : " are";
  if (is_back) {
    return concat(which, " of the way back of ", one.tag, verb, " done and ",
                  done == 1 ? "stays so" : "stay so",
                  "; the migration is still recorded as applied.",
                  in_.kept.kept() ? " `sluice rollback` goes on there." : "");
  }
  if (one.is_push) {
    return concat(which, " of the push", verb, " done and ", done == 1 ? "stays so" : "stay so",
                  "; `sluice push` does the rest.");
  }
  if (!in_.kept.kept()) {
    return concat(which, " of ", one.tag, verb,
                  " applied and stay so; the migration is not recorded.");
  }
  return concat(which, " of ", one.tag, verb,
                " applied and recorded as that: the next run goes on ",
                done == one.count() ? "from there."
                                    : concat("at ", statements_text(done + 1, done + 1), "."));
}

// Where a migration's failure leaves the ones that are applied together, and the rest.
std::string applier::state_after(const migration& one) const {
  std::string out;
  if (these_.size() > 1 && kept_migrations_ == 0 && half_.of == nullptr) {
    return concat("All ", std::to_string(these_.size()),
                  " migrations were one transaction, which was rolled back: nothing of them is "
                  "applied.");
  } else if (at_.done > 0) {
    out = partly(one, at_.done);
  } else if (one.way == direction::down) {
    out = concat("Nothing of ", one.tag, " was taken back: it is applied as before.");
  } else {
    out = concat(one.tag, " was rolled back: nothing of it is applied.");
    if (half_.of != nullptr) out += concat(" ", partly(*half_.of, half_.done));
    if (one.is_push && !portions_.empty() && portions_.front().alone) {
      out += " What it left unfinished the next push takes away.";
    }
  }
  if (kept_migrations_ > 0) {
    out += concat(" ", these_.front()->tag, " to ", these_[kept_migrations_ - 1]->tag,
                  " were committed before it and stay.");
  }
  return rest_.empty() ? out : concat(out, " ", rest_);
}

void applier::fail(const pg::server_message& said, bool interrupted, const migration& one,
                   std::optional<std::size_t> statement, std::string step, bool half) {
  failure kind = half ? failure::migration_repair : failure::migration;
  std::string state = state_after(one);
  const bool stopped = in_.interrupt != nullptr && in_.interrupt->load();
  if (interrupted || (stopped && is_worth_another_try(said))) {
    kind = failure::interrupted;
  } else if (said.sqlstate == "55P03") {
    kind = failure::lock;
  }
  if (is_worth_another_try(said)) {
    if (tries_ > 0) {
      state += concat("\nIt was tried ", std::to_string(tries_ + 1), " times.");
    } else if (!not_again_.empty()) {
      state += concat("\nIt was not tried again: ", not_again_, ".");
    }
    for (const blocker& who : in_.looks.seen()) state += concat("\nin the way: ", describe(who));
  }
  const failed_at place{one.tag,   one.file,        one.content, one.way == direction::down,
                        statement, std::move(step), state};
  throw migration_failure(kind, said, place);
}

// A transaction that PostgreSQL gave up can be tried again as a whole, after a pause that gets
// longer and is never the same for two that are in each other's way.
bool applier::try_again(const pg::server_message& said, const migration& one) {
  if (!is_worth_another_try(said) || tries_ >= in_.retries) return false;
  static std::mt19937 random(std::random_device{}());
  const milliseconds full =
      std::min<milliseconds>(longest_pause, first_pause * (1 << std::min(tries_, 8)));
  const milliseconds pause(
      std::uniform_int_distribution<milliseconds::rep>(full.count() / 2, full.count())(random));
  ++tries_;
  if (in_.again) in_.again({one.tag, said.text, tries_, in_.retries, pause});
  rest_for(pause, in_.interrupt);
  if (in_.interrupt != nullptr && in_.interrupt->load()) return false;
  connection_.interrupt_by(in_.interrupt);
  return true;
}

void applier::refuse_pooler(const migration& one) const {
  if (!in_.pooled) return;
  error refused(failure::lock, "MIGRATE.POOLER",
                concat(one.tag,
                       " runs outside one transaction, and the connection goes through a "
                       "pooler, where no lock holds from one transaction to the next"));
  refused.migration = one.tag;
  throw std::move(refused).because(rest_).advise(
      "give migrations a direct connection: DIRECT_URL or --url");
}

application applier::in_portions() {
  if (these_.size() == 1) {
    for (portion& one : divide(*these_.front())) portions_.push_back(std::move(one));
  } else {
    portion& all = portions_.emplace_back();
    for (const migration* one : these_) {
      all.pieces.push_back({one, one->done, one->count() - one->done});
    }
  }
  if (portions_.size() > 1) refuse_pooler(*these_.front());
  return work_off().value_or(application{});
}

std::optional<application> applier::work_off() {
  while (!portions_.empty()) {
    const end_of_portion came = portions_.front().alone ? run_alone() : transact();
    if (came.ended) return came.ended;
    if (!came.done) continue;
    for (const piece& one : portions_.front().pieces) {
      at_ = {one.of, one.end()};
      if (one.is_last()) ++kept_migrations_;
      half_ = one.is_last() ? position{} : at_;
    }
    portions_.pop_front();
    tries_ = 0;
    if (portions_.empty() || portions_.front().first().tag == at_.of->tag) continue;
    at_ = {&portions_.front().first(), 0};
  }
  return std::nullopt;
}

application applier::run() {
  at_ = {these_.front(), these_.front()->done};
  const bool own = these_.size() == 1 && these_.front()->content.mode == transaction_mode::own;
  return own ? in_its_own_transactions() : in_portions();
}

application apply(const surroundings& in, const std::vector<const migration*>& these,
                  const std::string& rest, position& at) {
  return applier(in, these, rest, at).run();
}

}  // namespace sluice::run
