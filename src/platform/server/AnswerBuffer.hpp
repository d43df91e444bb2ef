// The answers of a connection that are not sent yet: bytes, and after them at most one body that is
// not among them: a file, which is read in pieces, or a text that many answers share.
#pragma once

#include "http/Message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::server {

class AnswerBuffer {
public:
    // The string to which the next answer is appended. Must not be called after add... until that
    // body is written.
    std::string& bytes() { return bytes_; }
    // The body of the answer whose head was appended last.
    void addFile(http::FileBody const& file);
    void addShared(http::SharedText shared);

    // No answer may be appended before more has been written: enough bytes wait, or a body.
    bool isFull() const;
    bool empty() const { return begin_ == bytes_.size() && !file_ && !shared_; }
    // The bytes that can be written next.
    std::string_view unwritten() const;
    // Memory of this connection alone.
    std::size_t heldBytes() const { return bytes_.capacity(); }
    // This many of the unwritten bytes have been written. Reads the next piece of the file when no
    // bytes are left. false: the file is shorter than the Content-Length that was sent. The
    // connection must then be closed, as the only way to report the error to the client.
    [[nodiscard]] bool written(std::size_t size);
    // Empties the buffer and returns its unwritten bytes, for the new owner of the connection. Must
    // not be called while there is a body that is not among them.
    std::string takeUnwritten();

private:
    bool takeFilePiece();

    std::string bytes_;  // [0, begin_) has been written
    std::size_t begin_ = 0;
    std::optional<http::FileBody> file_;  // the part that is not read into bytes_ yet
    http::SharedText shared_;             // the part that is not written yet
};

}  // namespace antrean::server
