// The commands that make, check and bring back backups. They throw db::Failure or
// std::runtime_error with one clear line.
#pragma once

#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"

#include <string>

namespace antrean::app {

struct Invocation;
struct Settings;

void makeBackupFile(Invocation const& invocation);
// Returns the exit status: 0 if the backup is whole and its data are in order.
int verifyBackupFile(Invocation const& invocation);
int restoreBackupFile(Invocation const& invocation);

// Makes a backup of the data that the settings name.
backup::Manifest makeBackupOf(
    Settings const& settings,
    std::string const& file,
    bool with_secrets,
    backup::Observer const& observer
);

}  // namespace antrean::app
