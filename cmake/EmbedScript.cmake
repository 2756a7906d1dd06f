# sluice_embed_script(TARGET NAME ENTRY): bundles the JavaScript file ENTRY and what it imports
# (esbuild), compiles it to QuickJS bytecode and links that into TARGET as the bytes between the symbols
# sluice_script_NAME_begin and sluice_script_NAME_end. Bytecode belongs to the engine build that reads
# it, so it is always made here and never read from a user's disk.

if(NOT EXISTS ${PROJECT_SOURCE_DIR}/node_modules/esbuild)
  message(FATAL_ERROR "no npm packages in ${PROJECT_SOURCE_DIR}/node_modules: run ./bootstrap")
endif()

add_executable(sluice_bytecode ${PROJECT_SOURCE_DIR}/cmake/bytecode.cpp)
target_link_libraries(sluice_bytecode PRIVATE sluice::quickjs)
set_target_properties(sluice_bytecode PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)

function(sluice_embed_script TARGET NAME ENTRY)
  set(base ${CMAKE_CURRENT_BINARY_DIR}/script/${NAME})
  get_filename_component(folder ${ENTRY} DIRECTORY)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.js)
  # es2022: class fields stay class fields, which the engine runs twice as fast as what stands for them.
  add_custom_command(OUTPUT ${base}.js
    COMMAND ${PROJECT_SOURCE_DIR}/node_modules/.bin/esbuild ${PROJECT_SOURCE_DIR}/${ENTRY} --bundle
            --format=iife --target=es2022 --platform=neutral --main-fields=module,main --minify-whitespace
            --minify-syntax --legal-comments=none --log-level=warning --outfile=${base}.js
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/package-lock.json VERBATIM)
  add_custom_command(OUTPUT ${base}.qbc
    COMMAND sluice_bytecode ${base}.js ${NAME} ${base}.qbc
    DEPENDS ${base}.js sluice_bytecode VERBATIM)
  file(CONFIGURE OUTPUT ${base}.S @ONLY CONTENT [[
.section .rodata
.balign 16
.global sluice_script_@NAME@_begin
.global sluice_script_@NAME@_end
sluice_script_@NAME@_begin:
.incbin "@base@.qbc"
sluice_script_@NAME@_end:
.byte 0
.section .note.GNU-stack,"",@progbits
]])
  file(READ ${base}.S assembly)
  string(REPLACE ",@progbits" ",%progbits" assembly "${assembly}")
  file(CONFIGURE OUTPUT ${base}.S CONTENT "${assembly}")
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS ${base}.qbc)
  target_sources(${TARGET} PRIVATE ${base}.S)
endfunction()
