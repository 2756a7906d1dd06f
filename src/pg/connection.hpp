// A connection to PostgreSQL: statements out, rows and messages back; cancellable at any moment.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pg/message.hpp"
#include "pg/result.hpp"
#include "pg/target.hpp"

struct pg_conn;

namespace sluice::pg {

enum class transaction_state { idle, active, open, failed, unknown };

// What a string of statements came to. Failures of SQL are data here: a runner has more to say of
// them.
struct outcome {
  std::vector<result> results;            // one for each statement that was done
  std::optional<server_message> failure;  // of the one that was not
  bool connection_lost = false;
  bool interrupted = false;  // the flag was seen, and the server asked to cancel

  bool ok() const { return !failure && !connection_lost; }
};

// One statement for the extended protocol. Parameters are texts; nothing is NULL. Those that
// `binary` names are the bytes of the type's binary form; it may be shorter, and mostly is empty.
struct command {
  std::string_view sql;
  std::vector<std::optional<std::string>> parameters = {};
  std::vector<bool> binary = {};
};

class connection {
 public:
  using notice_handler = std::function<void(const server_message&)>;

  // Throws PG.CONNECT (failure::connect).
  explicit connection(connection_target target);
  // Takes over what libpq has opened already (reach.hpp).
  connection(connection_target target, pg_conn* opened);
  ~connection();
  connection(connection&&) noexcept;
  connection& operator=(connection&&) noexcept;
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  const connection_target& target() const;
  int server_version() const;   // 150002 is 15.2
  int backend_pid() const;      // as it was announced: a pooler announces one of its own
  int library_version() const;  // libpq's
  // "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty where the connection is not encrypted.
  std::string encryption() const;
  transaction_state transaction() const;
  bool alive() const;

  void on_notice(notice_handler handler);
  // While a statement runs and this becomes true, the statement is cancelled.
  void interrupt_by(const std::atomic<bool>* flag);
  // While a statement runs this is called, some forty times a second, on the caller's thread; it
  // may use any connection but this one.
  void while_waiting(std::function<void()> look);

  // Ends it at once, also while a statement runs: it is lost.
  void hang_up();

  // Throw PG.STATEMENT, PG.CONNECTION_LOST, PG.STATEMENT_POOLING, PG.INTERRUPTED.
  std::vector<result> execute(std::string_view sql);  // one or more statements
  result query(std::string_view sql,
               const std::vector<std::optional<std::string>>& parameters = {});
  // All commands in one round trip, a result each.
  std::vector<result> query_all(const std::vector<command>& commands);

  // The same without throwing for what the server says.
  outcome attempt(std::string_view sql);
  // All commands in one round trip; after a failure the rest is not run.
  outcome attempt(const std::vector<command>& commands);

  // COPY … FROM STDIN, as the last of one or more statements; the results of those before it.
  // Throws as execute() does.
  std::vector<result> begin_copy(std::string_view sql);
  // Waits until the server has taken it. False where there is something to hear before the copy's
  // end, mostly that it failed, or where the flag was seen: end it, and what it came to says which.
  // One that came to a good end has all that was put; the rest goes into another.
  bool put_copy(std::string_view bytes);
  // With a reason the server is made to fail it.
  outcome end_copy(const char* reason = nullptr);

  // Throws for what went wrong as execute() does.
  void expect_ok(const outcome& came, std::string_view sql) const;

  // The client library's last words on the connection.
  std::string last_words() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

// A transaction that is rolled back on the way out unless it was committed.
class transaction {
 public:
  explicit transaction(connection& on) : connection_(on) { connection_.execute("begin"); }
  ~transaction();
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  void commit();

 private:
  connection& connection_;
  bool open_ = true;
};

}  // namespace sluice::pg
