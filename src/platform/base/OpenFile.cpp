#include "base/OpenFile.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace antrean {
namespace {

[[noreturn]] void fail(char const* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

OpenFile::~OpenFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

OpenFile OpenFile::unnamed(std::string const& folder) {
    OpenFile file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file || (errno != EOPNOTSUPP && errno != EISDIR))
        return file;
    // Some file systems do not support unnamed files. There, create a named file and remove its
    // name at once.
    auto name = folder + "/.unnamed-XXXXXX";
    file = OpenFile(::mkostemp(name.data(), O_CLOEXEC));
    if (file)
        ::unlink(name.c_str());
    return file;
}

OpenFile::Status OpenFile::status() const {
    struct stat found {};
    if (::fstat(descriptor_, &found) != 0)
        fail("fstat");
    auto const seconds = std::chrono::seconds(found.st_mtim.tv_sec);
    auto const nanoseconds = std::chrono::nanoseconds(found.st_mtim.tv_nsec);
    return {
        found.st_size,
        Instant(seconds + std::chrono::duration_cast<std::chrono::microseconds>(nanoseconds)),
        S_ISREG(found.st_mode)};
}

std::size_t OpenFile::read(std::int64_t offset_bytes, std::span<char> space) const {
    for (;;) {
        auto const count = ::pread(descriptor_, space.data(), space.size(), offset_bytes);
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            fail("pread");
    }
}

}  // namespace antrean
