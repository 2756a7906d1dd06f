#include "ddl/hazard.hpp"

#include "ddl/hazard_rules.hpp"

namespace sluice::ddl {

std::string_view name_of(lock_mode mode) {
  switch (mode) {
    case lock_mode::share_update_exclusive:
      return "SHARE UPDATE EXCLUSIVE";
    case lock_mode::share:
      return "SHARE";
    case lock_mode::share_row_exclusive:
      return "SHARE ROW EXCLUSIVE";
    case lock_mode::access_exclusive:
      break;
  }
  return "ACCESS EXCLUSIVE";
}

std::string_view name_of(hazard_kind kind) {
  switch (kind) {
    case hazard_kind::lock:
      return "lock";
    case hazard_kind::rewrite:
      return "rewrite";
    case hazard_kind::scan:
      return "scan";
    case hazard_kind::data_loss:
      return "data_loss";
    case hazard_kind::breaks_code:
      return "breaks_code";
    case hazard_kind::fails_on_rows:
      return "fails_on_rows";
    case hazard_kind::transaction:
      return "transaction";
    case hazard_kind::not_restored:
      break;
  }
  return "not_restored";
}

std::vector<hazard> hazards_of(const action::any& does) {
  hazard_list out;
  std::visit([&](const auto& one) { judge(one, out); }, does);
  return out.take();
}

}  // namespace sluice::ddl
