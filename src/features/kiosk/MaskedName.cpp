#include "kiosk/MaskedName.hpp"

#include "base/Text.hpp"

#include <cstddef>
#include <vector>

namespace antrean::kiosk {
namespace {

constexpr std::string_view kDots = "•••";
constexpr std::size_t kWordsMax = 4;

std::vector<std::string_view> lettersOf(std::string_view word) {
    std::vector<std::string_view> letters;
    while (!word.empty()) {
        auto const size = text::firstCodePoint(word).size_bytes;
        letters.push_back(word.substr(0, size));
        word.remove_prefix(size);
    }
    return letters;
}

std::string maskedWord(std::string_view word) {
    auto const letters = lettersOf(word);
    std::string masked;
    if (letters.size() > 1)
        masked += letters.front();
    masked += kDots;
    if (letters.size() > 2)
        masked += letters.back();
    return masked;
}

}  // namespace

std::string maskedName(std::string_view name) {
    // Rows of the original may have texts of other encodings.
    auto const valid = text::toUtf8(name);
    std::string masked;
    std::size_t words = 0;
    for (auto const word : text::split(valid, ' ')) {
        if (word.empty() || words++ >= kWordsMax)
            continue;
        if (!masked.empty())
            masked += ' ';
        masked += maskedWord(word);
    }
    return masked;
}

}  // namespace antrean::kiosk
