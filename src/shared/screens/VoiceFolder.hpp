// The clinic's own recordings of words for calls.
#pragma once

#include "base/OpenFile.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::screens {

// "satu-dua.mp3": lower-case letters, digits and dashes before the ending, 64 at most. No such name
// leaves the folder or is a hidden file.
bool isVoiceName(std::string_view name);

class VoiceFolder {
public:
    // The folder need not exist.
    explicit VoiceFolder(std::string path) : path_(std::move(path)) {}

    // Empty if there is no recording of that name, or none that can be read.
    std::optional<OpenFile> open(std::string_view name) const;
    // The words with a recording ("satu-dua"), 1,000 at most. Reads the folder.
    std::vector<std::string> words() const;

private:
    std::string path_;
};

}  // namespace antrean::screens
