#include "app/FigureWatch.hpp"

#include "base/StoredInstant.hpp"
#include "dashboard/SummaryStore.hpp"
#include "db/Database.hpp"
#include "figures/Waiting.hpp"
#include "ledger/Entries.hpp"
#include "realtime/Realtime.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <prometheus/metric_family.h>
#include <system_error>
#include <utility>

namespace antrean::app {
namespace {

// Prometheus usually asks four times a minute.
constexpr Watcher::Timing kTiming{
    .every = std::chrono::milliseconds(10'000),
    .retry_after = std::chrono::milliseconds(10'000),
};

struct Queues {
    std::shared_ptr<clinic::Directory const> directory;
    std::vector<figures::Waiting> waiting;
    std::vector<dashboard::StationNow> stations;
    std::int64_t last_seq = 0;
};

prometheus::MetricFamily gauge(char const* name, char const* help) {
    prometheus::MetricFamily result;
    result.name = name;
    result.help = help;
    result.type = prometheus::MetricType::Gauge;
    return result;
}

void add(
    prometheus::MetricFamily& family,
    double value,
    std::vector<prometheus::ClientMetric::Label> labels = {}
) {
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    family.metric.push_back(std::move(metric));
}

prometheus::MetricFamily waitingNow(Queues const& queues) {
    auto family = gauge("antrean_waiting_patients", "Patients who wait now, for which station");
    for (auto const& [id, name] : queues.directory->polyNames()) {
        auto const poly = std::ranges::find(queues.waiting, id, &figures::Waiting::poly_id);
        bool const has_visits = poly != queues.waiting.end();
        add(family,
            has_visits ? static_cast<double>(poly->waiting) : 0,
            {{"poly", name}, {"station", "nurse"}});
        add(family,
            has_visits ? static_cast<double>(poly->waiting_doctor) : 0,
            {{"poly", name}, {"station", "doctor"}});
    }
    return family;
}

prometheus::MetricFamily longestWaits(Queues const& queues, Instant now) {
    using clinic::Station;
    auto family = gauge("antrean_longest_wait_seconds", "How long the first of them waits by now");
    for (auto const& [id, name] : queues.directory->polyNames())
        for (auto const& [station, label] :
             {std::pair(Station::waiting, "nurse"), std::pair(Station::waiting_doctor, "doctor")}) {
            double seconds = 0;
            for (auto const& row : queues.stations)
                if (row.poly_id == id && row.since &&
                    queues.directory->station(row.status_id) == station)
                    seconds =
                        std::chrono::duration<double>(now - storedInstant(*row.since)).count();
            add(family, std::max(seconds, 0.0), {{"poly", name}, {"station", label}});
        }
    return family;
}

std::optional<double> sizeOf(std::string const& file) {
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error);
    if (error)
        return std::nullopt;
    return static_cast<double>(size);
}

// Of a folder that may have no embedded database.
std::vector<prometheus::MetricFamily> diskFigures(std::string const& data_dir) {
    std::vector<prometheus::MetricFamily> families;
    std::error_code error;
    if (auto const space = std::filesystem::space(data_dir, error); !error) {
        families.push_back(gauge("antrean_disk_free_bytes", "Room on the disk of the data folder"));
        add(families.back(), static_cast<double>(space.available));
        families.push_back(gauge("antrean_disk_bytes", "Size of the disk of the data folder"));
        add(families.back(), static_cast<double>(space.capacity));
    }
    if (auto const size = sizeOf(data_dir + "/antrean.db")) {
        families.push_back(gauge("antrean_database_bytes", "Size of the embedded database"));
        add(families.back(), *size);
        families.push_back(gauge("antrean_wal_bytes", "Size of its file of recent changes (WAL)"));
        add(families.back(), sizeOf(data_dir + "/antrean.db-wal").value_or(0));
    }
    return families;
}

}  // namespace

FigureWatch::FigureWatch(
    db::Database& database,
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    std::function<std::int64_t()> settled,
    realtime::Realtime const& realtime,
    std::string data_dir
)
    : database_(database),
      directories_(directories),
      clock_(clock),
      settled_(std::move(settled)),
      realtime_(realtime),
      data_dir_(std::move(data_dir)),
      watcher_(kTiming, [this](bool) { return look(); }) {}

FigureWatch::~FigureWatch() = default;

void FigureWatch::start() {
    watcher_.poke();
    watcher_.start();
}

std::vector<prometheus::MetricFamily> FigureWatch::families() const {
    auto sockets = gauge("antrean_websocket_connections", "Open WebSockets of this process");
    for (auto const* hub : realtime_.hubs())
        add(sockets, static_cast<double>(hub->connectionsHere()), {{"app", hub->app().id}});
    auto read = gauge(
        "antrean_feed_last_entry",
        "Number of the last entry of the ledger that clients have received"
    );
    add(read, static_cast<double>(settled_()));
    std::scoped_lock const lock(mutex_);
    auto families = families_;
    families.push_back(std::move(sockets));
    families.push_back(std::move(read));
    return families;
}

bool FigureWatch::look() {
    auto const moment = clock_.moment();
    auto const midnight = storedTimestamp(clock_.zone().firstSecond(moment.date));
    auto const queues = database_.read<Queues>([&](db::Transaction& transaction) {
        auto const directory = directories_.get(transaction);
        return Result<Queues>(Queues{
            directory,
            figures::listWaiting(transaction, moment.date),
            dashboard::listNow(transaction, {moment.date, midnight, std::nullopt}, *directory),
            ledger::lastSeq(transaction),
        });
    });
    auto families = diskFigures(data_dir_);
    families.push_back(gauge("antrean_database_up", "1: the database answers"));
    add(families.back(), queues ? 1 : 0);
    if (queues) {
        families.push_back(waitingNow(*queues));
        families.push_back(longestWaits(*queues, moment.instant));
        families.push_back(gauge(
            "antrean_feed_lag_entries", "Entries of the ledger that clients have not received yet"
        ));
        auto const lag = std::max<std::int64_t>(queues->last_seq - settled_(), 0);
        add(families.back(), static_cast<double>(lag));
    }
    std::scoped_lock const lock(mutex_);
    families_ = std::move(families);
    return queues.has_value();
}

}  // namespace antrean::app
