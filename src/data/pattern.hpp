// Texts that a regular expression matches.
#pragma once

#include <string>
#include <string_view>

#include "data/dice.hpp"

namespace sluice::data {

// Of the usual signs: classes, groups, alternatives, repetitions, anchors. Nothing is promised for
// others: whoever wants to know asks PostgreSQL.
std::string text_matching(std::string_view pattern, dice& roll);

}  // namespace sluice::data
