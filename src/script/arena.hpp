// Memory of one JavaScript runtime: counted against a limit, and given back all at once, so that
// the end of an evaluation costs nothing.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

extern "C" {
#include <quickjs.h>
}

namespace sluice::script {

class arena {
 public:
  explicit arena(std::size_t limit_bytes) : limit_(limit_bytes) {}
  ~arena() { clear(); }
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;

  // The functions that JS_NewRuntime2 takes; its opaque pointer is the arena.
  static const JSMallocFunctions functions;

  // Nothing can be allocated after it.
  void clear();

  std::size_t used() const { return used_; }
  // Whether an allocation was refused: what tells a full memory from other ends.
  bool exhausted() const { return exhausted_; }
  // Room to say what happened.
  void allow(std::size_t more_bytes) { limit_ += more_bytes; }

 private:
  static constexpr std::size_t step = 16;
  static constexpr std::size_t largest_small = 1024;
  struct cell {
    cell* next;
  };
  // Stands before each block that is too large for the cells.
  struct large {
    large* previous;
    large* next;
  };

  void* allocate(std::size_t size);
  void release(void* block);
  void* resize(void* block, std::size_t size);
  bool add_chunk();
  void* carve(std::size_t size_with_header);
  bool fits(std::size_t more);

  std::size_t limit_;
  std::size_t used_ = 0;
  bool exhausted_ = false;
  std::vector<void*> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::array<cell*, largest_small / step + 1> free_{};
  large* blocks_ = nullptr;
};

}  // namespace sluice::script
