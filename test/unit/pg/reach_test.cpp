#include "pg/reach.hpp"

#include <array>
#include <doctest/doctest.h>

namespace sluice::pg {
namespace {

TEST_CASE("time mends a server that starts, stops or is full, and nothing else that it says") {
  for (const char* passing : {"57P03", "57P01", "57P02", "53300", "08006"}) {
    CHECK(weigh(passing, "anything") == obstacle::not_yet);
  }
  for (const char* lasting : {"28P01", "28000", "42501", "55000", "08P01", "0A000", "22023"}) {
    CHECK(weigh(lasting, "Connection refused") == obstacle::refused);
  }
  CHECK(weigh("3D000", "") == obstacle::no_database);
  CHECK(weigh("08P01", "server login has been failing, try again later") == obstacle::not_yet);
}

TEST_CASE("without a code: the network and names may come, TLS and passwords may not") {
  constexpr std::array passing{
      R"(connection to server at "127.0.0.1", port 1 failed: Connection refused
	Is the server running on that host and accepting TCP/IP connections?)",
      R"(could not translate host name "db" to address: Name or service not known)",
      R"(could not translate host name "db" to address: Temporary failure in name resolution)",
      R"(connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory)",
      R"(connection to server at "db" (172.18.0.2), port 5432 failed: No route to host)",
      R"(connection to server at "db" (172.18.0.2), port 5432 failed: timeout expired)",
      R"(connection to server at "::1", port 1 failed: server closed the connection unexpectedly)",
      R"(connection to server at "::1", port 1 failed: SSL SYSCALL error: EOF detected)",
      R"(connection to server at "a", port 5432 failed: session is read-only)",
  };
  for (const char* one : passing) CHECK_MESSAGE(weigh("", one) == obstacle::not_yet, one);
  constexpr std::array lasting{
      "connection to server failed: SSL error: certificate verify failed",
      "connection to server failed: server does not support SSL, but SSL was required",
      R"(server certificate for "a" does not match host name "b")",
      R"(root certificate file "/none" does not exist)",
      R"(could not read certificate file "/none": No such file or directory)",
      R"(could not read root certificate file "/none": No such file or directory)",
      R"(could not stat private key file "/none": No such file or directory)",
      "connection to server failed: SSL error: tlsv1 alert unknown ca",
      "connection to server failed: fe_sendauth: no password supplied",
      R"(invalid integer value "x" for connection option "keepalives")",
      R"(definition of service "x" not found)",
      "channel binding required, but server authenticated client without channel binding",
  };
  for (const char* one : lasting) CHECK_MESSAGE(weigh("", one) == obstacle::refused, one);
}

TEST_CASE("a verbose error is taken apart, whatever the severity is called") {
  const spoken one = take_apart(
      "connection to server at \"::1\", port 5432 failed: FATAL:  28P01: password authentication "
      "failed for user \"x\"\nLOCATION:  auth_failed, auth.c:326\n");
  CHECK(one.sqlstate == "28P01");
  CHECK(one.text ==
        "connection to server at \"::1\", port 5432 failed: FATAL:  password authentication failed "
        "for user \"x\"");
  const spoken two = take_apart(
      "connection to server failed: SCHWERWIEGEND:  57P03: das Datenbanksystem startet\nHINT:  x");
  CHECK(two.sqlstate == "57P03");
  CHECK(two.text ==
        "connection to server failed: SCHWERWIEGEND:  das Datenbanksystem startet\nHINT:  x");
  const spoken three = take_apart("failed: Connection refused\n\tIs the server there?\n");
  CHECK(three.sqlstate.empty());
  CHECK(three.text == "failed: Connection refused\n\tIs the server there?");
}

TEST_CASE("each of several hosts is the first in its turn, and an interrupt ends the try") {
  connection_target target = parse_url("postgresql://u@127.0.0.1:1,127.0.0.1:2/d", "test");
  const reached none = reach(target, std::chrono::seconds(5), 1);
  CHECK(!none.made);
  CHECK(none.why == obstacle::not_yet);
  CHECK(none.said.text.find("port 2") < none.said.text.find("port 1"));
  const std::atomic<bool> interrupt{true};
  CHECK(reach(target, std::chrono::seconds(5), 0, &interrupt).interrupted);
}

}  // namespace
}  // namespace sluice::pg
