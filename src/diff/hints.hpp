// Answers to rename questions as JSON, in drizzle-kit 1.0's format of --hints and of what it prints
// where one is missing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/compare.hpp"

namespace sluice::diff {

// [{"type": "rename", "kind", "from", "to"}, {"type": "create", "kind", "entity"}]; names are
// arrays, as deep as their kind. Of constraints and indexes nobody is asked, but they are renamed
// where a hint says so; so are values of enums ("enum_value": schema, enum, value). Beyond
// drizzle-kit's there is {"type": "using", "kind": "column", "entity", "expression"}, for a type
// that has no cast. Throws DIFF.HINTS (failure::usage) and JSON.SYNTAX at `source`.
answers parse_hints(std::string_view json, const std::string& source);

// {"status": "missing_hints", "unresolved": [{"type": "rename_or_create", "kind", "entity"}]}, with
// the candidates besides.
std::string missing_hints_json(const std::vector<question>& open, int schema_version);

// The hints of which one answers the question, each as one line of JSON: that it is new, and for
// each candidate that it was renamed.
std::vector<std::string> hints_that_answer(const question& open);

}  // namespace sluice::diff
