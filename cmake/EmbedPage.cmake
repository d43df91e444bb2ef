# embed_page(<target> <folder>): page/page.{html,css,js} beside the caller -> generated header
# <folder>/Page.hpp with page::kHtml, kCss and kJs.
function(embed_page target folder)
  set(root ${CMAKE_CURRENT_SOURCE_DIR}/page)
  set(header ${CMAKE_BINARY_DIR}/generated/${folder}/Page.hpp)
  set(script ${CMAKE_SOURCE_DIR}/cmake/EmbedPageScript.cmake)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DROOT=${root} -DFOLDER=${folder} -DOUT=${header} -P ${script}
    DEPENDS ${root}/page.html ${root}/page.css ${root}/page.js ${script} VERBATIM)
  target_sources(${target} PRIVATE ${header})
endfunction()
