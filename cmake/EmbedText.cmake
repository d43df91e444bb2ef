# embed_text(<target> <folder> <name>): the file <name> beside the caller -> generated header
# <folder>/Text.hpp with <folder>::kText.
function(embed_text target folder name)
  set(text ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  set(header ${CMAKE_BINARY_DIR}/generated/${folder}/Text.hpp)
  set(script ${CMAKE_SOURCE_DIR}/cmake/EmbedTextScript.cmake)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DTEXT=${text} -DFOLDER=${folder} -DOUT=${header} -P ${script}
    DEPENDS ${text} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/generated)
endfunction()
