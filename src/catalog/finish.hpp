// The last step of a reading: what is out of scope goes, the rest becomes the model.
#pragma once

#include "catalog/draft.hpp"

namespace sluice::catalog {

reading finished(draft made);

}  // namespace sluice::catalog
