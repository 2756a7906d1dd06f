// The error that something ends with; a test that meets none fails.
#pragma once

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace sluice::test {

template <typename Work>
error thrown_by(const Work& work) {
  try {
    work();
  } catch (const error& failed) {
    return failed;
  }
  FAIL("nothing failed");
  return {failure::general, "", ""};
}

}  // namespace sluice::test
