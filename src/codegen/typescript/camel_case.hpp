// Names in camel case by the two rules that matter to drizzle-kit: the one that names things in
// schema.ts (npm's camelcase), and drizzle-orm's, which it asks whether a column has to be told its
// name. They differ: "id2b" is id2B by one and id2b by the other.
#pragma once

#include <string>
#include <string_view>

namespace sluice::codegen::typescript {

std::string camel_case(std::string_view name);
std::string orm_camel_case(std::string_view name);

}  // namespace sluice::codegen::typescript
