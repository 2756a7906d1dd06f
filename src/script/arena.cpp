#include "script/arena.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace sluice::script {
namespace {

// Each block is preceded by its usable size.
constexpr std::size_t header = sizeof(std::size_t);
// A small evaluation needs a few small chunks. A large one gets the pages of its memory in large
// steps, where the system has large pages for those who ask.
constexpr std::size_t small_chunk_bytes = std::size_t{256} << 10U;
constexpr std::size_t small_chunks = 4;
constexpr std::size_t large_chunk_bytes = std::size_t{2} << 20U;

std::size_t size_of(const void* block) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<const std::byte*>(block) - header, header);
  return size;
}

void* with_size(std::byte* start, std::size_t size) {
  std::memcpy(start, &size, header);
  return start + header;
}

}  // namespace

const JSMallocFunctions arena::functions = {
    [](JSMallocState* state, std::size_t size) {
      auto& self = *static_cast<arena*>(state->opaque);
      void* block = self.allocate(size);
      state->malloc_size = self.used_;  // what the garbage collector's threshold is held against
      return block;
    },
    [](JSMallocState* state, void* block) {
      auto& self = *static_cast<arena*>(state->opaque);
      self.release(block);
      state->malloc_size = self.used_;
    },
    [](JSMallocState* state, void* block, std::size_t size) {
      auto& self = *static_cast<arena*>(state->opaque);
      void* result = self.resize(block, size);
      state->malloc_size = self.used_;
      return result;
    },
    [](const void* block) { return block == nullptr ? 0 : size_of(block); },
};

void arena::clear() {
  for (large* block = blocks_; block != nullptr;) {
    large* next = block->next;
    std::free(block);
    block = next;
  }
  blocks_ = nullptr;
  for (void* chunk : chunks_) std::free(chunk);
  chunks_.clear();
}

bool arena::fits(std::size_t more) {
  if (more <= limit_ && used_ <= limit_ - more) return true;
  exhausted_ = true;
  return false;
}

bool arena::add_chunk() {
  const bool in_large_steps = chunks_.size() >= small_chunks;
  const std::size_t bytes = in_large_steps ? large_chunk_bytes : small_chunk_bytes;
  void* chunk = in_large_steps ? std::aligned_alloc(bytes, bytes) : std::malloc(bytes);
  if (chunk == nullptr) return false;
  if (in_large_steps) ::madvise(chunk, bytes, MADV_HUGEPAGE);
  chunks_.push_back(chunk);
  next_ = static_cast<std::byte*>(chunk);
  end_ = next_ + bytes;
  return true;
}

void* arena::carve(std::size_t size_with_header) {
  if (static_cast<std::size_t>(end_ - next_) < size_with_header && !add_chunk()) return nullptr;
  std::byte* block = next_;
  next_ += size_with_header;
  return block;
}

void* arena::allocate(std::size_t size) {
  if (size > largest_small - header) {
    if (!fits(size + sizeof(large) + header)) return nullptr;
    auto* block = static_cast<large*>(std::malloc(sizeof(large) + header + size));
    if (block == nullptr) return nullptr;
    block->previous = nullptr;
    block->next = blocks_;
    if (blocks_ != nullptr) blocks_->previous = block;
    blocks_ = block;
    used_ += size + sizeof(large) + header;
    return with_size(reinterpret_cast<std::byte*>(block + 1), size);
  }
  const std::size_t whole = (size + header + step - 1) / step * step;
  if (!fits(whole)) return nullptr;
  cell*& list = free_[whole / step];
  void* start = list;
  if (start != nullptr) {
    list = list->next;
  } else {
    start = carve(whole);
    if (start == nullptr) return nullptr;
  }
  used_ += whole;
  return with_size(static_cast<std::byte*>(start), whole - header);
}

void arena::release(void* block) {
  if (block == nullptr) return;
  const std::size_t size = size_of(block);
  std::byte* start = static_cast<std::byte*>(block) - header;
  if (size > largest_small - header) {
    large* item = reinterpret_cast<large*>(start) - 1;
    if (item->previous != nullptr) item->previous->next = item->next;
    if (item->next != nullptr) item->next->previous = item->previous;
    if (blocks_ == item) blocks_ = item->next;
    used_ -= size + sizeof(large) + header;
    std::free(item);
    return;
  }
  used_ -= size + header;
  auto* freed = reinterpret_cast<cell*>(start);
  freed->next = free_[(size + header) / step];
  free_[(size + header) / step] = freed;
}

void* arena::resize(void* block, std::size_t size) {
  if (block == nullptr) return size == 0 ? nullptr : allocate(size);
  if (size == 0) {
    release(block);
    return nullptr;
  }
  const std::size_t before = size_of(block);
  const bool was_large = before > largest_small - header;
  if (!was_large && size <= before) return block;
  if (was_large && size > largest_small - header) {
    if (size > before && !fits(size - before)) return nullptr;
    large* item = reinterpret_cast<large*>(static_cast<std::byte*>(block) - header) - 1;
    const bool first = blocks_ == item;
    auto* moved = static_cast<large*>(std::realloc(item, sizeof(large) + header + size));
    if (moved == nullptr) return nullptr;
    if (moved->previous != nullptr) moved->previous->next = moved;
    if (moved->next != nullptr) moved->next->previous = moved;
    if (first) blocks_ = moved;
    used_ = used_ - before + size;
    return with_size(reinterpret_cast<std::byte*>(moved + 1), size);
  }
  void* copy = allocate(size);
  if (copy == nullptr) return nullptr;
  std::memcpy(copy, block, std::min(before, size));
  release(block);
  return copy;
}

}  // namespace sluice::script
