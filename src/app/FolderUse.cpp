#include "app/FolderUse.hpp"

#include "app/RestorePlace.hpp"
#include "base/Log.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <system_error>
#include <utility>

namespace antrean::app {
namespace {

OpenFile openFolder(std::string const& data_dir) {
    return OpenFile(::open(data_dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// A file system without such locks (some network ones) goes without.
bool isLocked(OpenFile const& folder, int kind) {
    return ::flock(folder.descriptor(), kind | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void settle(std::string const& data_dir) {
    auto const settled = settleRestore(data_dir);
    if (!settled.empty())
        log::warning("{}", settled);
}

}  // namespace

FolderUse FolderUse::shared(std::string const& data_dir) {
    auto folder = openFolder(data_dir);
    if (!folder)
        return FolderUse({});
    if (hasUnsettledRestore(data_dir) && isLocked(folder, LOCK_EX))
        settle(data_dir);
    if (!isLocked(folder, LOCK_SH))
        throw std::runtime_error(
            fmt::format("a restore into {} is running: start again when it has ended", data_dir)
        );
    return FolderUse(std::move(folder));
}

FolderUse FolderUse::alone(std::string const& data_dir) {
    auto folder = openFolder(data_dir);
    if (!folder)
        throw std::runtime_error(fmt::format(
            "the data folder {} cannot be opened: {}",
            data_dir,
            std::generic_category().message(errno)
        ));
    if (!isLocked(folder, LOCK_EX))
        throw std::runtime_error(fmt::format(
            "a server or another command uses {}: stop it first (systemctl stop antrean)", data_dir
        ));
    settle(data_dir);
    return FolderUse(std::move(folder));
}

}  // namespace antrean::app
