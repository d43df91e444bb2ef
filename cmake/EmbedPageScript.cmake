set(body "")
foreach(kind Html Css Js)
  string(TOLOWER ${kind} ending)
  file(READ ${ROOT}/page.${ending} text)
  string(APPEND body "inline constexpr std::string_view k${kind} = R\"page(${text})page\";\n")
endforeach()
file(WRITE ${OUT}
  "// Generated from the page of ${FOLDER}; do not edit.\n#pragma once\n#include <string_view>\n"
  "namespace antrean::${FOLDER}::page {\n${body}}\n")
