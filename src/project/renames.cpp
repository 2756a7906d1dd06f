#include "project/renames.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "diff/hints.hpp"

namespace sluice::project {

namespace {

diff::answers read(const rename_answers& given) {
  diff::answers out;
  if (given.hints_file) {
    out = diff::parse_hints(read_file(*given.hints_file), *given.hints_file);
  } else if (given.hints) {
    out = diff::parse_hints(*given.hints, "--hints");
  }
  out.refuse_all = given.refuse_renames;
  out.notes = given.notes;
  return out;
}

// Says all that has no way, and how to give one.
void expect_possible(const diagnostics& remarks) {
  std::vector<diagnostic> refused;
  std::copy_if(remarks.begin(), remarks.end(), std::back_inserter(refused),
               [](const diagnostic& one) { return one.level == severity::error; });
  if (refused.empty()) return;
  std::string others;
  for (std::size_t i = 1; i < refused.size(); ++i) {
    others += concat(i == 1 ? "" : "; ", refused[i].message);
  }
  throw error(failure::config, refused.front().code, refused.front().message)
      .because(std::move(others))
      .advise(refused.front().hint);
}

}  // namespace

// Asks one question at a time: an answer takes candidates from the others and raises new ones.
compared compare(const model::database& before, const model::database& after,
                 const rename_answers& given, const ask_rename& ask) {
  diff::answers answers = read(given);
  for (;;) {
    diff::outcome out = diff::compare(before, after, answers);
    if (out.questions.empty()) expect_possible(out.remarks);
    if (out.questions.empty() || !ask) {
      answers.renames = out.renames;
      answers.notes.clear();
      return {std::move(out), std::move(answers)};
    }
    const diff::question& open = out.questions.front();
    if (const std::optional<std::size_t> chosen = ask(open)) {
      answers.renames.push_back(
          {.kind = open.kind, .from = open.candidates.at(*chosen), .to = open.to});
    } else {
      answers.created.emplace_back(open.kind, open.to);
    }
  }
}

}  // namespace sluice::project
