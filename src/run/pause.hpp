// How long somebody sleeps who waits for the lock.
#pragma once

#include <atomic>
#include <chrono>

namespace sluice::run {

// Before the lock is tried again: an eighth of the time that was waited, and never the same for
// two, so that nobody waits much longer than the lock is held and a long wait costs the server
// nothing. A statement that waited for it would have a snapshot, for whose end CREATE INDEX
// CONCURRENTLY waits.
std::chrono::milliseconds pause_after(std::chrono::milliseconds waited);
// Sleeps so long, or until it is interrupted.
void rest_for(std::chrono::milliseconds pause, const std::atomic<bool>* interrupt);

}  // namespace sluice::run
