#pragma once

#include "base/Clock.hpp"
#include "base/Watcher.hpp"

#include <chrono>

namespace antrean::db {
class Database;
}

namespace antrean::audit {

struct AuditSettings {
    std::chrono::days keep{0};  // 0: for ever
};

// Removes entries that are older than the clinic wants to keep them, a few at a time.
class Upkeep {
public:
    // Both outlive it.
    Upkeep(db::Database& database, Clock const& clock, AuditSettings settings);

    void start();
    void stop() { watcher_.stop(); }

private:
    bool removeOld();

    db::Database& database_;
    Clock const& clock_;
    AuditSettings const settings_;
    Watcher watcher_;
};

}  // namespace antrean::audit
