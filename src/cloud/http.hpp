// HTTP requests. Redirects are not followed: a signed request has to be signed again. Neither
// headers nor bodies nor a URL's query ever get into an error.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace sluice::cloud {

using header_list = std::vector<std::pair<std::string, std::string>>;

// Gets a body as it comes. What it throws ends the request and is thrown on.
using body_sink = std::function<void(std::string_view)>;

struct http_request {
  std::string method = "GET";
  std::string url;  // sent as it is: encoded, and with whatever dots its path has
  header_list headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{10'000};
  // So long without a byte is a broken connection.
  std::chrono::seconds stall_timeout{30};
  // For all of it; none for what may be gigabytes.
  std::optional<std::chrono::milliseconds> timeout;
  bool through_proxy = true;  // https_proxy, no_proxy and so on, as curl reads them
  std::string ca_bundle;      // a file of root certificates; "" is the system's
  const std::atomic<bool>* interrupted = nullptr;
};

struct http_answer {
  int status = 0;
  header_list headers;   // names in lower case
  std::string body;      // "" where it went to a sink
  std::string redirect;  // the whole URL that a Location header leads to, or ""

  // The header's value, or "". `name` in lower case.
  std::string_view header(std::string_view name) const;
  bool is_good() const { return status >= 200 && status < 300; }
};

// No answer, or not all of one: CLOUD.CONNECT, CLOUD.TLS, CLOUD.STALLED, CLOUD.CUT.
class broken_transfer : public error {
 public:
  broken_transfer(error what, bool again) : error(std::move(what)), may_be_tried_again(again) {}
  bool may_be_tried_again;  // not where a name is unknown, or a certificate is wrong
};

// Keeps connections open from one request to the next. For one thread at a time.
class http_client {
 public:
  http_client();
  ~http_client();
  http_client(http_client&&) noexcept;
  http_client& operator=(http_client&&) noexcept;

  // Whatever the status is. Throws broken_transfer, CLOUD.INTERRUPTED, CLOUD.URL and
  // CLOUD.NO_LIBCURL.
  http_answer send(const http_request& request);

  // The body of a 2xx goes to `sink` as it comes, that of anything else into the answer.
  // `started` is called before with what is known by then. What was given to the sink stays given
  // when it breaks off: the caller counts.
  using started = std::function<void(const http_answer&)>;
  http_answer stream(const http_request& request, const body_sink& sink, const started& begin = {});

 private:
  struct connection;
  std::unique_ptr<connection> connection_;
};

// Without user, password and query: for messages.
std::string shown_url(std::string_view url);

}  // namespace sluice::cloud
