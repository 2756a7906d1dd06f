// The way back of an applied migration, with the text of its file.
#pragma once

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "migrations/split.hpp"
#include "run/rollback.hpp"

namespace sluice::test {

inline run::way_back way_back_of(run::applied_entry of, std::filesystem::path file,
                                 std::string_view sql) {
  run::way_back out;
  out.of = std::move(of);
  out.file = std::move(file);
  out.content.hash = sha256_hex(sql);
  for (const migrations::piece& piece : migrations::split_statements(sql)) {
    out.content.statements.push_back(piece.text);
    out.content.lines.push_back(piece.line);
  }
  return out;
}

}  // namespace sluice::test
