# embed_screens(<target> <folder>): links every file of a built web folder into <target>, as the
# function screens::embeddedFiles() (screens/EmbeddedFiles.hpp). An empty or missing folder gives an
# empty list.
#
# The list of files is known only when the web build has ended, so each build looks at the folder.
# The generated source names the hash of each file: it is compiled again when a file changes, and
# then <target> is linked, but no other source is compiled.
function(embed_screens target folder)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded/EmbeddedFiles.cpp)
  set(script ${CMAKE_SOURCE_DIR}/cmake/EmbedScreensScript.cmake)
  add_custom_target(${target}_embedded BYPRODUCTS ${source}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${source} -P ${script} VERBATIM)
  target_sources(${target} PRIVATE ${source})
  add_dependencies(${target} ${target}_embedded)
endfunction()
