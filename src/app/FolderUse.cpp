#include "app/FolderUse.hpp"

#include "app/RestorePlace.hpp"
#include "app/SpareDatabase.hpp"
#include "base/Log.hpp"
#include "db/DatabaseUrl.hpp"

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

void settle(std::string const& data_dir, std::string const& database_url) {
    auto const has_taken_place = [&](std::string const& spare, std::string const& replaced) {
        if (db::readUrl(database_url).engine != db::Engine::postgres)
            throw std::runtime_error(
                "a restore of a PostgreSQL database was interrupted: name the database with "
                "--database, so that it can be finished"
            );
        return hasTakenPlace(database_url, {spare, replaced});
    };
    auto const settled = settleRestore(data_dir, has_taken_place);
    if (!settled.empty())
        log::warning("{}", settled);
}

}  // namespace

FolderUse FolderUse::shared(std::string const& data_dir, std::string const& database_url) {
    auto folder = openFolder(data_dir);
    if (!folder)
        return FolderUse({});
    if (hasUnsettledRestore(data_dir) && isLocked(folder, LOCK_EX))
        settle(data_dir, database_url);
    if (!isLocked(folder, LOCK_SH))
        throw std::runtime_error(
            fmt::format("a restore into {} is running: start again when it has ended", data_dir)
        );
    return FolderUse(std::move(folder));
}

FolderUse FolderUse::alone(std::string const& data_dir, std::string const& database_url) {
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
    settle(data_dir, database_url);
    return FolderUse(std::move(folder));
}

}  // namespace antrean::app
