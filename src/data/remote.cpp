#include "data/remote.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/http.hpp"
#include "cloud/s3.hpp"

extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_aws_begin[];
extern const unsigned char sluice_script_aws_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::data {

namespace {

using arguments = std::vector<script::native_value>;

// S3 as the code asks for it: a client for each way of asking, which keeps its connection and
// credentials.
class remote {
 public:
  remote(script::engine& engine, cloud::aws_settings settings)
      : engine_(engine), settings_(std::move(settings)) {}

  void get(const arguments& given, script::native_result& out) {
    std::string body;
    const cloud::remote_facts facts =
        client(given).get_whole(object(given), [&](std::string_view piece) { body += piece; });
    write(body, facts, out);
  }

  void head(const arguments& given, script::native_result& out) {
    write({}, client(given).head(object(given)), out);
  }

  void list(const arguments& given, script::native_result& out) {
    std::size_t most = 0;
    const std::string& said = given.at(3).text;
    std::from_chars(said.data(), said.data() + said.size(), most);
    std::size_t count = 0;
    out.begin_list();
    client(given).list(given.at(1).text, given.at(2).text, [&](const cloud::listed_object& one) {
      out.begin_list();
      out.text(one.key);
      out.text(one.etag);
      out.text(std::to_string(one.size));
      out.text(one.last_modified);
      out.end_list();
      return ++count != most;
    });
    out.end_list();
  }

  // fetch(url, method, headers as a flat list, body): status, headers likewise, the body's bytes.
  void fetch(const arguments& given, script::native_result& out) {
    constexpr int most_redirects = 10;
    cloud::http_request request{.method = given.at(1).text, .url = given.at(0).text};
    const auto& headers = given.at(2).items;
    for (std::size_t at = 0; at + 1 < headers.size(); at += 2) {
      request.headers.emplace_back(headers[at].text, headers[at + 1].text);
    }
    request.body = given.at(3).text;
    request.interrupted = settings_.interrupted;
    cloud::http_answer answer = http_.send(request);
    for (int redirects = 0; !answer.redirect.empty() && answer.status / 100 == 3; ++redirects) {
      if (redirects == most_redirects) {
        throw error(failure::connect, "DATA.FETCH",
                    concat("more than ", std::to_string(most_redirects), " redirects from ",
                           cloud::shown_url(given.at(0).text)));
      }
      request.url = answer.redirect;
      request.headers.clear();  // another server is told nothing that the first was told
      request.method = "GET";
      request.body.clear();
      answer = http_.send(request);
    }
    out.begin_list();
    out.number(answer.status);
    out.begin_list();
    for (const auto& [name, value] : answer.headers) {
      out.text(name);
      out.text(value);
    }
    out.end_list();
    out.bytes(answer.body);
    out.text(request.url);
    out.end_list();
  }

 private:
  static cloud::s3_object object(const arguments& given) {
    return {.bucket = given.at(1).text, .key = given.at(2).text};
  }

  static void write(std::string_view body, const cloud::remote_facts& facts,
                    script::native_result& out) {
    out.begin_list();
    out.bytes(body);
    out.text(facts.etag);
    out.text(facts.content_type);
    out.text(facts.content_encoding);
    out.text(facts.size ? std::to_string(*facts.size) : std::string());
    out.text(facts.last_modified);
    out.end_list();
  }

  cloud::s3_client& client(const arguments& given) {
    std::vector<std::string> said;  // region, endpoint, profile, key, secret, token
    for (const script::native_value& one : given.at(0).items) said.push_back(one.text);
    said.resize(6);
    std::unique_ptr<cloud::s3_client>& found = clients_[said];
    if (found) return *found;
    cloud::aws_settings settings = settings_;
    settings.environment = engine_.environment();
    if (!said[0].empty()) settings.region = said[0];
    if (!said[1].empty()) settings.environment["AWS_ENDPOINT_URL_S3"] = said[1];
    if (!said[2].empty()) settings.profile = said[2];
    if (!said[3].empty()) {
      settings.environment["AWS_ACCESS_KEY_ID"] = said[3];
      settings.environment["AWS_SECRET_ACCESS_KEY"] = said[4];
      settings.environment["AWS_SESSION_TOKEN"] = said[5];
      settings.environment.erase("AWS_PROFILE");
    }
    found = std::make_unique<cloud::s3_client>(std::move(settings));
    return *found;
  }

  script::engine& engine_;
  cloud::aws_settings settings_;
  cloud::http_client http_;
  std::map<std::vector<std::string>, std::unique_ptr<cloud::s3_client>> clients_;
};

}  // namespace

void add_remote(script::engine& engine, const cloud::aws_settings& settings) {
  engine.add_bundle({"aws",
                     {sluice_script_aws_begin, sluice_script_aws_end},
                     {"@aws-sdk/client-s3", "@aws-sdk/credential-providers",
                      "@aws-sdk/credential-provider-sso", "@aws-sdk/credential-provider-ini",
                      "@aws-sdk/credential-provider-env", "@aws-sdk/credential-provider-node"}});
  const auto all = std::make_shared<remote>(engine, settings);
  const auto answer = [&](const char* name,
                          void (remote::*member)(const arguments&, script::native_result&)) {
    engine.add_native(name,
                      [all, member, &engine](const arguments& given, script::native_result& out) {
                        try {
                          ((*all).*member)(given, out);
                        } catch (error& failed) {
                          // The last one is the stack of who asked, which is gone after an await.
                          if (failed.where.file.empty())
                            failed.where = engine.place_of(given.back().text);
                          throw;
                        }
                      });
  };
  answer("s3get", &remote::get);
  answer("s3head", &remote::head);
  answer("s3list", &remote::list);
  answer("fetch", &remote::fetch);
}

}  // namespace sluice::data
