# sluice_layer(FOLDER [EXECUTABLE NAME] LINK targets...): src/FOLDER as the library
# sluice_FOLDER ("/" becomes "_"), or as a program. Its tests stand in test/unit/FOLDER (no
# database), test/pg/FOLDER (need the cluster that the test run starts) and test/differential/FOLDER
# (need Node.js and the npm packages: the real drizzle-kit does the same).

add_library(sluice_warnings INTERFACE)
if(SLUICE_DEVELOPER)
  target_compile_definitions(sluice_warnings INTERFACE SLUICE_DEVELOPER)
  # A designated initializer names what differs from the default: that the rest is missing is its point.
  target_compile_options(sluice_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-missing-field-initializers;-Werror>)
  # g++ 12's own std::stable_sort calls what it calls deprecated, and clang says so; g++ looks for the rest.
  target_compile_options(sluice_warnings INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
endif()
if(SLUICE_SANITIZE)
  # What the sanitizers add makes g++ see uninitialized memory in <regex>; they look for it themselves.
  target_compile_options(sluice_warnings INTERFACE -fsanitize=${SLUICE_SANITIZE}
                         -fno-sanitize-recover=all -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  target_link_options(sluice_warnings INTERFACE -fsanitize=${SLUICE_SANITIZE})
endif()

# The server of a test run (test/cluster). A socket's path is at most 107 bytes long: not in the build.
string(SHA1 build_id ${PROJECT_BINARY_DIR})
string(SUBSTRING ${build_id} 0 12 build_id)
set(SLUICE_TEST_CLUSTER /tmp/sluice-test-${build_id})
set(SLUICE_TEST_URL "postgresql://postgres@/postgres?host=${SLUICE_TEST_CLUSTER}")

if(SLUICE_DEVELOPER)
  # doctest's main, compiled once for all test programs.
  add_library(sluice_test_main OBJECT ${PROJECT_SOURCE_DIR}/test/unit/main.cpp)
  set_target_properties(sluice_test_main PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
  target_link_libraries(sluice_test_main PRIVATE sluice_warnings)
endif()

function(sluice_test_program NAME LABEL FOLDER TARGET)
  file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/test/${LABEL}/${FOLDER}/*_test.cpp)
  if(NOT tests)
    return()
  endif()
  add_executable(${LABEL}_${NAME} ${tests})
  target_link_libraries(${LABEL}_${NAME} PRIVATE ${TARGET} sluice_test_main sluice_warnings)
  target_include_directories(${LABEL}_${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/test)
  target_compile_definitions(${LABEL}_${NAME} PRIVATE SLUICE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # Tests are never shipped: no time is spent on optimising across them.
  set_target_properties(${LABEL}_${NAME} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
  add_test(NAME ${LABEL}.${NAME} COMMAND ${LABEL}_${NAME} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${LABEL}.${NAME} PROPERTIES LABELS ${LABEL})
  if(LABEL STREQUAL pg)
    set_tests_properties(${LABEL}.${NAME} PROPERTIES FIXTURES_REQUIRED cluster
                         ENVIRONMENT SLUICE_TEST_URL=${SLUICE_TEST_URL})
  endif()
endfunction()

function(sluice_layer FOLDER)
  cmake_parse_arguments(LAYER "" "EXECUTABLE" "LINK" ${ARGN})
  string(REPLACE "/" "_" name ${FOLDER})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${FOLDER}/*.cpp)
  if(LAYER_EXECUTABLE)
    # What can be tested of a program is a library too; main.cpp is not.
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  endif()
  if(sources)
    add_library(sluice_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(sluice_${name} PRIVATE sluice_warnings)
  else()
    add_library(sluice_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(sluice_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(sluice_${name} ${scope} ${LAYER_LINK})
  if(LAYER_EXECUTABLE AND EXISTS ${PROJECT_SOURCE_DIR}/src/${FOLDER}/main.cpp)
    add_executable(${LAYER_EXECUTABLE} ${PROJECT_SOURCE_DIR}/src/${FOLDER}/main.cpp)
    target_link_libraries(${LAYER_EXECUTABLE} PRIVATE sluice_${name} sluice_warnings)
    # Without symbols in what ships.
    target_link_options(${LAYER_EXECUTABLE} PRIVATE -static-libstdc++ -static-libgcc
                        $<$<CONFIG:Release>:-s>)
    install(TARGETS ${LAYER_EXECUTABLE})
  endif()
  if(SLUICE_DEVELOPER)
    sluice_test_program(${name} unit ${FOLDER} sluice_${name})
    sluice_test_program(${name} pg ${FOLDER} sluice_${name})
    sluice_test_program(${name} differential ${FOLDER} sluice_${name})
  endif()
endfunction()
