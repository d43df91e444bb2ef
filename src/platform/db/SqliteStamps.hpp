// Determines whether a database file and the WAL beside it belong together. SQLite applies a WAL to
// whatever file has the right name: a backup that is copied over the database of a server that
// crashed is silently undone or damaged.
//
// The stamp of a database is a number in its header (PRAGMA user_version): the time of a commit in
// seconds since 1970. It grows at most once per second, and with the first commit after each
// checkpoint. The newest stamp is in the WAL. The database file itself has the stamp of the last
// checkpoint. FILE-stamp, a file of one line, has the range in which the database file's own stamp
// must be:
// - `last` is raised, and on disk, before a checkpoint can write a newer stamp into the file;
// - `first` is raised after a checkpoint that copied the whole WAL.
// So an older or a newer copy of the database is outside the range. Each process on the database
// keeps the file.
#pragma once

#include "base/OpenFile.hpp"
#include "db/SqliteSession.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace antrean::db {

struct StampRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;

    bool contains(std::uint32_t stamp) const { return first <= stamp && stamp <= last; }
};

// Thread-safe.
class SqliteStamps {
public:
    // Before the database file is opened, which would apply the WAL. Throws Failure, with one line
    // that says what to do, when the WAL belongs to another file. Writes nothing in that case.
    explicit SqliteStamps(std::string path);

    // To be called by the writer before it commits changed rows. Writes a new stamp if one is due.
    void beforeCommit(SqliteSession& session);

    // Exists during a checkpoint of `session`.
    class Checkpoint {
    public:
        Checkpoint(SqliteStamps& stamps, SqliteSession& session);
        ~Checkpoint();
        Checkpoint(Checkpoint const&) = delete;
        Checkpoint& operator=(Checkpoint const&) = delete;

        // The whole WAL is in the database file now.
        void setComplete() { is_complete_ = true; }

    private:
        SqliteStamps& stamps_;
        std::uint32_t copied_ = 0;
        bool is_complete_ = false;
    };

    // Whether the open database file is still the one that checkpoints wrote. `session` has it open
    // and is not in a transaction.
    bool isFileOurs(SqliteSession& session);

private:
    void raise(StampRange const& range);
    void write(StampRange const& range);

    std::string const path_;
    std::string const range_path_;
    std::mutex mutex_;
    OpenFile file_;  // FILE-stamp; not open until it is written
    StampRange range_;
    std::uint32_t newest_ = 0;  // the newest stamp that this process has written or seen
    int checkpoints_ = 0;       // that run now
    bool is_due_ = true;        // the next commit writes a new stamp
};

}  // namespace antrean::db
