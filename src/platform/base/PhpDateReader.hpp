// The reader of PhpDate.cpp and PhpDateForms.cpp; no other file includes it.
#pragma once

#include "base/Text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace antrean::phpdate {

constexpr bool isDigit(char character) {
    return '0' <= character && character <= '9';
}

constexpr bool isLetter(char character) {
    return ('a' <= character && character <= 'z') || ('A' <= character && character <= 'Z');
}

// Reads a text from left to right. A `read...` function that fails does not move.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool atEnd() const { return rest_.empty(); }
    bool beginsWithDigit() const { return !rest_.empty() && isDigit(rest_.front()); }

    void skipAny(std::string_view characters) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
    }
    bool skip(char character) {
        if (!rest_.starts_with(character))
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    // The digits at the current position, at most `longest`.
    std::string_view digits(std::size_t longest = std::string_view::npos) {
        std::size_t size = 0;
        while (size < rest_.size() && size < longest && isDigit(rest_[size]))
            ++size;
        return taken(size);
    }
    // A number of one or two digits, not followed by a digit; otherwise -1.
    int shortNumber() {
        auto const before = rest_;
        auto const number = digits();
        if (number.empty() || number.size() > 2) {
            rest_ = before;
            return -1;
        }
        return static_cast<int>(*text::toInt(number));
    }
    std::string_view word() {
        std::size_t size = 0;
        while (size < rest_.size() && isLetter(rest_[size]))
            ++size;
        return taken(size);
    }
    std::string_view rest() const { return rest_; }
    void returnTo(std::string_view earlier_rest) { rest_ = earlier_rest; }

private:
    std::string_view taken(std::size_t size) {
        auto const part = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return part;
    }

    std::string_view rest_;
};

struct Parts {
    int year = -1;
    int month = 0;
    int day = 0;
    int second_of_day = 0;
    int offset_s = 0;
};

// Reads a date at the current position, in any form listed at read(). The caller must check that
// the numbers are a calendar day.
bool readDate(Reader& reader, Parts& parts);
void skipWeekday(Reader& reader);

}  // namespace antrean::phpdate
