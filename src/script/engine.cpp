#include "script/engine.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "script/host.hpp"
#include "script/machine.hpp"

extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_runtime_begin[];
extern const unsigned char sluice_script_runtime_end[];
extern const unsigned char sluice_script_facades_begin[];
extern const unsigned char sluice_script_facades_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::script {
namespace {

// A configuration or a schema that throws mostly misses a variable, so what it asked for in vain is
// named.
std::string advice_on_environment(const std::vector<input>& inputs,
                                  const std::map<std::string, std::string>& environment) {
  constexpr std::size_t shown = 8;
  std::vector<std::string> unset;
  for (const input& one : inputs) {
    const bool asked = one.what == input::kind::environment && one.key.empty();
    const bool optional = one.name == "NODE_ENV" || one.name == "TZ";
    if (asked && !optional && !environment.contains(one.name)) {
      unset.push_back(one.name);
    }
  }
  if (unset.empty() || unset.size() > shown) return {};
  return concat("it asked for environment variables that are not set: ", join(unset, ", "),
                "; set them, or write them into .env");
}

}  // namespace

struct engine::implementation {
  explicit implementation(settings options)
      : js(options.bounds.memory_bytes, options.bounds.time, options.interrupt),
        functions(std::move(options), js) {
    js.told = [this](place compiled) { return functions.told(std::move(compiled)); };
    const machine::turn running(js);
    functions.start({sluice_script_runtime_begin, sluice_script_runtime_end},
                    {sluice_script_facades_begin, sluice_script_facades_end});
  }

  machine js;
  host functions;
};

engine::engine(settings options) : self_(std::make_unique<implementation>(std::move(options))) {}
engine::~engine() = default;

void engine::add_bundle(bundle part) {
  self_->functions.add_bundle(std::move(part));
}

void engine::add_native(std::string name, native_function function) {
  self_->functions.add_native(std::move(name), std::move(function));
}

rapidjson::Document engine::call(std::string_view module, std::string_view function,
                                 std::string_view json_argument) {
  const machine::turn running(self_->js);
  try {
    value result = self_->functions.call(std::string(module), std::string(function), json_argument);
    result = self_->js.settle(std::move(result), [this] { return self_->functions.next_timer(); });
    return self_->js.document(result);
  } catch (error& failed) {
    if (failed.code == "SCRIPT.TIME") {
      const int loop = self_->functions.loop_after(failed.where);
      if (loop > 0) failed.detail += concat(", or in the loop on line ", std::to_string(loop));
    }
    if (failed.code == "SCRIPT.NEVER_SETTLES") failed.where = self_->functions.awaited();
    if (failed.hint.empty() && failed.code == "SCRIPT.THROWN") {
      failed.hint = advice_on_environment(inputs(), environment());
    } else if (failed.hint.empty() && failed.code == "SCRIPT.FORBIDDEN") {
      failed.hint = "move what needs it to a file that the schema does not import";
    }
    throw;
  }
}

void engine::end() {
  self_->functions.end();
  self_->js.end();
}

std::map<std::string, std::string> engine::environment() const {
  return self_->functions.environment();
}

place engine::place_of(std::string_view stack) {
  return self_->functions.place_of(stack);
}

void engine::depend_on(const std::filesystem::path& file) {
  self_->functions.depend_on(file);
}

const std::vector<stand_in>& engine::stand_ins() const {
  return self_->functions.stand_ins();
}
const std::vector<input>& engine::inputs() const {
  return self_->functions.inputs();
}

}  // namespace sluice::script
