#pragma once

#include "base/Clock.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace antrean {

// A file of the operating system, closed with its owner. May be read by several threads at once.
class OpenFile {
public:
    OpenFile() = default;  // none
    // Takes over an open descriptor; -1 is none.
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    ~OpenFile();

    // A file without a name in that folder, for reading and writing: gone with its last owner,
    // also when the program breaks down. None with errno when it cannot be made.
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
    // How many bytes it read into `space`: 0 at the end of the file. Throws std::system_error.
    std::size_t read(std::int64_t offset_bytes, std::span<char> space) const;

private:
    int descriptor_ = -1;
};

}  // namespace antrean
