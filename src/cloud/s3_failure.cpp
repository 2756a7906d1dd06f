#include "cloud/s3_failure.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "base/text.hpp"
#include "cloud/xml.hpp"

namespace sluice::cloud {
namespace {

// How far this clock is from the server's, by the answer's Date header.
std::string difference_of_clocks(const http_answer& answer) {
  const std::string date(answer.header("date"));
  std::tm parts{};
  if (::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S", &parts) == nullptr) return {};
  const long seconds = static_cast<long>(std::time(nullptr) - ::timegm(&parts));
  return concat("this machine's clock is ", std::to_string(std::labs(seconds)), " seconds ",
                seconds < 0 ? "behind" : "ahead of", " the server's (", date, ")");
}

bool is_passing(int status, std::string_view code) {
  return status >= 500 || status == 429 || code == "SlowDown" || code == "RequestTimeout" ||
         code == "InternalError" || code == "ServiceUnavailable";
}

struct mapped {
  std::string_view code;  // S3's
  const char* own;
  failure kind;
  const char* message;  // what it is of follows
  const char* hint;
};

constexpr std::array known = {
    mapped{"NoSuchBucket", "CLOUD.NO_BUCKET", failure::config, "there is no such bucket: ",
           "check its name, and whether the credentials are of the account that it is in"},
    mapped{"NoSuchKey", "CLOUD.NOT_FOUND", failure::config, "there is no such object: ",
           "check the key: it is case-sensitive, and does not begin with a slash"},
    mapped{"AccessDenied", "CLOUD.DENIED", failure::config, "not allowed to read ",
           "signed in, but not allowed: ask for s3:ListBucket on the bucket and s3:GetObject on "
           "its keys, or use another profile (--profile, AWS_PROFILE)"},
    mapped{"AllAccessDisabled", "CLOUD.DENIED", failure::config, "nobody may read ",
           "the account's owner has to enable it"},
    mapped{"InvalidAccessKeyId", "CLOUD.CREDENTIALS", failure::config,
           "the access key is not known to whoever has ",
           "it was deleted, or is of another account or endpoint: set keys that are valid"},
    mapped{"SignatureDoesNotMatch", "CLOUD.CREDENTIALS", failure::config,
           "the secret key does not fit the access key, for ",
           "copy AWS_SECRET_ACCESS_KEY (or the profile's aws_secret_access_key) again"},
    mapped{"ExpiredToken", "CLOUD.EXPIRED", failure::config,
           "the session has expired that was to read ", "sluice aws auth"},
    mapped{"ExpiredTokenException", "CLOUD.EXPIRED", failure::config,
           "the session has expired that was to read ", "sluice aws auth"},
    mapped{"TokenRefreshRequired", "CLOUD.EXPIRED", failure::config,
           "the session has expired that was to read ", "sluice aws auth"},
    mapped{"InvalidToken", "CLOUD.CREDENTIALS", failure::config,
           "the session token is not valid for ",
           "AWS_SESSION_TOKEN has to be of the same session as the keys; unset it for keys that "
           "don't expire"},
    mapped{"RequestTimeTooSkewed", "CLOUD.CLOCK", failure::config,
           "the clock of this machine is wrong, so that nobody lets it read ",
           "set the clock (timedatectl set-ntp true), and try again"},
    mapped{"InvalidRange", "CLOUD.CHANGED", failure::connect, "there are fewer bytes now in ",
           "run again: it is then read from its beginning"},
    mapped{"InvalidObjectState", "CLOUD.ARCHIVED", failure::config,
           "archived: ", "restore it from Glacier first: aws s3api restore-object"},
};

const mapped* find(std::string_view code) {
  for (const mapped& one : known) {
    if (one.code == code) return &one;
  }
  return nullptr;
}

// An answer to HEAD has no body that would say why.
std::string_view code_of_status(int status) {
  if (status == 403) return "AccessDenied";
  if (status == 404) return "NoSuchKey";
  if (status == 416) return "InvalidRange";
  return {};
}

}  // namespace

std::string region_named(const http_answer& answer) {
  const std::string code = xml_text(answer.body, "Code");
  const bool is_redirect = answer.status == 301 || answer.status == 307;
  const bool is_of_region = code == "AuthorizationHeaderMalformed" || code == "PermanentRedirect" ||
                            code == "IllegalLocationConstraintException";
  if (!is_redirect && !is_of_region && !(answer.status == 400 && answer.body.empty())) return {};
  const std::string_view header = answer.header("x-amz-bucket-region");
  return header.empty() ? xml_text(answer.body, "Region") : std::string(header);
}

void throw_refused(const refused_request& refused) {
  const http_answer& answer = refused.answer;
  std::string code = xml_text(answer.body, "Code");
  const std::string message = xml_text(answer.body, "Message");
  const std::string status = std::to_string(answer.status);
  std::string said =
      code.empty() ? concat("HTTP ", status) : concat(code, ": ", message, " (HTTP ", status, ")");
  if (is_passing(answer.status, code)) {
    error busy(failure::connect, "CLOUD.BUSY",
               concat("the server can't answer for ", refused.what));
    busy.detail = said;
    busy.hint = "run again in a while";
    throw broken_transfer(std::move(busy), true);
  }
  if (answer.status == 412) {
    throw error(failure::connect, "CLOUD.CHANGED", concat(refused.what, " is another object now"))
        .because(said)
        .advise("run again: it is then read from its beginning");
  }
  if (!region_named(answer).empty() || answer.status == 301 || answer.status == 307) {
    throw error(failure::config, "CLOUD.REGION",
                concat(refused.what, " is not in region ", refused.region))
        .because(said)
        .advise(
            "name the region of the bucket: --region, AWS_REGION, or \"region\" in "
            "data-sources.json");
  }
  if (code.empty()) code = code_of_status(answer.status);
  const mapped* kind = find(code);
  if (kind == nullptr) {
    throw error(failure::config, "CLOUD.REFUSED", concat("the server refuses ", refused.what))
        .because(said);
  }
  const bool of_bucket = code == "NoSuchBucket";
  error what(kind->kind, kind->own,
             concat(kind->message, of_bucket ? refused.bucket : refused.what));
  what.detail = said;
  if (code == "RequestTimeTooSkewed") what.detail = difference_of_clocks(answer);
  if (!refused.origin.empty()) what.detail += concat("; credentials are from ", refused.origin);
  what.hint = kind->hint;
  throw std::move(what);
}

}  // namespace sluice::cloud
