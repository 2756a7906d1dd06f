// How errors and diagnostics look: for people (what happened, where, why, what to type next), for
// programs (one JSON document) and for GitHub's log (annotations). Passwords in them are hidden.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/console.hpp"

namespace sluice::cli {

// Version of every JSON document that sluice prints.
inline constexpr int json_schema_version = 1;

void report(const console& to, const error& what);
void report(const console& to, const diagnostic& what);

// The same as text, without the last line's end.
std::string worded(const diagnostic& what, const paint& color);

// "note", "warning", "error".
std::string_view level_name(severity level);

// Without passwords.
diagnostic hidden(diagnostic what);

// {"schemaVersion", "error": {…}, "diagnostics": […]}
std::string error_document(const error& what, const diagnostics& besides);

// The array that stands in every document's "diagnostics".
void write_diagnostics(json_writer& out, const diagnostics& all);

// The path as a person in this directory would write it.
std::string shown_path(const std::string& file);

// The line of the file with a caret below the column, or "" where it can't be had.
std::string excerpt(const place& where);

}  // namespace sluice::cli
