// Words that generated rows are made of.
#pragma once

#include <span>
#include <string_view>

namespace sluice::data::words {

using list = std::span<const std::string_view>;

list first_names();
list last_names();
list cities();
list countries();
list country_codes();
list streets();
list companies();
list nouns();
list adjectives();
list verbs();
list categories();
list colors();
list jobs();
list states();  // of a country
list statuses();
list currencies();
list languages();
list time_zones();
list media_types();
list months();

}  // namespace sluice::data::words
