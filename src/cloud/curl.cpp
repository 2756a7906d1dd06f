#include "cloud/curl.hpp"

#include <dlfcn.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cloud {
namespace {

error no_libcurl(const std::string& why) {
  return error(failure::connect, "CLOUD.NO_LIBCURL", "libcurl (libcurl.so.4) cannot be loaded")
      .because(why)
      .advise(
          "install it: apt install libcurl4 (Debian, Ubuntu), dnf install libcurl (Fedora), "
          "brew install curl (macOS)");
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
  void* symbol = ::dlsym(library, name);
  if (symbol == nullptr) throw no_libcurl(concat("it has no function ", name));
  function = reinterpret_cast<Function>(symbol);
}

curl load() {
  void* library = nullptr;
  std::string why;
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"}) {
    library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) break;
    const char* said = ::dlerror();
    if (why.empty() && said != nullptr) why = said;
  }
  if (library == nullptr) throw no_libcurl(why);
  curl table{};
  find(library, "curl_global_init", table.global_init);
  find(library, "curl_easy_init", table.easy_init);
  find(library, "curl_easy_reset", table.easy_reset);
  find(library, "curl_easy_cleanup", table.easy_cleanup);
  find(library, "curl_easy_setopt", table.set_option);
  find(library, "curl_easy_getinfo", table.get_info);
  find(library, "curl_easy_perform", table.perform);
  find(library, "curl_easy_strerror", table.error_text);
  find(library, "curl_slist_append", table.list_append);
  find(library, "curl_slist_free_all", table.list_free);
  if (table.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw no_libcurl("it can't be initialized");
  }
  return table;
}

}  // namespace

const curl& api() {
  static const curl table = load();
  return table;
}

}  // namespace sluice::cloud
