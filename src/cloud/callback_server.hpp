// The address on this machine that a browser comes back to with a code.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

namespace sluice::cloud {

class callback_server {
 public:
  // Listens on 127.0.0.1, at a port that the system chooses. Throws CLOUD.SIGN_IN.
  callback_server();
  ~callback_server();
  callback_server(const callback_server&) = delete;
  callback_server& operator=(const callback_server&) = delete;

  std::string url() const;  // http://127.0.0.1:PORT/oauth/callback

  // Waits for the browser, and gives the code that it brings. What does not bring `state` is turned
  // away. Throws CLOUD.SIGN_IN, CLOUD.INTERRUPTED.
  std::string wait_for_code(const std::string& state, std::chrono::milliseconds timeout,
                            const std::atomic<bool>* interrupted);

 private:
  int socket_ = -1;
  int port_ = 0;
};

}  // namespace sluice::cloud
