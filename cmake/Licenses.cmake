# sluice_embed_licenses(TARGET): the licence texts of everything that is linked into the program, read
# from the parts' own packages at configure time, as the bytes between sluice_licenses_begin and
# sluice_licenses_end; and the parts' versions as SLUICE_VERSION_NAME.

function(sluice_embed_licenses TARGET)
  set(text ${CMAKE_CURRENT_BINARY_DIR}/licenses.txt)
  set(all "")
  set(versions SLUICE_VERSION="${PROJECT_VERSION}")

  # NAME of the definition, Debian package, title.
  foreach(part "CLI11;libcli11-dev;CLI11" "FMT;libfmt-dev;{fmt}" "OPENSSL;libssl-dev;OpenSSL libcrypto"
          "RAPIDJSON;rapidjson-dev;RapidJSON" "TOMLPLUSPLUS;libtomlplusplus-dev;toml++"
          "XXHASH;libxxhash-dev;xxHash" "ZLIB;zlib1g-dev;zlib" "ZSTD;libzstd-dev;Zstandard")
    list(GET part 0 name)
    list(GET part 1 package)
    list(GET part 2 title)
    sluice_license_of("${title}" /usr/share/doc/${package}/copyright)
    execute_process(COMMAND dpkg-query -W -f=\${Version} ${package} OUTPUT_VARIABLE version ERROR_QUIET)
    list(APPEND versions SLUICE_VERSION_${name}="${version}")
  endforeach()

  if(EXISTS ${SLUICE_QUICKJS_SOURCE}/LICENSE)
    sluice_license_of(QuickJS ${SLUICE_QUICKJS_SOURCE}/LICENSE)
    file(STRINGS ${SLUICE_QUICKJS_SOURCE}/VERSION quickjs LIMIT_COUNT 1)
  else()
    sluice_license_of(QuickJS /usr/share/doc/libquickjs/copyright)
    execute_process(COMMAND dpkg-query -W -f=\${Version} libquickjs OUTPUT_VARIABLE quickjs ERROR_QUIET)
  endif()
  list(APPEND versions SLUICE_VERSION_QUICKJS="${quickjs}")

  # drizzle-orm's package names its licence and holds no text of it.
  set(modules ${PROJECT_SOURCE_DIR}/node_modules)
  sluice_license_of("drizzle-orm (Drizzle Team), and OpenSSL" /usr/share/common-licenses/Apache-2.0)
  foreach(package drizzle-orm)
    file(READ ${modules}/${package}/package.json json)
    string(JSON version GET "${json}" version)
    string(TOUPPER ${package} name)
    string(REPLACE "-" "_" name ${name})
    list(APPEND versions SLUICE_VERSION_${name}="${version}")
  endforeach()

  file(CONFIGURE OUTPUT ${text} CONTENT "@all@" @ONLY)
  sluice_embed_file(${TARGET} licenses ${text})
  target_compile_definitions(${TARGET} PRIVATE ${versions})
endfunction()

# Appends a heading and the file to `all` in the caller's scope.
macro(sluice_license_of TITLE FILE)
  if(NOT EXISTS "${FILE}")
    message(FATAL_ERROR "no licence text of ${TITLE} in ${FILE}: run ./bootstrap")
  endif()
  file(READ "${FILE}" content)
  string(LENGTH "${TITLE}" width)
  string(REPEAT "=" ${width} line)
  string(APPEND all "${TITLE}\n${line}\n\n${content}\n")
endmacro()
