#include "server/ReadBuffer.hpp"

#include <cstring>

namespace antrean::server {
namespace {

constexpr std::size_t kBytesMin = 4 * 1024;  // the memory of an idle connection
constexpr std::size_t kBytesForLargeBody = 64 * 1024;
// A buffer larger than this is freed when the connection is idle.
constexpr std::size_t kIdleBytesMax = 16 * 1024;

}  // namespace

std::string_view ReadBuffer::unread() const {
    return std::string_view(storage_).substr(begin_, end_ - begin_);
}

std::span<char> ReadBuffer::space(Expected expected) {
    if (begin_ > 0 && begin_ < end_)
        std::memmove(storage_.data(), storage_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    bool const is_idle = expected == Expected::new_message && end_ == 0;
    if (storage_.empty() || (is_idle && storage_.size() > kIdleBytesMax))
        storage_ = std::string(kBytesMin, '\0');
    else if (expected == Expected::large_body && storage_.size() < kBytesForLargeBody)
        storage_.resize(kBytesForLargeBody);
    else if (end_ == storage_.size())
        storage_.resize(2 * storage_.size());
    return {storage_.data() + end_, storage_.size() - end_};
}

}  // namespace antrean::server
