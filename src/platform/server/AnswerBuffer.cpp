#include "server/AnswerBuffer.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>

namespace antrean::server {
namespace {

// Bytes of answers that are written together; also the size of a piece of a file.
constexpr std::size_t kBytesTogether = 64 * 1024;
// A buffer larger than this is freed when all of it is written.
constexpr std::size_t kKeptBytesMax = 256 * 1024;

}  // namespace

void AnswerBuffer::addFile(http::FileBody const& file) {
    if (file.size_bytes() > 0)
        file_ = file;
}

void AnswerBuffer::addShared(http::SharedText shared) {
    if (!shared.text.empty())
        shared_ = std::move(shared);
}

std::string_view AnswerBuffer::unwritten() const {
    if (begin_ == bytes_.size() && shared_)
        return shared_.text;
    return std::string_view(bytes_).substr(begin_);
}

bool AnswerBuffer::isFull() const {
    return file_.has_value() || shared_ || bytes_.size() >= kBytesTogether;
}

bool AnswerBuffer::written(std::size_t size) {
    if (begin_ == bytes_.size() && shared_) {
        shared_.text.remove_prefix(size);
        if (shared_.text.empty())
            shared_ = {};
        return true;
    }
    begin_ += size;
    if (begin_ < bytes_.size())
        return true;
    begin_ = 0;
    bytes_.clear();
    if (bytes_.capacity() > kKeptBytesMax)
        bytes_.shrink_to_fit();
    return !file_ || takeFilePiece();
}

bool AnswerBuffer::takeFilePiece() {
    auto const size = std::min<std::int64_t>(kBytesTogether, file_->size_bytes());
    bytes_.resize(static_cast<std::size_t>(size));
    try {
        bytes_.resize(file_->file->read(file_->begin, bytes_));
    } catch (std::system_error const& failure) {
        log::error("a file cannot be sent to its end: {}", failure.what());
        return false;
    }
    file_->begin += static_cast<std::int64_t>(bytes_.size());
    bool const has_bytes = !bytes_.empty();
    if (file_->size_bytes() == 0)
        file_.reset();
    return has_bytes;
}

std::string AnswerBuffer::takeUnwritten() {
    std::string rest(unwritten());
    bytes_.clear();
    begin_ = 0;
    return rest;
}

}  // namespace antrean::server
