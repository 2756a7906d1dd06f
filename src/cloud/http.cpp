#include "cloud/http.hpp"

#include <array>
#include <exception>
#include <limits>

#include "base/text.hpp"
#include "cloud/curl.hpp"

namespace sluice::cloud {
namespace {

// An error's body is shown or read as XML: this is more than any has.
constexpr std::size_t longest_kept_body = std::size_t{16} << 20U;
constexpr long buffer_size = 512L << 10U;

struct list_deleter {
  void operator()(curl_slist* list) const { api().list_free(list); }
};
using owned_list = std::unique_ptr<curl_slist, list_deleter>;

// One exchange, as libcurl's callbacks see it. An exception must not cross libcurl: it is kept.
struct exchange {
  CURL* handle;
  const http_request& request;
  const body_sink* sink;
  const http_client::started* begin;
  http_answer answer{};
  bool has_begun = false;
  bool is_too_long = false;
  std::size_t received = 0;
  std::exception_ptr thrown{};
};

long status_of(CURL* handle) {
  long status = 0;
  api().get_info(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

void note_begin(exchange& now) {
  if (now.has_begun) return;
  now.has_begun = true;
  now.answer.status = static_cast<int>(status_of(now.handle));
  if (now.begin != nullptr && *now.begin && now.answer.is_good()) (*now.begin)(now.answer);
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* context) {
  auto& now = *static_cast<exchange*>(context);
  const std::string_view line(data, size);
  // The status line of another answer: 100 Continue and a proxy's were none yet.
  if (line.starts_with("HTTP/")) now.answer.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    now.answer.headers.emplace_back(to_lower(trim(line.substr(0, colon))),
                                    std::string(trim(line.substr(colon + 1))));
  }
  return size;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* context) {
  auto& now = *static_cast<exchange*>(context);
  try {
    note_begin(now);
    now.received += size;
    if (now.sink != nullptr && now.answer.is_good()) {
      (*now.sink)(std::string_view(data, size));
    } else if (now.answer.body.size() + size <= longest_kept_body) {
      now.answer.body.append(data, size);
    } else {
      now.is_too_long = true;
      return 0;
    }
    return size;
  } catch (...) {
    now.thrown = std::current_exception();
    return 0;
  }
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& now = *static_cast<exchange*>(context);
  return now.request.interrupted != nullptr && now.request.interrupted->load() ? 1 : 0;
}

error interrupted(const std::string& url) {
  return error(failure::interrupted, "CLOUD.INTERRUPTED", concat("interrupted while asking ", url));
}

struct kind_of_break {
  const char* code;
  const char* message;
  bool again;
  const char* hint;
};

kind_of_break understand(CURLcode result, bool has_answer) {
  constexpr const char* reach =
      "check the network, the endpoint's variables (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3) and the "
      "proxy's (https_proxy, no_proxy)";
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {"CLOUD.CONNECT", "no address is known for ", false, reach};
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
      return {"CLOUD.TLS", "the certificate is not accepted of ", false,
              "AWS_CA_BUNDLE names a file of further root certificates; install ca-certificates "
              "where the system has none"};
    case CURLE_SSL_CONNECT_ERROR:
      return {"CLOUD.TLS", "no encrypted connection to ", true, reach};
    case CURLE_OPERATION_TIMEDOUT:
      return {"CLOUD.STALLED", "nothing came in time from ", true, reach};
    case CURLE_COULDNT_CONNECT:
      return {"CLOUD.CONNECT", "no connection to ", true, reach};
    default:
      if (has_answer) return {"CLOUD.CUT", "the answer broke off of ", true, ""};
      return {"CLOUD.CONNECT", "no answer of ", true, ""};
  }
}

// Whether libcurl would notice that a body's end is missing.
bool has_end(const http_answer& answer, CURL* handle) {
  long version = 0;
  api().get_info(handle, CURLINFO_HTTP_VERSION, &version);
  if (version != CURL_HTTP_VERSION_1_0 && version != CURL_HTTP_VERSION_1_1) return true;
  return !answer.header("content-length").empty() ||
         to_lower(answer.header("transfer-encoding")).find("chunked") != std::string::npos;
}

void check(CURLcode result, exchange& now, const char* said) {
  if (now.thrown != nullptr) std::rethrow_exception(now.thrown);
  const std::string url = shown_url(now.request.url);
  if (result == CURLE_OK) {
    if (now.sink != nullptr && now.answer.is_good() && now.received > 0 &&
        !has_end(now.answer, now.handle)) {
      throw error(failure::connect, "CLOUD.NO_LENGTH", concat("the length is not known of ", url))
          .because(
              "the server says neither how long the answer is nor where it ends: a part could not "
              "be told from the whole")
          .advise("fetch it with another tool and name the file");
    }
    return;
  }
  if (result == CURLE_ABORTED_BY_CALLBACK) throw interrupted(url);
  if (now.is_too_long) {
    throw error(failure::connect, "CLOUD.HTTP", concat("an endless answer of ", url));
  }
  if (result == CURLE_URL_MALFORMAT || result == CURLE_UNSUPPORTED_PROTOCOL) {
    throw error(failure::config, "CLOUD.URL", concat("this is no URL that can be asked: ", url))
        .because(api().error_text(result));
  }
  const kind_of_break kind = understand(result, now.received > 0 || status_of(now.handle) != 0);
  error what(failure::connect, kind.code, concat(kind.message, url));
  what.detail = *said != '\0' ? said : api().error_text(result);
  what.hint = kind.hint;
  throw broken_transfer(std::move(what), kind.again);
}

}  // namespace

struct http_client::connection {
  CURL* handle = nullptr;

