// Where the server can't be asked what an expression means.
#pragma once

#include <functional>

#include "base/diagnostic.hpp"
#include "pg/connection.hpp"

namespace sluice::project {

// catalog::reconciled() asks by temporary views and tables. Says so under `code` where there can be
// none, as on a standby: then views, defaults and conditions that differ may differ in words alone.
void remark_on_words_alone(pg::connection& database, const char* code,
                           const std::function<void(const diagnostic&)>& say);

}  // namespace sluice::project
