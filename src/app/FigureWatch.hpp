// Figures for Prometheus that somebody has to look up: queues, database, disk. They are looked up
// in advance, so that a disk or a database that does not answer holds up no request.
#pragma once

#include "base/Watcher.hpp"
#include "clinic/Directory.hpp"
#include "http/ClinicClock.hpp"

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::db {
class Database;
}

namespace antrean::realtime {
class Realtime;
}

namespace antrean::app {

class FigureWatch {
public:
    // `settled` returns the last number of the ledger that clients get (feed::EventFeed). All
    // arguments outlive it.
    FigureWatch(
        db::Database& database,
        clinic::Directories& directories,
        http::ClinicClock const& clock,
        std::function<std::int64_t()> settled,
        realtime::Realtime const& realtime,
        std::string data_dir
    );
    ~FigureWatch();

    void start();
    void stop() { watcher_.stop(); }

    // As they were looked up last; a figure that could not be looked up is left out. Thread-safe.
    std::vector<prometheus::MetricFamily> families() const;

private:
    bool look();

    db::Database& database_;
    clinic::Directories& directories_;
    http::ClinicClock const& clock_;
    std::function<std::int64_t()> const settled_;
    realtime::Realtime const& realtime_;
    std::string const data_dir_;
    mutable std::mutex mutex_;
    std::vector<prometheus::MetricFamily> families_;  // under the mutex
    Watcher watcher_;
};

}  // namespace antrean::app
