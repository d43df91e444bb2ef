#pragma once

#include <set>
#include <string>

namespace antrean::backup {

// The paths of the files below a data folder that a backup has besides database and secrets, seen
// from the folder: "faq/x.pdf". Folders at its top may be links to another disk. Logs what it
// leaves out because of its name or kind. Throws std::runtime_error if a folder cannot be read.
std::set<std::string> filesOfFolder(std::string const& data_dir);

}  // namespace antrean::backup
