# sluice_embed_errors(TARGET): docs/errors.md as the bytes between sluice_errors_begin and
# sluice_errors_end.

function(sluice_embed_errors TARGET)
  set(text ${PROJECT_SOURCE_DIR}/docs/errors.md)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/errors.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
.section .rodata
.global sluice_errors_begin
.global sluice_errors_end
sluice_errors_begin:
.incbin "@text@"
sluice_errors_end:
.byte 0
.section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${text})
  target_sources(${TARGET} PRIVATE ${assembly})
endfunction()
