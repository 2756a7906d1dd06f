// Bytes as Node.js reads them into a string: drizzle-orm hashes the text of a migration, not its
// bytes.
#pragma once

#include <string>

namespace sluice::migrations {

// The same bytes where they are UTF-8; else with U+FFFD for each part that is not, as the WHATWG
// encoding standard has it. A byte order mark stays.
std::string as_node_reads(std::string bytes);

}  // namespace sluice::migrations
