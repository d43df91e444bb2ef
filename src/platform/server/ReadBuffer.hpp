// The bytes that a connection has received and the parser has not taken yet.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

class ReadBuffer {
public:
    // What the next bytes belong to. Decides how much space they get.
    enum class Expected {
        new_message,      // may not come for a long time, so the buffer is small
        rest_of_message,  // grows up to the parser's limits
        large_body,
    };

    std::string_view unread() const;
    bool empty() const { return begin_ == end_; }
    // The parser has taken this many bytes.
    void take(std::size_t size) { begin_ += size; }
    void clear() { begin_ = end_ = 0; }

    // The space after the unread bytes, for the next bytes; valid until the next call. Afterwards
    // report the number of bytes with `filled`.
    std::span<char> space(Expected expected);
    void filled(std::size_t size) { end_ += size; }

private:
    std::string storage_;  // [begin_, end_) is unread
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace antrean::server
