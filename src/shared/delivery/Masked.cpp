#include "delivery/Masked.hpp"

#include <algorithm>
#include <cstddef>

namespace antrean::delivery {
namespace {

constexpr std::ptrdiff_t kDigitsMin = 9;
constexpr std::ptrdiff_t kDigitsLeft = 3;

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

}  // namespace

std::string masked(std::string_view text) {
    std::string result(text);
    for (auto begin = result.begin(); begin != result.end();) {
        begin = std::find_if(begin, result.end(), isDigit);
        auto const end = std::find_if_not(begin, result.end(), isDigit);
        if (end - begin >= kDigitsMin)
            std::fill(begin, end - kDigitsLeft, '*');
        begin = end;
    }
    return result;
}

}  // namespace antrean::delivery
