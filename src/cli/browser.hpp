// The user's web browser.
#pragma once

#include <string>

namespace sluice::cli {

// Whether there is one here to be opened: BROWSER names it, or there is a display and a program
// that finds it.
bool has_browser();

// Opens it, and does not wait. False where that failed.
bool open_browser(const std::string& url);

}  // namespace sluice::cli
