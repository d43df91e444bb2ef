// The bytes that a connection has received and the parser has not taken yet.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

class ReadBuffer {
public:
    // What the next bytes belong to. It decides how much room they get.
    enum class Expected {
        new_message,      // perhaps nothing for a long time: an idle connection holds little
        rest_of_message,  // grows, as far as the parser lets bytes wait
        large_body,
    };

    std::string_view unread() const;
    bool empty() const { return begin_ == end_; }
    // The parser has taken this many bytes.
    void take(std::size_t size) { begin_ += size; }
    void clear() { begin_ = end_ = 0; }

    // Where the next bytes are to be written, after those that are unread; valid until the next
    // call of space(). Then `filled` says how many there are.
    std::span<char> space(Expected expected);
    void filled(std::size_t size) { end_ += size; }

private:
    std::string storage_;  // what is unread is [begin_, end_)
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace antrean::server
