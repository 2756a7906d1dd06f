# sluice_embed_file(TARGET NAME FILE): the file as the bytes between sluice_NAME_begin and
# sluice_NAME_end.

function(sluice_embed_file TARGET NAME FILE)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
.section .rodata
.global sluice_@NAME@_begin
.global sluice_@NAME@_end
sluice_@NAME@_begin:
.incbin "@FILE@"
sluice_@NAME@_end:
.byte 0
.section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${FILE})
  target_sources(${TARGET} PRIVATE ${assembly})
endfunction()
