// libcurl's functions, from the library that is loaded by the first request: most commands make
// none.
#pragma once

#include <curl/curl.h>

namespace sluice::cloud {

struct curl {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_setopt) set_option;
  decltype(&::curl_easy_getinfo) get_info;
  decltype(&::curl_easy_perform) perform;
  decltype(&::curl_easy_strerror) error_text;
  decltype(&::curl_slist_append) list_append;
  decltype(&::curl_slist_free_all) list_free;
};

// Throws CLOUD.NO_LIBCURL (failure::connect) where the system has no libcurl.
const curl& api();

}  // namespace sluice::cloud
