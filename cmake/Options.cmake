# Flags that every target shares. Presets (CMakePresets.json) choose among them.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(ANTREAN_TESTS "Build the test programs" ON)
option(ANTREAN_BENCH "Build the benchmarks' programs" OFF)
set(ANTREAN_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")
option(ANTREAN_FUZZ "Build for libFuzzer (clang only): the fuzz targets instead of the tests" OFF)

find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)

find_program(ANTREAN_CCACHE ccache)
if(ANTREAN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ANTREAN_CCACHE})
endif()

add_library(antrean_options INTERFACE)
# Each floor is a root, so that "queue/CallNext.hpp" names a file wherever its folder stands.
target_include_directories(antrean_options INTERFACE
  ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/src/features ${CMAKE_SOURCE_DIR}/src/shared
  ${CMAKE_SOURCE_DIR}/src/platform ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(antrean_options INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED ANTREAN_VERSION="${PROJECT_VERSION}")
target_compile_options(antrean_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual)
# The table of the addresses that the program jumps to is filled at its start, then read-only.
target_link_options(antrean_options INTERFACE -fuse-ld=mold LINKER:-z,relro,-z,now)
# g++ is the compiler that must be silent; clang only fuzzes and has warnings of its own.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(antrean_options INTERFACE
    -Wduplicated-cond -Wlogical-op -Wuseless-cast -Wsuggest-override -Werror)
  # g++ 12: false alarms inside std::string's operator+ when optimizing (GCC bug 105329).
  target_compile_options(antrean_options INTERFACE -Wno-restrict)
endif()
if(ANTREAN_SANITIZE)
  # UBSan by itself prints and goes on, and the test would pass.
  target_compile_options(antrean_options INTERFACE
    -fsanitize=${ANTREAN_SANITIZE} -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # With sanitizers, g++ 12 takes the text in an empty std::optional for one that is read.
    target_compile_options(antrean_options INTERFACE -Wno-maybe-uninitialized)
  endif()
  target_link_options(antrean_options INTERFACE -fsanitize=${ANTREAN_SANITIZE})
endif()
if(ANTREAN_SANITIZE MATCHES "undefined")
  # It asks for type information that Debian's SOCI libraries do not export.
  target_compile_options(antrean_options INTERFACE -fno-sanitize=vptr)
endif()
if(ANTREAN_FUZZ)
  target_compile_options(antrean_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(ANTREAN_SANITIZE STREQUAL "thread")
  # Asio's fences: g++ 12 warns that TSan does not model them.
  target_compile_options(antrean_options INTERFACE -Wno-tsan)
endif()
