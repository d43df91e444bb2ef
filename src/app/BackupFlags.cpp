#include "app/FlagKinds.hpp"
#include "app/Flags.hpp"

namespace antrean::app {

void addBackupFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Backups");
    auto& backup = settings.backup;
    add(command,
        "--backup-dir",
        backup.dir,
        "Folder for a backup each day, best on another disk; without it, none is planned");
    addTimeOfDay(
        command,
        "--backup-at",
        backup.at,
        "Time of the clinic day at which it is made (HH:MM); later if the server was off"
    );
    addNumber(
        command,
        "--backup-keep",
        backup.keep_days,
        {1, 3'650},
        "Days whose backup is kept; one of each of 8 weeks and of 12 months is kept too"
    );
}

}  // namespace antrean::app
