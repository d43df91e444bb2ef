// Makes an archive of a database and of the files beside it, while servers use them.
#pragma once

#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"

#include <functional>
#include <string>

namespace antrean::backup {

struct Source {
    std::string data_dir;
    // Copies the database into a new file of this path, as it is at one instant, and describes it.
    // Calls the function once, at that instant.
    std::function<Manifest(std::string const& path, std::function<void()> const& at_instant)>
        copy_database;
    bool with_secrets = true;
};

// Writes the archive to `file`: it is whole, or it is as it was before. A file that exists and is
// no archive is refused. Needs as much room beside it as the database and the archive. Throws
// std::runtime_error or db::Failure, with a text of one line. Blocks for long.
Manifest makeBackup(Source const& source, std::string const& file, Observer const& observer);

}  // namespace antrean::backup
