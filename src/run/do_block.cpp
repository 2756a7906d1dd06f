#include "run/do_block.hpp"

#include "base/text.hpp"

namespace sluice::run {

std::string do_block(const std::string& body) {
  std::string name = "sluice";
  while (body.find(concat("$", name, "$")) != std::string::npos) name += '_';
  const std::string tag = concat("$", name, "$");
  return concat("do ", tag, body, " ", tag);
}

}  // namespace sluice::run
