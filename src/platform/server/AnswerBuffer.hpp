// The answers of a connection that are on their way to its client: bytes, and at most one file
// behind them, which follows piece by piece.
#pragma once

#include "http/Message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::server {

class AnswerBuffer {
public:
    // Where the next answer is to be appended; not while there is a file.
    std::string& bytes() { return bytes_; }
    // The body of the answer that was appended last.
    void addFile(http::FileBody const& file);

    // No answer is to be appended before more has been written: there is enough to write, or a
    // file has to come first.
    bool isFull() const;
    bool empty() const { return begin_ == bytes_.size() && !file_; }
    std::string_view unwritten() const { return std::string_view(bytes_).substr(begin_); }
    // This many of the unwritten bytes have been written. Takes the next piece of the file when
    // none are left. false: the file is shorter than its answer said. Only the end of the
    // connection can tell the client.
    [[nodiscard]] bool written(std::size_t size);
    // For the new owner of the connection; the buffer is empty then. Not while there is a file.
    std::string takeUnwritten();

private:
    bool takeFilePiece();

    std::string bytes_;  // what is before begin_ is written
    std::size_t begin_ = 0;
    std::optional<http::FileBody> file_;  // what of it is still to be taken into bytes_
};

}  // namespace antrean::server
