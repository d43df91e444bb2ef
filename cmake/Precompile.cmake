# What nearly every file includes, parsed once for all modules instead of once per file. Only
# headers of libraries, because ours change. The development build does without, so that a file
# with a missing #include does not compile there. ccache needs CCACHE_SLOPPINESS as ./dev sets it.
option(ANTREAN_PRECOMPILE "Use a precompiled header" OFF)

if(ANTREAN_PRECOMPILE)
  # g++ 12: false alarms inside std::string when optimizing with a precompiled header. Warnings stay
  # errors in the builds without one (dev, asan).
  target_compile_options(antrean_options INTERFACE
    -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-error)
  file(WRITE ${CMAKE_BINARY_DIR}/Precompiled.cpp "")
  add_library(antrean_precompiled OBJECT ${CMAKE_BINARY_DIR}/Precompiled.cpp)
  target_link_libraries(antrean_precompiled PRIVATE antrean_options Boost::json fmt::fmt)
  target_compile_options(antrean_precompiled PRIVATE -fpch-preprocess)
  target_precompile_headers(antrean_precompiled PRIVATE
    <algorithm> <array> <atomic> <chrono> <condition_variable> <functional> <map> <memory> <mutex>
    <optional> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
    <boost/describe.hpp> <boost/json/array.hpp> <boost/json/object.hpp>
    <boost/json/serialize.hpp> <boost/json/value.hpp> <fmt/core.h>)
endif()

function(precompile target)
  if(ANTREAN_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM antrean_precompiled)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()
