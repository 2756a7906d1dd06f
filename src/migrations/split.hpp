// The text of a migration as the pieces that are sent to the database one by one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::migrations {

inline constexpr std::string_view breakpoint = "--> statement-breakpoint";

struct piece {
  std::string text;  // without white space around it
  int line = 1;      // of its first character, in the file
};

// Splits at breakpoints. Pieces of nothing but white space, comments and semicolons are left out.
//
// drizzle-orm splits everywhere; here a breakpoint inside a comment, a string or a dollar-quoted
// body is a part of it. That matters for the file of an introspected database, which is one comment
// with breakpoints in it.
std::vector<piece> split_statements(std::string_view sql);

}  // namespace sluice::migrations
