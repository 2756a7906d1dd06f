// Marks a database as protected, and takes the mark off.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "project/connection.hpp"
#include "run/consent.hpp"

namespace sluice::project {

struct protect_request {
  database_request database;
  std::optional<std::string> name;  // of the mark; else the environment's, else "production"
  bool off = false;
  run::consent by;  // taking the mark off asks for the database's name
};

struct protect_result {
  std::string database;            // without a password
  std::optional<std::string> now;  // the mark's name
  std::optional<std::string> before;
};

// Throws what find_database(), run::protect() and run::expect_consent() throw.
protect_result protect(const protect_request& asked,
                       const std::function<void(const diagnostic&)>& remark);

}  // namespace sluice::project
