// Reads an archive and proves that it is whole.
#pragma once

#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"

#include <string>

namespace antrean::backup {

// Both throw std::runtime_error, with a text of one line, if the archive is damaged, was not made
// by this program, or has more than fits. An archive may come from anybody: no member leaves the
// folder, and nothing is written beyond what the manifest says and the disk has room for.

// Compares every member with the manifest. Writes nothing.
Manifest verifyArchive(std::string const& file, Observer const& observer);
// Does that, and writes the members into the empty folder as a data folder has them
// (backup/MemberName.hpp), on disk when this returns.
Manifest unpack(std::string const& file, std::string const& folder, Observer const& observer);

// Reads the manifest alone. It may be of an archive that is damaged behind it.
Manifest peek(std::string const& file);

}  // namespace antrean::backup
