#include "cloud/remote_object.hpp"

#include <charconv>

#include "base/text.hpp"
#include "cloud/retry.hpp"

namespace sluice::cloud {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

remote_facts facts_of(const http_answer& answer, std::uint64_t from) {
  remote_facts out{.etag = std::string(answer.header("etag")),
                   .size = std::nullopt,
                   .last_modified = std::string(answer.header("last-modified")),
                   .content_type = std::string(answer.header("content-type")),
                   .content_encoding = std::string(answer.header("content-encoding"))};
  const std::string_view range = answer.header("content-range");
  if (const std::size_t slash = range.rfind('/'); slash != std::string_view::npos) {
    out.size = number(range.substr(slash + 1));
  } else if (const auto length = number(answer.header("content-length"))) {
    out.size = *length + (answer.status == 206 ? from : 0);
  }
  return out;
}

std::optional<std::pair<std::string, std::string>> if_unchanged(const remote_facts& known) {
  // A weak one ("W/…") says the same of different bytes.
  if (known.etag.starts_with('"'))
    return std::pair<std::string, std::string>("If-Match", known.etag);
  if (!known.last_modified.empty()) {
    return std::pair<std::string, std::string>("If-Unmodified-Since", known.last_modified);
  }
  return std::nullopt;
}

remote_facts fetch_whole(const ranged_fetch& fetch, const body_sink& sink, const facts_sink& begin,
                         const std::atomic<bool>* interrupted) {
  std::uint64_t received = 0;
  std::optional<remote_facts> known;
  backoff pause(interrupted);
  const body_sink count = [&](std::string_view bytes) {
    // Given is given: were it thrown out of the sink, it would not be asked for again.
    received += bytes.size();
    pause.reset();
    pause.be_patient();
    sink(bytes);
  };
  const facts_sink note = [&](const remote_facts& facts) {
    if (known) return;
    known = facts;
    if (begin) begin(facts);
  };
  for (;;) {
    try {
      remote_facts whole = fetch(received, known ? &*known : nullptr, count, note);
      return known ? *known : whole;
    } catch (const broken_transfer& broken) {
      // A name that was known a minute ago will be again.
      if (!broken.may_be_tried_again && received == 0) throw;
      if (known && known->size == received) return *known;
      if (received > 0 && !(known && if_unchanged(*known))) {
        const error& said = broken;
        error told(said);
        told.hint =
            "the server names neither an ETag nor a time of change, without which what is missing "
            "can't be fetched alone: run again";
        throw std::move(told);
      }
      if (!pause.wait()) throw;
    }
  }
}

error changed(const std::string& shown) {
  return error(failure::connect, "CLOUD.CHANGED", concat(shown, " was replaced while it was read"))
      .because("the connection broke, and what is there now is not what the first part was of")
      .advise("run again: it is then read from its beginning");
}

void expect_range(const http_answer& answer, std::uint64_t from, const std::string& shown) {
  if (from == 0) return;
  if (answer.status == 206 &&
      answer.header("content-range").starts_with(concat("bytes ", std::to_string(from), "-"))) {
    return;
  }
  throw error(failure::connect, "CLOUD.CUT", concat("the rest of ", shown, " is not to be had"))
      .because("the connection broke, and the server gives no part of it alone (Range)")
      .advise("run again");
}

}  // namespace sluice::cloud
