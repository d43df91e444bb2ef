file(READ ${TEXT} text)
file(WRITE ${OUT}
  "// Generated from a text of ${FOLDER}; do not edit.\n#pragma once\n#include <string_view>\n"
  "namespace antrean::${FOLDER} {\n"
  "inline constexpr std::string_view kText = R\"text(${text})text\";\n}\n")
