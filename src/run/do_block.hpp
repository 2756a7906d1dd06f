// DO with a body, in a dollar quote that the body doesn't hold. Pure.
#pragma once

#include <string>

namespace sluice::run {

std::string do_block(const std::string& body);

}  // namespace sluice::run
