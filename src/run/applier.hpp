// How apply() does it, portion by portion: apply.cpp has the order and what is said of failures,
// transact.cpp a transaction, alone.cpp what runs outside of ours.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/apply.hpp"

namespace sluice::run {

// One command of a transaction, and what it is for.
struct sent {
  pg::command command;
  std::size_t piece = 0;
  std::optional<std::size_t> statement;  // of the migration
  const char* step = "";
};

class applier {
 public:
  applier(const surroundings& in, const std::vector<const migration*>& these,
          const std::string& rest, position& at)
      : in_(in),
        connection_(in.connection),
        these_(these),
        rest_(rest),
        at_(at),
        insert_(insert_into_ledger(in.ledger)) {}

  application run();

 private:
  struct end_of_portion {
    std::optional<application> ended;  // nothing more is to be done
    bool done = true;                  // else it was cut up, or is to be tried again
  };

  application in_portions();
  application in_its_own_transactions();
  std::optional<application> work_off();  // nothing: all portions are done
  end_of_portion transact();
  end_of_portion run_alone();
  pg::outcome attempt_alone(const migration& one, std::size_t statement);
  bool clear_the_way(const migration& one, std::size_t statement, bool again);
  void say_done_before(const migration& one, std::size_t statement) const;

  void begin_transaction(const portion& what);
  void add_piece(const portion& what, std::size_t piece);
  void add_afterwards(std::vector<pg::command>& to, const piece& one);
  void add_end(std::vector<pg::command>& to, const piece& one);
  void add_ledger_rows(std::vector<pg::command>& to, const migration& one);
  std::string_view keep(std::string text);
  void add_settings_before(std::vector<pg::command>& to, const piece& one, bool with_local);
  void add_reset(std::vector<pg::command>& to, const migration& one);
  void add_transaction_settings(std::vector<pg::command>& to);

  bool cut_for(const pg::server_message& said, const sent& failed);
  bool try_again(const pg::server_message& said, const migration& one);
  static constexpr std::chrono::milliseconds longest_blind{1000};
  // Who is in the way is looked for before the timeout ends the wait.
  std::chrono::milliseconds look_after() const {
    return in_.lock_timeout.count() > 0 ? in_.lock_timeout / 2 : longest_blind;
  }
  void roll_back();
  void refuse_pooler(const migration& one) const;
  std::string partly(const migration& one, std::size_t done) const;
  std::string state_after(const migration& one) const;
  [[noreturn]] void fail(const pg::server_message& said, bool interrupted, const migration& one,
                         std::optional<std::size_t> statement, std::string step, bool half);

  const surroundings& in_;
  pg::connection& connection_;
  const std::vector<const migration*>& these_;
  const std::string& rest_;
  position& at_;
  std::string insert_;
  std::deque<portion> portions_;
  std::deque<std::string> texts_;  // of commands that nothing else holds
  std::vector<sent> sent_;
  std::size_t kept_migrations_ = 0;  // of several, so many are committed
  position half_;                    // committed in part
  int tries_ = 0;                    // of the portion that runs
  std::string_view not_again_;       // why what runs is not tried again
  bool keeps_session_ = false;       // between portions of a file with its own transactions
};

}  // namespace sluice::run
