# antrean_module(<name> SOURCES a.cpp... [LINK targets...] [SQL]): the static library of the folder
# that calls it. SQL embeds its sql/*.sql as <name>/Sql.hpp.
function(antrean_module name)
  cmake_parse_arguments(MODULE "SQL" "" "SOURCES;LINK" ${ARGN})
  add_library(antrean_${name} STATIC ${MODULE_SOURCES})
  target_link_libraries(antrean_${name} PUBLIC antrean_options ${MODULE_LINK})
  precompile(antrean_${name})
  if(MODULE_SQL)
    embed_sql(antrean_${name} ${name})
  endif()
endfunction()
