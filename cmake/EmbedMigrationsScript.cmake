set(body "")
set(number 0)
foreach(name ${NAMES})
  math(EXPR number "${number} + 1")
  file(READ ${ROOT}/sqlite/${name} sqlite_text)
  file(READ ${ROOT}/postgres/${name} postgres_text)
  string(REGEX REPLACE "^[0-9]+_(.*)\\.sql$" "\\1" title ${name})
  string(APPEND body "    Migration{${number}, \"${title}\",\n"
                     "        R\"sql(${sqlite_text})sql\",\n"
                     "        R\"sql(${postgres_text})sql\"},\n")
endforeach()
file(WRITE ${OUT} "// Generated from migrations; do not edit.\n#pragma once\n"
  "#include \"db/Migrator.hpp\"\n#include <array>\nnamespace antrean::db {\n"
  "inline constexpr std::array<Migration, ${number}> kMigrations{\n${body}};\n"
  "}  // namespace antrean::db\n")
