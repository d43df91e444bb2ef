// A file with given content and time, removed by the destructor.
#pragma once

#include "base/OpenFile.hpp"

#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace antrean::test {

inline OpenFile temporaryFile(std::string_view content, std::time_t changed_at_s) {
    auto file = OpenFile::unnamed("/tmp");
    auto const size = ::write(file.descriptor(), content.data(), content.size());
    timespec const times[] = {{changed_at_s, 0}, {changed_at_s, 0}};
    if (size != static_cast<ssize_t>(content.size()) || ::futimens(file.descriptor(), times) != 0)
        throw std::runtime_error("cannot write a file in /tmp");
    return file;
}

}  // namespace antrean::test
