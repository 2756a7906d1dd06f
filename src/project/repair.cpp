#include "project/repair.hpp"

namespace sluice::project {

run::repair_report repair(const repair_request& asked, const migrate_callbacks& to,
                          const std::function<bool(const run::repair_report&)>& agree) {
  opened at = open_database(asked.database, to);
  at.connection.interrupt_by(asked.lock.interrupt);
  const run::rewrite_options how{.ledger = at.place.ledger,
                                 .command = "repair",
                                 .version = asked.version,
                                 .lock = asked.lock,
                                 .remark = to.watch.remark};
  return run::repair(at.connection, at.folder, how, asked.wishes, agree);
}

}  // namespace sluice::project
