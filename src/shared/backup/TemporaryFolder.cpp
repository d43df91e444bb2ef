#include "backup/TemporaryFolder.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/file.h>
#include <system_error>

namespace antrean::backup {
namespace {

namespace fs = std::filesystem;

OpenFile openLocked(std::string const& path) {
    OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder && ::flock(folder.descriptor(), LOCK_EX | LOCK_NB) != 0)
        return {};
    return folder;
}

}  // namespace

TemporaryFolder::TemporaryFolder(std::string const& parent, std::string_view name)
    : path_(fmt::format("{}/.{}-XXXXXX", parent, name)) {
    if (::mkdtemp(path_.data()) == nullptr)
        throw std::runtime_error(fmt::format(
            "no folder can be created in {}: {}", parent, std::generic_category().message(errno)
        ));
    lock_ = openLocked(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void removeLeftTemporaries(std::string const& parent, std::string_view name) {
    auto const beginning = fmt::format(".{}-", name);
    std::error_code problem;
    for (auto const& entry : fs::directory_iterator(parent, problem)) {
        auto const found = entry.path().filename().string();
        if (!found.starts_with(beginning) || !openLocked(entry.path().string()))
            continue;
        std::error_code ignored;
        fs::remove_all(entry.path(), ignored);
    }
}

}  // namespace antrean::backup
