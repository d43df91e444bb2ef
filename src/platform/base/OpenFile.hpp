#pragma once

#include "base/Clock.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace antrean {

// An open file descriptor, closed by the destructor. Several threads may read it at the same time.
class OpenFile {
public:
    OpenFile() = default;  // not open
    // Takes over an open descriptor; -1 means not open.
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    ~OpenFile();

    // Creates a file without a name in that folder, for reading and writing. The system removes it
    // when it is closed, also after a crash. Not open, with errno set, if it cannot be created.
    static OpenFile unnamed(std::string const& folder);

    explicit operator bool() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

    struct Status {
        std::int64_t size_bytes = 0;
        Instant changed_at{};
        bool is_regular = false;
    };
    // Throws std::system_error.
    Status status() const;
    // Returns the number of bytes read into `space`: 0 at the end of the file. Throws
    // std::system_error.
    std::size_t read(std::int64_t offset_bytes, std::span<char> space) const;

private:
    int descriptor_ = -1;
};

}  // namespace antrean
