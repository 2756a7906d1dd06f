// Whether a default is another value in every row: then a new column is written into each of them.
#pragma once

#include <string_view>

namespace sluice::ddl {

enum class volatility {
  stable,   // one value for the statement: the table is left as it is
  varying,  // PostgreSQL calls one of its functions volatile
  unknown,  // a function that isn't PostgreSQL's own
};

volatility volatility_of(std::string_view expression);

}  // namespace sluice::ddl
