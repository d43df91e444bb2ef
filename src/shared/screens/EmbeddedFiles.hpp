// The files of the web build that are linked into a program (cmake/EmbedScreens.cmake).
#pragma once

#include <span>
#include <string_view>

namespace antrean::screens {

struct EmbeddedFile {
    std::string_view path;  // "/staff.html", "/assets/staff-1a2b3c4d.js.br", "/voice/satu.mp3"
    std::string_view content;
    std::string_view hash;  // 32 hex digits of its SHA-256
};

// In the order of the paths. Empty if the program was built without screens. Defined by the
// program, because only the final one has them.
std::span<EmbeddedFile const> embeddedFiles();

}  // namespace antrean::screens
