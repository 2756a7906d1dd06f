#include "project/early_reading.hpp"

#include <utility>

namespace sluice::project {

early_reading::early_reading(const pg::connection_target& target, const catalog::scope& about,
                             const std::atomic<bool>* interrupt,
                             const std::function<void(pg::connection&)>& prepare)
    : task_(std::async(std::launch::async, [this, target, about, interrupt, prepare] {
        database_ = std::make_unique<pg::connection>(target);
        database_->interrupt_by(interrupt);
        open_ = database_.get();
        prepare(*database_);
        return catalog::read(*database_, about);
      })) {}

early_reading::~early_reading() {
  if (!task_.valid()) return;
  if (pg::connection* const database = open_) database->hang_up();
  task_.wait();
}

early_reading::taken early_reading::take() {
  catalog::reading found = task_.get();
  return {std::move(database_), std::move(found)};
}

}  // namespace sluice::project
