// Which of several servers on one database makes a planned backup (the table backup_turns).
#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"

namespace antrean::db {
class Database;
}

namespace antrean::backup {

class BackupTurns {
public:
    explicit BackupTurns(db::Database& database) : database_(database) {}

    // Returns whether this process makes the backup now. Its turn ends with ended(); if it never
    // does, because the process was killed, another one takes it after two hours.
    Result<bool> take(Instant planned_at, Instant now);
    // The backup of that time is missing, although it was made: it may be taken again. Does nothing
    // where another server may have it, in a folder of its own.
    Result<void> reopen(Instant planned_at, Instant now);
    // A failed backup is tried again after 15 minutes, by any server.
    Result<void> ended(Instant planned_at, bool is_done, Instant now);
    // Whether a backup of that time or a later one is done.
    Result<bool> isDoneSince(Instant planned_at);

private:
    // An embedded database has one server.
    bool isAlone() const;

    db::Database& database_;
};

}  // namespace antrean::backup
