// An optional value that stands elsewhere, for what is large and nearly never there. It is copied
// and compared as the value.
#pragma once

#include <memory>
#include <utility>

namespace sluice::model {

template <typename Value>
class boxed {
 public:
  boxed() = default;
  boxed(Value value) : held_(std::make_unique<Value>(std::move(value))) {}
  boxed(const boxed& other) : held_(other ? std::make_unique<Value>(*other) : nullptr) {}
  boxed& operator=(const boxed& other) {
    if (this != &other) *this = boxed(other);
    return *this;
  }
  boxed& operator=(Value value) {
    held_ = std::make_unique<Value>(std::move(value));
    return *this;
  }
  boxed(boxed&&) noexcept = default;
  boxed& operator=(boxed&&) noexcept = default;
  ~boxed() = default;

  bool has_value() const { return held_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  void reset() { held_.reset(); }
  Value& operator*() { return *held_; }
  const Value& operator*() const { return *held_; }
  Value* operator->() { return held_.get(); }
  const Value* operator->() const { return held_.get(); }

  bool operator==(const boxed& other) const {
    return has_value() && other.has_value() ? **this == *other : has_value() == other.has_value();
  }

 private:
  std::unique_ptr<Value> held_;
};

}  // namespace sluice::model
