// Connection URLs as people have them: written for libpq, node-postgres, Prisma, poolers and
// providers.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/parameter.hpp"
#include "pg/target.hpp"

namespace sluice::pg {
namespace {

error bad_url(std::string_view origin, const std::string& what) {
  return error(failure::config, "PG.URL",
               concat("the connection URL from ", origin, " cannot be read: ", what));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A `%` that begins no escape stands for itself, as it does for node-postgres.
std::string decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// White space and quotes around it come with .env files read by tools that keep them.
std::string_view unwrap(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
      text.back() == text.front()) {
    text = trim(text.substr(1, text.size() - 2));
  }
  return text;
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  return failed == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536;
}

struct host_and_port {
  std::string host;
  std::string port;
};

host_and_port parse_host(std::string_view text, std::string_view origin) {
  host_and_port out;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) throw bad_url(origin, "an IPv6 address lacks its ]");
    out.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    const std::size_t colon = text.find(':');
    out.host = decode(text.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (rest.size() > 1) {
    // Never the text itself: where a URL is broken it may be part of a password.
    if (rest.front() != ':' || !is_port(rest.substr(1))) {
      throw bad_url(origin, "what follows the host's colon is no port number")
          .advise(
              "a user name or password with one of : / ? # @ [ ] % has it percent-encoded: "
              "/ is %2F, # is %23, ? is %3F, @ is %40");
    }
    out.port = rest.substr(1);
  }
  return out;
}

// A raw `/`, `?` or `#` in a password ends the host part too early: then an @ still follows.
void refuse_raw_delimiters(std::string_view authority, std::string_view after,
                           std::string_view origin) {
  if (after.empty() || authority.find('@') != std::string_view::npos) return;
  const std::size_t at = after.find('@');
  if (at == std::string_view::npos) return;
  const char delimiter = after.front();
  const std::string_view between = after.substr(0, at);
  const std::size_t colon = authority.rfind(':');
  const bool host_is_whole =
      colon == std::string_view::npos || is_port(authority.substr(colon + 1));
  const bool in_query =
      between.find('?') != std::string_view::npos && between.find('=') != std::string_view::npos;
  if (delimiter != '#' && (host_is_whole || in_query)) return;
  const std::string_view written = delimiter == '/' ? "%2F" : delimiter == '#' ? "%23" : "%3F";
  throw bad_url(origin, concat("the user name or password holds a raw `",
                               std::string_view(&delimiter, 1), "`"))
      .advise(concat("write it as ", written, " in the URL"));
}

void refuse_placeholders(std::string_view user_and_password, std::string_view origin) {
  const std::size_t open = user_and_password.find('[');
  const std::size_t close = user_and_password.find(']');
  if (open != std::string_view::npos && close != std::string_view::npos && open < close &&
      to_upper(user_and_password.substr(open, close - open)).find("PASSWORD") !=
          std::string::npos) {
    throw bad_url(origin, "its password is still the placeholder in brackets")
        .advise("put the database's password in its place");
  }
  const std::size_t variable = user_and_password.find("${");
  if (variable != std::string_view::npos &&
      user_and_password.find('}', variable) != std::string_view::npos) {
    throw bad_url(origin, "it holds a ${VARIABLE} that nothing replaced")
        .advise("write the value out, or let the shell expand it");
  }
}

void parse_user(std::string_view text, std::string_view origin, connection_target& target) {
  refuse_placeholders(text, origin);
  const std::size_t colon = text.find(':');
  const std::string user = decode(text.substr(0, colon));
  if (!user.empty()) target.set("user", user);
  if (colon == std::string_view::npos) return;
  const std::string_view password = text.substr(colon + 1);
  if (password.find('@') != std::string_view::npos) {
    target.notes.emplace_back("the password holds a raw `@`; %40 is its safe spelling in a URL");
  }
  if (!password.empty()) target.set("password", decode(password));
}

void parse_hosts(std::string_view text, std::string_view origin, connection_target& target) {
  std::vector<std::string> hosts;
  std::vector<std::string> ports;
  bool any_port = false;
  for (const std::string_view one : split(text, ",")) {
    const host_and_port parsed = parse_host(one, origin);
    hosts.push_back(parsed.host);
    ports.push_back(parsed.port);
    any_port = any_port || !parsed.port.empty();
  }
  if (!text.empty() && !join(hosts, "").empty()) target.set("host", join(hosts, ","));
  if (any_port) target.set("port", join(ports, ","));
}

void parse_query(std::string_view text, connection_target& target) {
  std::vector<std::pair<std::string, std::string>> given;
  for (const std::string_view one : split(text, "&")) {
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    given.emplace_back(decode(one.substr(0, equals)), equals == std::string_view::npos
                                                          ? std::string()
                                                          : decode(one.substr(equals + 1)));
  }
  apply_parameters(given, target);
}

// libpq's own form: keyword = value, value in single quotes where it holds spaces, \ escapes.
connection_target parse_keywords(std::string_view text, std::string_view origin) {
  connection_target target;
  target.origin = origin;
  std::vector<std::pair<std::string, std::string>> given;
  std::size_t i = 0;
  const auto blank = [&](std::size_t at) {
    return std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos;
  };
  const auto skip_blank = [&] {
    while (i < text.size() && blank(i)) ++i;
  };
  for (skip_blank(); i < text.size(); skip_blank()) {
    const std::size_t start = i;
    while (i < text.size() && text[i] != '=' && !blank(i)) ++i;
    std::string name(text.substr(start, i - start));
    skip_blank();
    if (i >= text.size() || text[i] != '=') {
      throw bad_url(origin, "it is neither a postgresql:// URL nor a list of keyword=value");
    }
    ++i;
    skip_blank();
    const bool quoted = i < text.size() && text[i] == '\'';
    if (quoted) ++i;
    std::string value;
    while (i < text.size() && (quoted ? text[i] != '\'' : !blank(i))) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      value += text[i++];
    }
    if (quoted && i++ >= text.size()) throw bad_url(origin, "a quoted value has no end");
    given.emplace_back(std::move(name), std::move(value));
  }
  apply_parameters(given, target);
  return target;
}

}  // namespace

connection_target parse_url(std::string_view url, std::string_view origin) {
  url = unwrap(url);
  if (url.empty()) throw bad_url(origin, "it is empty");
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return parse_keywords(url, origin);
  const std::string scheme = to_lower(url.substr(0, scheme_end));
  if (scheme != "postgres" && scheme != "postgresql") {
    const bool plain = std::all_of(scheme.begin(), scheme.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
    throw bad_url(origin, plain ? concat("it begins with ", scheme, "://") : "it has no scheme")
        .advise("a PostgreSQL URL begins with postgresql:// or postgres://");
  }

  connection_target target;
  target.origin = origin;
  url.remove_prefix(scheme_end + 3);
  const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
  const std::string_view authority = url.substr(0, end);
  refuse_raw_delimiters(authority, url.substr(end), origin);

  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) parse_user(authority.substr(0, at), origin, target);
  parse_hosts(at == std::string_view::npos ? authority : authority.substr(at + 1), origin, target);

  std::string_view rest = url.substr(end);
  rest = rest.substr(0, rest.find('#'));  // a fragment says nothing to a database
  const std::size_t question = rest.find('?');
  std::string_view path = rest.substr(0, question);
  if (!path.empty()) path.remove_prefix(1);
  if (!path.empty()) target.set("dbname", decode(path));
  if (question != std::string_view::npos) parse_query(rest.substr(question + 1), target);
  return target;
}

}  // namespace sluice::pg
