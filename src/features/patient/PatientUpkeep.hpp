// What the table of patients needs beside the writes of requests.
#pragma once

#include "base/Result.hpp"
#include "base/Watcher.hpp"

#include <cstdint>

namespace antrean::db {
class Database;
}

namespace antrean::patient {

// Computes the keys of patients that have none: an older program wrote them, or another one. In
// small transactions, so that other processes keep working. Blocks; for the start of the program.
Result<void> fillKeys(db::Database& database);

// Settles the next patients up to the id `newest`: counts them and, on SQLite, adds them to the
// index. Returns whether there were any.
Result<bool> settleNext(db::Database& database, std::int64_t newest);

// Settles new patients a minute after their registration, and little by little, so that
// registrations hardly wait for it. A search and a count read the patients after the last settled
// one by themselves, so their answers do not depend on it.
class PatientUpkeep {
public:
    explicit PatientUpkeep(db::Database& database);

    void start();
    void stop() { watcher_.stop(); }

private:
    bool look();

    db::Database& database_;
    bool is_recounted_ = false;  // patients may have been trashed while the program was not running
    std::int64_t newest_ = 0;    // as of a look at least a minute ago
    Watcher watcher_;
};

}  // namespace antrean::patient
