// A database of its own for a test case, on the server that SLUICE_TEST_URL names (test/README.md).
#pragma once

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include "base/text.hpp"
#include "pg/connection.hpp"
#include "pg/quote.hpp"

namespace sluice::test {

inline std::string server_url() {
  const char* url = std::getenv("SLUICE_TEST_URL");
  if (url == nullptr) {
    throw std::runtime_error("SLUICE_TEST_URL is unset: run through ctest, or see test/README.md");
  }
  return url;
}

// Made empty, dropped at the end with whoever is connected.
class database {
 public:
  database() : name_(unused_name()) {
    pg::connection server(pg::parse_url(server_url(), "SLUICE_TEST_URL"));
    server.execute(concat("create database ", pg::quote_identifier(name_)));
  }
  ~database() {
    try {
      pg::connection server(pg::parse_url(server_url(), "SLUICE_TEST_URL"));
      server.execute(concat("drop database ", pg::quote_identifier(name_), " with (force)"));
    } catch (...) {  // the server goes with the test run
      return;
    }
  }
  database(const database&) = delete;
  database& operator=(const database&) = delete;

  const std::string& name() const { return name_; }
  std::string url() const {
    return replace_all(server_url(), "/postgres?", concat("/", name_, "?"));
  }
  pg::connection_target target() const { return pg::parse_url(url(), "the test"); }
  pg::connection connect() const { return pg::connection(target()); }

 private:
  static std::string unused_name() {
    static std::atomic<int> count{0};
    return concat("test_", std::to_string(::getpid()), "_", std::to_string(++count));
  }

  std::string name_;
};

}  // namespace sluice::test
