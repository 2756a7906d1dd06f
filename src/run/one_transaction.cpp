#include "run/one_transaction.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

[[noreturn]] void refuse(const migration& one, std::optional<std::size_t> statement,
                         std::string_view what) {
  error refused(failure::migration, "MIGRATE.ONE_TRANSACTION",
                concat(one.tag, " can't be in one transaction with the others: ", what));
  refused.migration = one.tag;
  if (statement) refused.statement = static_cast<int>(*statement) + 1;
  refused.where = {one.file.string(), 0, 0};
  throw std::move(refused)
      .because("nothing was applied in this run")
      .advise("migrate with --tx file, which is the default");
}

}  // namespace

void expect_one_transaction(const std::vector<migration>& all) {
  for (const migration& one : all) {
    if (one.content.mode == transaction_mode::own) {
      refuse(one, {}, "the file begins and commits transactions itself");
    }
    if (one.content.mode == transaction_mode::none) refuse(one, {}, "it says `-- sluice:tx none`");
    for (std::size_t i = one.done; i < one.count(); ++i) {
      if (runs_alone(one.content.statements[i])) {
        refuse(one, i,
               concat("statement ", std::to_string(i + 1),
                      " is none that PostgreSQL runs in a transaction"));
      }
    }
  }
}

}  // namespace sluice::run