  connection() : handle(api().easy_init()) {
    if (handle == nullptr) {
      throw error(failure::general, "CLOUD.NO_LIBCURL", "libcurl gives no handle");
    }
  }
  ~connection() { api().easy_cleanup(handle); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  template <typename Value>
  void set(CURLoption option, Value value) {
    api().set_option(handle, option, value);
  }

  owned_list apply_headers(const http_request& request);
  void apply(const http_request& request);
  http_answer perform(exchange& now);
};

owned_list http_client::connection::apply_headers(const http_request& request) {
  owned_list list;
  const auto add = [&](const std::string& line) {
    curl_slist* longer = api().list_append(list.get(), line.c_str());
    if (longer == nullptr) throw error(failure::general, "CLOUD.HTTP", "no memory for a header");
    if (list == nullptr) list.reset(longer);  // else it is the same one, with a line more
  };
  bool has_type = false;
  for (const auto& [name, value] : request.headers) {
    has_type = has_type || to_lower(name) == "content-type";
    // A header without a value is written so; with a colon libcurl would leave it out.
    add(value.empty() ? concat(name, ";") : concat(name, ": ", value));
  }
  // libcurl's own: a form's type for whatever is posted, and a wait before the body.
  if (!has_type) add("Content-Type:");
  add("Expect:");
  set(CURLOPT_HTTPHEADER, list.get());
  return list;
}

void http_client::connection::apply(const http_request& request) {
  api().easy_reset(handle);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_USERAGENT, "sluice");
  set(CURLOPT_BUFFERSIZE, buffer_size);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.stall_timeout.count()));
  if (request.timeout) set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout->count()));
  if (!request.through_proxy) set(CURLOPT_PROXY, "");
  if (!request.ca_bundle.empty()) set(CURLOPT_CAINFO, request.ca_bundle.c_str());
  if (request.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else if (request.method == "POST" || request.method == "PUT" || !request.body.empty()) {
    set(CURLOPT_POSTFIELDS, request.body.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  set(CURLOPT_CUSTOMREQUEST, request.method == "HEAD" ? nullptr : request.method.c_str());
}

http_answer http_client::connection::perform(exchange& now) {
  const std::string scheme = to_lower(std::string_view(now.request.url).substr(0, 8));
  if (!scheme.starts_with("http://") && !scheme.starts_with("https://")) {
    throw error(failure::config, "CLOUD.URL",
                concat("this is no URL that can be asked: ", shown_url(now.request.url)));
  }
  std::array<char, CURL_ERROR_SIZE> said{};
  apply(now.request);
  const owned_list headers = apply_headers(now.request);
  set(CURLOPT_ERRORBUFFER, said.data());
  set(CURLOPT_HEADERFUNCTION, on_header);
  set(CURLOPT_HEADERDATA, &now);
  set(CURLOPT_WRITEFUNCTION, on_body);
  set(CURLOPT_WRITEDATA, &now);
  set(CURLOPT_XFERINFOFUNCTION, on_progress);
  set(CURLOPT_XFERINFODATA, &now);
  set(CURLOPT_NOPROGRESS, 0L);
  const CURLcode result = api().perform(handle);
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(nullptr));
  if (result == CURLE_OK && now.thrown == nullptr) note_begin(now);
  check(result, now, said.data());
  const char* redirect = nullptr;
  api().get_info(handle, CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) now.answer.redirect = redirect;
  return std::move(now.answer);
}

std::string_view http_answer::header(std::string_view name) const {
  for (const auto& [known, value] : headers) {
    if (known == name) return value;
  }
  return {};
}

http_client::http_client() : connection_(std::make_unique<connection>()) {}
http_client::~http_client() = default;
http_client::http_client(http_client&&) noexcept = default;
http_client& http_client::operator=(http_client&&) noexcept = default;

http_answer http_client::send(const http_request& request) {
  exchange now{
      .handle = connection_->handle, .request = request, .sink = nullptr, .begin = nullptr};
  return connection_->perform(now);
}

http_answer http_client::stream(const http_request& request, const body_sink& sink,
                                const started& begin) {
  exchange now{.handle = connection_->handle, .request = request, .sink = &sink, .begin = &begin};
  return connection_->perform(now);
}

std::string shown_url(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::string_view behind = url.substr(scheme + 3);
  const std::size_t slash = std::min(behind.find('/'), behind.size());
  const std::size_t at = behind.substr(0, slash).rfind('@');
  return concat(url.substr(0, scheme + 3),
                at == std::string_view::npos ? behind : behind.substr(at + 1));
}

}  // namespace sluice::cloud
