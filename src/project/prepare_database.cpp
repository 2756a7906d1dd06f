#include "project/prepare_database.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/open.hpp"
#include "pg/quote.hpp"
#include "pg/reach.hpp"
#include "project/create_database.hpp"
#include "project/extensions.hpp"
#include "run/pause.hpp"

namespace sluice::project {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds first_pause = 50ms;
constexpr milliseconds longest_pause = 500ms;
constexpr milliseconds longest_try = 10s;
constexpr milliseconds tell_every = 5s;
constexpr int most_creations = 3;  // a pooler may never show what was created

std::string seconds(milliseconds time) {
  const std::string tenths = std::to_string(time.count() / 100 % 10);
  return concat(std::to_string(time.count() / 1000), ".", tenths, " s");
}

class waiting_room {
 public:
  waiting_room(const pg::connection_target& target, const preparation& asked,
               const std::atomic<bool>* interrupt, const preparation_observer& watch)
      : target_(target), asked_(asked), interrupt_(interrupt), watch_(watch) {}

  pg::connection enter() {
    for (int turn = 0;; ++turn) {
      pg::reached came = pg::reach(target_, limit(), turn, interrupt_);
      refuse_interrupted();
      if (came.made) {
        tell_connected();
        return *std::move(came.made);
      }
      if (came.why == pg::obstacle::refused) throw refusal(came.said);
      if (came.why == pg::obstacle::no_database) {
        if (create(came.said)) continue;
      }
      wait(came.said);
    }
  }

 private:
  milliseconds waited() const {
    return std::chrono::duration_cast<milliseconds>(clock::now() - start_);
  }
  // At least a moment: a wait of no time is one try.
  milliseconds limit() const {
    if (!asked_.wait) return longest_try;
    return std::clamp(*asked_.wait - waited(), first_pause, longest_try);
  }

  void tell_connected() {
    if (told_ && watch_.connected) watch_.connected(waited());
    told_ = false;
  }

  void refuse_interrupted() const {
    if (interrupt_ == nullptr || !interrupt_->load()) return;
    throw error(failure::interrupted, "PG.INTERRUPTED",
                "interrupted while waiting for the server; nothing was changed");
  }

  error refusal(const pg::spoken& said) const {
    error out = pg::connect_failure(target_, said.text);
    out.sqlstate = said.sqlstate;
    return out;
  }

  // True: it should be there now.
  bool create(const pg::spoken& said) {
    if (!asked_.create_database || creations_ == most_creations) {
      const std::string name = pg::quote_identifier(database_name(target_));
      error missing = refusal(said);
      throw error(failure::unprepared, "PG.NO_DATABASE",
                  concat("the server has no database ", name))
          .because(missing.detail)
          .advise(creations_ == 0 ? "create it, or let --create-database do so"
                                  : "it was created, but this connection does not lead to it");
    }
    tell_connected();
    const database_creation came = create_database(target_, limit(), interrupt_);
    refuse_interrupted();
    if (came == database_creation::not_yet) return false;
    ++creations_;
    if (came == database_creation::created && watch_.database_created) {
      watch_.database_created(database_name(target_));
    }
    return true;
  }

  void wait(const pg::spoken& said) {
    const milliseconds so_far = waited();
    if (!asked_.wait) throw refusal(said);
    if (so_far >= *asked_.wait) {
      error out = refusal(said);
      throw error(failure::connect, "PG.WAIT_TIMEOUT",
                  concat("no connection to ", target_.display(), " within ", seconds(so_far)))
          .because(out.detail)
          .advise("wait longer with --wait=5min, or see why the server does not take connections");
    }
    if (watch_.waiting && (!told_ || so_far - last_told_ >= tell_every)) {
      last_told_ = so_far;
      told_ = true;
      watch_.waiting(std::string(said.text.substr(0, said.text.find('\n'))), so_far);
    }
    run::rest_for(std::min(pause_, *asked_.wait - so_far), interrupt_);
    refuse_interrupted();
    pause_ = std::min(pause_ * 3 / 2, longest_pause);
  }

  const pg::connection_target& target_;
  const preparation& asked_;
  const std::atomic<bool>* interrupt_;
  const preparation_observer& watch_;
  clock::time_point start_ = clock::now();
  milliseconds pause_ = first_pause;
  milliseconds last_told_{0};
  bool told_ = false;
  int creations_ = 0;
};

}  // namespace

pg::connection prepare_database(const pg::connection_target& target, const preparation& asked,
                                const std::atomic<bool>* interrupt,
                                const preparation_observer& watch) {
  // libpq's own way to connect gives each of several hosts its time.
  const bool plain = !asked.wait && !asked.create_database;
  pg::connection connection =
      plain ? pg::connection(target) : waiting_room(target, asked, interrupt, watch).enter();
  connection.interrupt_by(interrupt);
  create_extensions(connection, asked, watch);
  connection.interrupt_by(nullptr);
  return connection;
}

}  // namespace sluice::project
