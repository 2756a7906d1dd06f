// What src/cloud does, for the tests here: aws_driver COMMAND ARGUMENT...; settings are those of
// the environment. An object's bytes come on standard output, all else as a line of JSON each. An
// error is a line of JSON on standard error.
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "cloud/configuration.hpp"
#include "cloud/credentials.hpp"
#include "cloud/download.hpp"
#include "cloud/moment.hpp"
#include "cloud/s3.hpp"

namespace {

using namespace sluice;
using namespace sluice::cloud;

aws_settings settings() {
  std::map<std::string, std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) {
      environment.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
  }
  return settings_in(std::move(environment));
}

void line(const std::function<void(json_writer&)>& members, std::ostream& to) {
  json_writer out(json_writer::style::compact);
  out.begin_object();
  members(out);
  out.end_object();
  to << out.text() << std::endl;
}

void write_facts(const remote_facts& facts, std::ostream& to) {
  line(
      [&](json_writer& out) {
        out.member("etag", facts.etag).member("lastModified", facts.last_modified);
        out.member("type", facts.content_type);
        if (facts.size) out.member("size", static_cast<std::int64_t>(*facts.size));
      },
      to);
}

void to_standard_output(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) std::abort();
}

using arguments = std::vector<std::string>;

// get URL: facts on standard error
void run_get(const arguments& given) {
  const remote_facts facts = download(given.at(0), settings(), to_standard_output);
  std::fflush(stdout);
  write_facts(facts, std::cerr);
}

// look URL
void run_look(const arguments& given) {
  write_facts(look_at(given.at(0), settings()), std::cout);
}

// list BUCKET PREFIX
void run_list(const arguments& given) {
  s3_client client(settings());
  client.list(given.at(0), given.at(1), [](const listed_object& one) {
    line(
        [&](json_writer& out) {
          out.member("key", one.key).member("etag", one.etag);
          out.member("size", static_cast<std::int64_t>(one.size));
          out.member("lastModified", one.last_modified);
        },
        std::cout);
    return true;
  });
}

// verify BUCKET
void run_verify(const arguments& given) {
  s3_client client(settings());
  client.verify_access(given.at(0));
  line([&](json_writer& out) { out.member("region", client.region_of(given.at(0))); }, std::cout);
}

void write_section(json_writer& out, const ini_section& section) {
  out.begin_object();
  for (const auto& [key, value] : section) {
    out.key(key);
    if (value.nested.empty() && !value.text.starts_with('\n')) {
      out.string(value.text);
      continue;
    }
    out.begin_object();
    for (const auto& [name, text] : value.nested) out.member(name, text);
    out.end_object();
  }
  out.end_object();
}

void write_sections(json_writer& out, const char* name,
                    const std::map<std::string, ini_section>& sections) {
  out.key(name).begin_object();
  for (const auto& [key, section] : sections) {
    out.key(key);
    write_section(out, section);
  }
  out.end_object();
}

// configuration: all of it, for pairs of files; a line with their names each on standard input
void run_configuration(const arguments&) {
  for (std::string text; std::getline(std::cin, text);) {
    const std::size_t space = text.find(' ');
    aws_settings given{.environment = {{"AWS_CONFIG_FILE", text.substr(0, space)},
                                       {"AWS_SHARED_CREDENTIALS_FILE", text.substr(space + 1)}}};
    line(
        [&](json_writer& out) {
          try {
            const aws_configuration from(given);
            write_sections(out, "profiles", from.profiles());
            write_sections(out, "sso_sessions", from.sso_sessions());
          } catch (const error& refused) {
            out.member("error", refused.code);
          }
        },
        std::cout);
  }
}

// credentials: cases on standard input, { "environment": {…}, "profile": "…" }
void run_credentials(const arguments&) {
  for (std::string text; std::getline(std::cin, text);) {
    const rapidjson::Document one = parse_json(text, "case");
    std::map<std::string, std::string> environment;
    for (const auto& variable : one["environment"].GetObject()) {
      environment.emplace(view(variable.name), view(variable.value));
    }
    aws_settings asked = settings_in(std::move(environment));
    if (const std::string profile = string_member(one, "profile"); !profile.empty()) {
      asked.profile = profile;
    }
    line(
        [&](json_writer& out) {
          try {
            const aws_configuration from(asked);
            const auto expected = expected_kind(from);
            const credentials found = find_credentials(from);
            out.member("kind", name_of(found.kind));
            out.member("expected", expected ? name_of(*expected) : "");
            out.member("access", found.keys.access_key).member("secret", found.keys.secret_key);
            out.member("token", found.keys.session_token);
            out.member("origin", found.origin);
            out.member("expires", found.expires ? utc_text(*found.expires) : "");
          } catch (const error& refused) {
            out.member("error", refused.code).member("message", refused.what());
            out.member("detail", refused.detail).member("hint", refused.hint);
          }
        },
        std::cout);
  }
}

header_list pairs(const rapidjson::Value& list) {
  header_list out;
  for (const auto& pair : list.GetArray()) {
    out.emplace_back(std::string(view(pair[0])), std::string(view(pair[1])));
  }
  return out;
}

// sign: requests as lines of JSON on standard input
void run_sign(const arguments&) {
  for (std::string text; std::getline(std::cin, text);) {
    const rapidjson::Document one = parse_json(text, "request");
    const signed_request request{.method = string_member(one, "method"),
                                 .host = string_member(one, "host"),
                                 .path = string_member(one, "path"),
                                 .query = pairs(one["query"]),
                                 .headers = pairs(one["headers"]),
                                 .body = string_member(one, "body"),
                                 .is_s3 = one["is_s3"].GetBool()};
    const key_pair keys{.access_key = string_member(one, "access"),
                        .secret_key = string_member(one, "secret"),
                        .session_token = string_member(one, "token")};
    const signature made = sign(request, keys, string_member(one, "region"),
                                string_member(one, "service"), one["time"].GetInt64());
    line(
        [&](json_writer& out) {
          out.member(made.headers.back().first, made.headers.back().second);
        },
        std::cout);
  }
}

int run(const std::string& command, const arguments& given) {
  const std::map<std::string, void (*)(const arguments&)> commands = {
      {"get", run_get},
      {"look", run_look},
      {"list", run_list},
      {"verify", run_verify},
      {"sign", run_sign},
      {"configuration", run_configuration},
      {"credentials", run_credentials}};
  try {
    commands.at(command)(given);
    return 0;
  } catch (const error& ended) {
    line(
        [&](json_writer& out) {
          out.member("code", ended.code).member("message", ended.what());
          out.member("detail", ended.detail).member("hint", ended.hint);
        },
        std::cerr);
    return static_cast<int>(ended.kind);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 64;
  return run(words[1], arguments(words + 2, words + count));
}
