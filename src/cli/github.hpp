// GitHub Actions: lines in a job's log that become annotations, and the summary of its step.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace sluice::cli {

// Whether this runs in a job there.
bool in_github_actions();

// `::error file=…,line=…,col=…,title=CODE::message`, without the end of the line. A job's step
// shows ten of each level.
std::string github_annotation(severity level, std::string_view code, std::string_view message,
                              const place& where);

// Appends Markdown to the step's summary, if there is one to append to.
void add_to_step_summary(const std::string& markdown);

}  // namespace sluice::cli
