// Whether a sequence can keep its position under other options.
#pragma once

#include "model/database.hpp"

namespace sluice::ddl {

// PostgreSQL refuses bounds that the sequence is not within, as it is where the old start is not.
bool starts_anew(const model::sequence_options& from, const model::sequence_options& to);

}  // namespace sluice::ddl
