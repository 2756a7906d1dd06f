// What a rollback kept (trash.hpp) comes back when its migration is applied again: in the
// migration's transaction, after its statements. What doesn't fit stays in the trash, and fails
// nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pg/connection.hpp"
#include "run/apply.hpp"
#include "run/trash.hpp"

namespace sluice::run {

class giving_back {
 public:
  // Looks what there is for these migrations, and has them give it back. Reads only; nothing where
  // there is no trash, or none that this role may read.
  giving_back(pg::connection& connection, const ledger_name& ledger, std::vector<migration>& all);

  // After that migration was applied: what came back and what did not, and why.
  void tell(pg::connection& connection, const std::string& tag,
            const std::function<void(const diagnostic&)>& remark) const;

 private:
  std::vector<kept_thing> things_;
};

}  // namespace sluice::run
