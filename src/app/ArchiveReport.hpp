// What the commands about backups show and check. They throw std::runtime_error or db::Failure with
// one clear line.
#pragma once

#include "app/Settings.hpp"
#include "backup/Manifest.hpp"

#include <string>

namespace antrean::app {

void printArchive(backup::Manifest const& manifest, std::string const& file);
// Unpacks the archive into the folder (backup/Unpack.hpp) and prints what is in it.
backup::Manifest unpackShown(std::string const& file, std::string const& folder);
// Refuses what only a newer program can read.
void requireKnownSchema(backup::Manifest const& manifest);
// Refuses a database, as it was restored, that is not the one of the manifest.
void requireSame(backup::Manifest const& manifest, backup::Manifest const& found);
// Brings the restored data that the settings name to this program's schema and checks them as
// `antrean check` does. Returns whether they are in order.
bool checkData(Settings const& settings, backup::Manifest const& manifest);

}  // namespace antrean::app
