#include "cloud/download.hpp"

#include "base/text.hpp"
#include "cloud/retry.hpp"
#include "cloud/s3.hpp"

namespace sluice::cloud {
namespace {

constexpr int most_redirects = 5;

bool is_passing(int status) {
  return status == 429 || status == 408 || status >= 500;
}

[[noreturn]] void throw_refused(const http_answer& answer, const std::string& url) {
  const std::string shown = shown_url(url);
  const std::string status = concat("HTTP ", std::to_string(answer.status));
  if (is_passing(answer.status)) {
    error busy(failure::connect, "CLOUD.BUSY", concat("the server can't answer for ", shown));
    busy.detail = status;
    busy.hint = "run again in a while";
    throw broken_transfer(std::move(busy), true);
  }
  if (answer.status == 412 || answer.status == 416) throw changed(shown);
  if (answer.status == 404 || answer.status == 410) {
    throw error(failure::config, "CLOUD.NOT_FOUND", concat("there is nothing at ", shown))
        .because(status);
  }
  if (answer.status == 401 || answer.status == 403) {
    throw error(failure::config, "CLOUD.DENIED", concat("not allowed to read ", shown))
        .because(status);
  }
  throw error(failure::config, "CLOUD.REFUSED", concat("the server refuses ", shown))
      .because(status);
}

// One file on a web server, whose address a redirect may change.
class web_file {
 public:
  web_file(std::string url, const aws_settings& settings)
      : url_(std::move(url)), settings_(settings) {}

  http_answer ask(http_request request, const body_sink* sink, const http_client::started& begin) {
    request.interrupted = settings_.interrupted;
    request.ca_bundle = settings_.variable("AWS_CA_BUNDLE").value_or("");
    for (int redirects = 0;; ++redirects) {
      request.url = url_;
      http_answer answer =
          sink == nullptr ? http_.send(request) : http_.stream(request, *sink, begin);
      if (answer.is_good()) return answer;
      if (answer.redirect.empty()) throw_refused(answer, url_);
      follow(answer, redirects);
    }
  }

  const std::string& url() const { return url_; }

 private:
  void follow(const http_answer& answer, int redirects) {
    const bool gives_up_encryption =
        url_.starts_with("https:") && !answer.redirect.starts_with("https:");
    if (redirects >= most_redirects || gives_up_encryption) {
      throw error(failure::connect, "CLOUD.REFUSED",
                  concat("no end of redirects at ", shown_url(url_)))
          .because(gives_up_encryption ? concat("it leads to a connection without encryption: ",
                                                shown_url(answer.redirect))
                                       : "there were more than five");
    }
    url_ = answer.redirect;
  }

  std::string url_;
  const aws_settings& settings_;
  http_client http_;
};

remote_facts download_from_web(const std::string& url, const aws_settings& settings,
                               const body_sink& sink, const facts_sink& begin) {
  web_file file(url, settings);
  const ranged_fetch fetch = [&](std::uint64_t from, const remote_facts* known, const body_sink& to,
                                 const facts_sink& note) {
    http_request request;
    if (from > 0) {
      request.headers.emplace_back("Range", concat("bytes=", std::to_string(from), "-"));
      if (const auto header = if_unchanged(*known)) request.headers.push_back(*header);
    }
    const http_client::started started = [&](const http_answer& answer) {
      expect_range(answer, from, shown_url(file.url()));
      note(facts_of(answer, from));
    };
    return facts_of(file.ask(std::move(request), &to, started), from);
  };
  return fetch_whole(fetch, sink, begin, settings.interrupted);
}

}  // namespace

bool is_remote(std::string_view url) {
  const std::string lower = to_lower(url.substr(0, 8));
  return lower.starts_with("s3://") || lower.starts_with("http://") ||
         lower.starts_with("https://");
}

remote_facts look_at(const std::string& url, const aws_settings& settings) {
  if (const auto object = parse_s3_url(url)) return s3_client(settings).head(*object);
  web_file file(url, settings);
  return with_retries(settings.interrupted,
                      [&] { return facts_of(file.ask({.method = "HEAD"}, nullptr, {}), 0); });
}

remote_facts download(const std::string& url, const aws_settings& settings, const body_sink& sink,
                      const facts_sink& begin) {
  if (const auto object = parse_s3_url(url)) {
    return s3_client(settings).get_whole(*object, sink, begin);
  }
  return download_from_web(url, settings, sink, begin);
}

}  // namespace sluice::cloud
