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

struct engine::implementation {
  explicit implementation(settings options)
      : js(options.bounds.memory_bytes, options.bounds.time), functions(std::move(options), js) {
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

std::string engine::call(std::string_view module, std::string_view function,
                         std::string_view json_argument) {
  const machine::turn running(self_->js);
  value result = self_->functions.call(std::string(module), std::string(function), json_argument);
  result = self_->js.settle(std::move(result), [this] { return self_->functions.next_timer(); });
  return self_->js.to_json(result);
}

std::map<std::string, std::string> engine::environment() const {
  return self_->functions.environment();
}

const std::vector<stand_in>& engine::stand_ins() const {
  return self_->functions.stand_ins();
}
const std::vector<input>& engine::inputs() const {
  return self_->functions.inputs();
}

}  // namespace sluice::script
