# Third-party parts, each as one target `sluice::NAME`. Nothing is copied into the repository: Debian's
# packages, the npm packages of package-lock.json, and QuickJS's Debian source (see ../bootstrap).

# Headers only: RapidJSON, xxHash (inlined), toml++.
add_library(sluice_headers INTERFACE)
add_library(sluice::headers ALIAS sluice_headers)
foreach(header rapidjson/document.h xxhash.h toml++/toml.h)
  find_path(FOUND_${header} ${header} REQUIRED)
endforeach()
# RapidJSON 1.1 assigns to a constant in an operator that nobody calls. clang 19 refuses to parse that:
# it gets a copy, in the build, without the operator's body.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  if(NOT EXISTS ${PROJECT_BINARY_DIR}/headers/rapidjson)
    file(COPY ${FOUND_rapidjson/document.h}/rapidjson DESTINATION ${PROJECT_BINARY_DIR}/headers)
    file(READ ${PROJECT_BINARY_DIR}/headers/rapidjson/document.h text)
    string(REPLACE "{ s = rhs.s; length = rhs.length; }" "= delete;" text "${text}")
    file(WRITE ${PROJECT_BINARY_DIR}/headers/rapidjson/document.h "${text}")
  endif()
  target_include_directories(sluice_headers SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/headers)
endif()

# SHA-256 alone of libcrypto, statically: 40 KB and no library to load at start.
find_library(LIBCRYPTO_STATIC libcrypto.a REQUIRED)
add_library(sluice_sha256 INTERFACE)
add_library(sluice::sha256 ALIAS sluice_sha256)
target_link_libraries(sluice_sha256 INTERFACE ${LIBCRYPTO_STATIC})

# {fmt} as headers, with the two macros that keep its code in one program.
find_path(FMT_INCLUDE fmt/format.h REQUIRED)
add_library(sluice_fmt INTERFACE)
add_library(sluice::fmt ALIAS sluice_fmt)
target_compile_definitions(sluice_fmt INTERFACE FMT_HEADER_ONLY)

# libpq's header; the library is loaded by the first command that talks to a database (src/pg).
find_path(LIBPQ_INCLUDE libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
add_library(sluice_libpq INTERFACE)
add_library(sluice::libpq ALIAS sluice_libpq)
target_include_directories(sluice_libpq SYSTEM INTERFACE ${LIBPQ_INCLUDE})
target_link_libraries(sluice_libpq INTERFACE ${CMAKE_DL_LIBS})

# libcurl's header; the library is loaded by the first request (src/cloud).
find_path(CURL_INCLUDE curl/curl.h REQUIRED)
add_library(sluice_curl INTERFACE)
add_library(sluice::curl ALIAS sluice_curl)
target_include_directories(sluice_curl SYSTEM INTERFACE ${CURL_INCLUDE})
target_link_libraries(sluice_curl INTERFACE ${CMAKE_DL_LIBS})

# What reads compressed data, statically: small, and nothing to load at start.
foreach(library z zstd)
  find_library(LIB_${library}_STATIC lib${library}.a REQUIRED)
endforeach()
add_library(sluice_zlib INTERFACE)
add_library(sluice::zlib ALIAS sluice_zlib)
target_link_libraries(sluice_zlib INTERFACE ${LIB_z_STATIC})
add_library(sluice_zstd INTERFACE)
add_library(sluice::zstd ALIAS sluice_zstd)
target_link_libraries(sluice_zstd INTERFACE ${LIB_zstd_STATIC})

# QuickJS: the system's library where it has one (Debian 13), else its Debian source.
set(sluice_cache $ENV{XDG_CACHE_HOME})
if(NOT sluice_cache)
  set(sluice_cache $ENV{HOME}/.cache)
endif()
set(SLUICE_QUICKJS_SOURCE ${sluice_cache}/sluice/quickjs CACHE PATH
    "QuickJS's source, where the system has no library")
find_path(QUICKJS_INCLUDE quickjs.h PATH_SUFFIXES quickjs)
find_library(QUICKJS_LIBRARY NAMES libquickjs.a quickjs PATH_SUFFIXES quickjs)
find_package(Threads REQUIRED)
if(QUICKJS_INCLUDE AND QUICKJS_LIBRARY)
  add_library(sluice_quickjs INTERFACE)
  target_include_directories(sluice_quickjs SYSTEM INTERFACE ${QUICKJS_INCLUDE})
  target_link_libraries(sluice_quickjs INTERFACE ${QUICKJS_LIBRARY} m Threads::Threads)
else()
  if(NOT EXISTS ${SLUICE_QUICKJS_SOURCE}/quickjs.c)
    message(FATAL_ERROR "no QuickJS in ${SLUICE_QUICKJS_SOURCE}: run ./bootstrap")
  endif()
  file(READ ${SLUICE_QUICKJS_SOURCE}/VERSION quickjs_version)
  string(STRIP ${quickjs_version} quickjs_version)
  foreach(unit quickjs libregexp libunicode cutils dtoa)
    list(APPEND quickjs_sources ${SLUICE_QUICKJS_SOURCE}/${unit}.c)
  endforeach()
  add_library(sluice_quickjs STATIC ${quickjs_sources})
  target_include_directories(sluice_quickjs SYSTEM PUBLIC ${SLUICE_QUICKJS_SOURCE})
  target_compile_definitions(sluice_quickjs PRIVATE _GNU_SOURCE CONFIG_VERSION="${quickjs_version}")
  target_compile_options(sluice_quickjs PRIVATE -w -O2 -fwrapv -funsigned-char)
  target_link_libraries(sluice_quickjs PUBLIC m Threads::Threads)
  # The engine is one large source file: optimising across it costs every link a minute and gains nothing.
  set_target_properties(sluice_quickjs PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF
                        C_CLANG_TIDY "" CXX_CLANG_TIDY "")
endif()
# Its values are C's compound literals, in macros: clang takes each use for ours.
target_compile_options(sluice_quickjs INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-c99-extensions>)
add_library(sluice::quickjs ALIAS sluice_quickjs)
