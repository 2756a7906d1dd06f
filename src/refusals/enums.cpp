#include <unordered_set>

#include "base/text.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

void find_in_enums(const model::database& schema, list& found) {
  constexpr std::size_t longest = 63;  // bytes: NAMEDATALEN - 1
  for (const model::enum_type& type : schema.enums) {
    std::unordered_set<std::string> seen;
    for (const std::string& value : type.values) {
      if (!seen.insert(value).second) {
        found.push_back({"SCHEMA.ENUM_VALUES",
                         "23505",
                         concat("enum \"", type.name, "\" has the value '", value, "' twice"),
                         "leave one of them out",
                         {type.schema, type.name, {}}});
      }
      if (value.size() > longest) {
        found.push_back(
            {"SCHEMA.ENUM_VALUES",
             "42602",
             concat("enum \"", type.name, "\" has a value of more than 63 bytes: '", value, "'"),
             "shorten it",
             {type.schema, type.name, {}}});
      }
    }
  }
}

}  // namespace sluice::refusals
