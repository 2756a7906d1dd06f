#include "project/verify_generated.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ddl/down.hpp"
#include "project/own_server.hpp"

namespace sluice::project {

namespace {

using kind = verify_wish::kind;

// Where a migration can be tried, or nothing where that is not wished.
std::optional<verify_request> trial_place(const verify_wish& wish, const surroundings& at) {
  if (wish.is == kind::no) return std::nullopt;
  verify_request out;
  if (wish.scratch_url) {
    out.target = pg::parse_url(*wish.scratch_url, "--scratch-url");
    out.kind = scratch_kind::given;
    return out;
  }
  if (const auto own = own_server_url(at)) {
    out.target = pg::parse_url(*own, "the project's own server");
    return out;
  }
  if (wish.is == kind::where_possible) return std::nullopt;
  throw error(failure::connect, "VERIFY.NO_SERVER", "there is no database to verify on")
      .because("the project's own server does not run")
      .advise("sluice db start, or give --scratch-url an empty database");
}

void expect_right(const verification& found) {
  if (found.is == verification::outcome::right) return;
  const bool is_wrong = found.is == verification::outcome::wrong;
  throw error(failure::general, is_wrong ? "VERIFY.WRONG" : "VERIFY.IMPOSSIBLE",
              is_wrong ? "the migration is not right on PostgreSQL"
                       : "the migration can't be verified on that server")
      .because(join(found.details, "\n"))
      .advise("nothing was written; --no-verify writes it all the same");
}

std::vector<std::string> texts(const std::vector<ddl::statement>& all) {
  std::vector<std::string> out;
  out.reserve(all.size());
  for (const ddl::statement& one : all) out.push_back(one.sql);
  return out;
}

}  // namespace

std::optional<verification> verify(const std::vector<part>& made, bool keeps_down,
                                   const verify_wish& wish, const surroundings& at) {
  std::optional<verify_request> trial = trial_place(wish, at);
  if (!trial) return std::nullopt;
  trial->before = made.front().from;
  trial->after = made.back().to;
  trial->keeps_down = keeps_down;
  for (const part& one : made) {
    trial->up.push_back(texts(one.up));
    trial->down.insert(trial->down.begin(), texts(ddl::plan_down(*one.from, *one.to, one.answers)));
  }
  verification out = verify(*trial);
  if (wish.is == kind::yes) expect_right(out);
  return out;
}

}  // namespace sluice::project
