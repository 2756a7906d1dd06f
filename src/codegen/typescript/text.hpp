// Literals and names as TypeScript writes them.
#pragma once

#include <string>
#include <string_view>

namespace sluice::codegen::typescript {

std::string single_quoted(std::string_view text);
std::string double_quoted(std::string_view text);
std::string sql_template(std::string_view sql);  // sql`…`

// A name that stands without quotation marks in drizzle-kit's files.
bool is_plain(std::string_view name);
bool is_reserved(std::string_view word);          // by the language
std::string property_key(std::string_view name);  // of an object: quoted where it has to be
std::string property_access(std::string_view object, std::string_view name);

// As near to `name` as an identifier can be; never a reserved word.
std::string identifier(std::string_view name);

std::string capitalised(std::string_view name);

}  // namespace sluice::codegen::typescript
