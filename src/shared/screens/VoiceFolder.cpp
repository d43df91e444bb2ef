#include "screens/VoiceFolder.hpp"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <utility>

namespace antrean::screens {
namespace {

constexpr std::string_view kEnding = ".mp3";
constexpr std::size_t kLettersMax = 64;
constexpr std::size_t kWordsMax = 1'000;

}  // namespace

bool isVoiceName(std::string_view name) {
    if (!name.ends_with(kEnding))
        return false;
    name.remove_suffix(kEnding.size());
    return !name.empty() && name.size() <= kLettersMax &&
           std::ranges::all_of(name, [](char letter) {
               return ('a' <= letter && letter <= 'z') || ('0' <= letter && letter <= '9') ||
                      letter == '-';
           });
}

std::optional<OpenFile> VoiceFolder::open(std::string_view name) const {
    if (!isVoiceName(name))
        return std::nullopt;
    auto const path = path_ + '/' + std::string(name);
    // O_NONBLOCK: opening a pipe would wait for its writer.
    OpenFile file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file || !file.status().is_regular)
        return std::nullopt;
    return file;
}

std::vector<std::string> VoiceFolder::words() const {
    std::vector<std::string> words;
    // A folder that is missing or cannot be read is an empty one.
    std::error_code failure;
    std::filesystem::directory_iterator file(path_, failure);
    for (; !failure && file != std::filesystem::directory_iterator() && words.size() < kWordsMax;
         file.increment(failure)) {
        auto name = file->path().filename().string();
        if (!isVoiceName(name) || !open(name))
            continue;
        name.resize(name.size() - kEnding.size());
        words.push_back(std::move(name));
    }
    return words;
}

}  // namespace antrean::screens
