// Something far away that is read in one go: an object in S3, a file on a web server. A stream that
// breaks off goes on where it was, if it is still the same thing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "cloud/http.hpp"

namespace sluice::cloud {

struct remote_facts {
  std::string etag;  // as the server says it, with its quotes; "" where it says none
  std::optional<std::uint64_t> size;
  std::string last_modified;  // as the server says it: "Tue, 03 Mar 2026 10:00:00 GMT"
  std::string content_type;
  std::string content_encoding;
};

// Called with what is known, before the first byte comes.
using facts_sink = std::function<void(const remote_facts&)>;

// What an answer says of the whole; `from` is the byte that was asked for.
remote_facts facts_of(const http_answer& answer, std::uint64_t from);

// A header that makes the server refuse (412) if it has something else by now; nothing where there
// is no telling.
std::optional<std::pair<std::string, std::string>> if_unchanged(const remote_facts& known);

// Asks for everything from byte `from` on, and gives it to the sink. `known` is of the first
// answer, and null with that. Throws broken_transfer for what may be gone on with.
using ranged_fetch = std::function<remote_facts(std::uint64_t from, const remote_facts* known,
                                                const body_sink& sink, const facts_sink& begin)>;

// All of it, however often it breaks off; each byte once. Throws CLOUD.CHANGED, and what the last
// of several attempts in a row failed with.
remote_facts fetch_whole(const ranged_fetch& fetch, const body_sink& sink, const facts_sink& begin,
                         const std::atomic<bool>* interrupted);

// The answer to a request for bytes from `from` on has to begin there. Throws CLOUD.CHANGED.
void expect_range(const http_answer& answer, std::uint64_t from, const std::string& shown);

// What it was when the first half was read is not what it is now: CLOUD.CHANGED.
error changed(const std::string& shown);

}  // namespace sluice::cloud
