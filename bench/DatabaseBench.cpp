// A registration's eight statements: through Database::submit, and on bare sqlite3 with 32
// registrations per commit. Both are durable (WAL, synchronous=FULL), on a file in
// $ANTREAN_BENCH_DIR or the system's temporary folder.
#include "db/Database.hpp"

#include <sqlite3.h>

#include <array>
#include <benchmark/benchmark.h>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <unistd.h>

namespace {

using namespace antrean;

constexpr std::array<std::string_view, 8> kTexts{
    "SELECT id, name FROM patients WHERE phone = :phone",
    "SELECT id, quota FROM schedules WHERE poly_id = :poly_id AND day = :day",
    "UPDATE counters SET value = value + 1 WHERE poly_id = :poly_id AND date = :date"
    " RETURNING value",
    "INSERT INTO reservations (patient_id, poly_id, date, number, created_at)"
    " VALUES (:patient_id, :poly_id, :date, :number, :now) RETURNING id",
    "INSERT INTO queues (id, poly_id, date, number, status) VALUES (:id, :poly_id, :date, :number, "
    "1)",
    "INSERT INTO events (reservation_id, name, user_id, after, created_at)"
    " VALUES (:id, 'reservation.registered', 1, 1, :now)",
    "UPDATE daily SET registered = registered + 1 WHERE poly_id = :poly_id AND date = :date",
    "UPDATE patients SET updated_at = :now WHERE id = :patient_id"};

constexpr db::Query query(std::size_t index) {
    return {"bench.statement", kTexts[index], ""};
}
constexpr std::array<db::Query, 8> kQueries{
    query(0), query(1), query(2), query(3), query(4), query(5), query(6), query(7)};

constexpr char const* kSchema = R"(
CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, phone TEXT UNIQUE, updated_at TEXT)
    STRICT;
CREATE TABLE schedules (id INTEGER PRIMARY KEY, poly_id INTEGER, day INTEGER, quota INTEGER,
    UNIQUE (poly_id, day)) STRICT;
CREATE TABLE counters (poly_id INTEGER, date TEXT, value INTEGER, PRIMARY KEY (poly_id, date))
    STRICT, WITHOUT ROWID;
CREATE TABLE reservations (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patients (id),
    poly_id INTEGER, date TEXT, number INTEGER, created_at TEXT,
    UNIQUE (poly_id, date, number)) STRICT;
CREATE INDEX reservations_patient ON reservations (patient_id);
CREATE TABLE queues (id INTEGER PRIMARY KEY REFERENCES reservations (id), poly_id INTEGER,
    date TEXT, number INTEGER, status INTEGER) STRICT;
CREATE INDEX queues_day ON queues (date, poly_id, status);
CREATE TABLE events (id INTEGER PRIMARY KEY, reservation_id INTEGER, name TEXT, user_id INTEGER,
    after INTEGER, created_at TEXT) STRICT;
CREATE INDEX events_reservation ON events (reservation_id);
CREATE TABLE daily (poly_id INTEGER, date TEXT, registered INTEGER, PRIMARY KEY (poly_id, date))
    STRICT, WITHOUT ROWID;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO patients SELECT i, 'Patient ' || i, '0812' || (1000000 + i), '' FROM n;
INSERT INTO schedules VALUES (1, 1, 1, 100000000);
INSERT INTO counters VALUES (1, '2026-01-10', 0);
INSERT INTO daily VALUES (1, '2026-01-10', 0);
)";
constexpr char const* kDate = "2026-01-10";
constexpr char const* kNow = "2026-01-10 05:07:34";

std::string phoneOf(std::int64_t job) {
    return "0812" + std::to_string(1000001 + job * 7919 % 10000);
}

// A new file with the schema, removed by the destructor.
class BenchFile {
public:
    BenchFile() {
        char const* const folder = std::getenv("ANTREAN_BENCH_DIR");
        folder_ = folder == nullptr ? std::filesystem::temp_directory_path()
                                    : std::filesystem::path(folder);
        folder_ /= "antrean_bench_" + std::to_string(getpid());
        std::filesystem::create_directories(folder_);
        auto* const connection = open();
        sqlite3_exec(connection, kSchema, nullptr, nullptr, nullptr);
        sqlite3_close(connection);
    }
    ~BenchFile() { std::filesystem::remove_all(folder_); }
    BenchFile(BenchFile const&) = delete;
    BenchFile& operator=(BenchFile const&) = delete;

    std::string path() const { return (folder_ / "bench.db").string(); }

    sqlite3* open() const {
        sqlite3* connection = nullptr;
        sqlite3_open(path().c_str(), &connection);
        char const* const settings =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;"
            "PRAGMA temp_store = MEMORY";
        sqlite3_exec(connection, settings, nullptr, nullptr, nullptr);
        return connection;
    }

private:
    std::filesystem::path folder_;
};

// The eight statements on bare sqlite3.
class RawRegistration {
public:
    explicit RawRegistration(sqlite3* connection) {
        for (std::size_t i = 0; i < kTexts.size(); ++i)
            sqlite3_prepare_v2(
                connection,
                kTexts[i].data(),
                static_cast<int>(kTexts[i].size()),
                &statements_[i],
                nullptr
            );
    }
    ~RawRegistration() {
        for (auto* const statement : statements_)
            sqlite3_finalize(statement);
    }
    RawRegistration(RawRegistration const&) = delete;
    RawRegistration& operator=(RawRegistration const&) = delete;

    void run(std::int64_t job) {
        auto const phone = phoneOf(job);
        text(0, 1, phone.c_str());
        auto const patient_id = number(0);
        integer(1, 1, 1);
        integer(1, 2, 1);
        number(1);
        integer(2, 1, 1);
        text(2, 2, kDate);
        auto const queue_number = number(2);
        integer(3, 1, patient_id);
        integer(3, 2, 1);
        text(3, 3, kDate);
        integer(3, 4, queue_number);
        text(3, 5, kNow);
        auto const id = number(3);
        integer(4, 1, id);
        integer(4, 2, 1);
        text(4, 3, kDate);
        integer(4, 4, queue_number);
        number(4);
        integer(5, 1, id);
        text(5, 2, kNow);
        number(5);
        integer(6, 1, 1);
        text(6, 2, kDate);
        number(6);
        text(7, 1, kNow);
        integer(7, 2, patient_id);
        number(7);
    }

private:
    void integer(std::size_t statement, int position, std::int64_t value) {
        sqlite3_bind_int64(statements_[statement], position, value);
    }
    void text(std::size_t statement, int position, char const* value) {
        sqlite3_bind_text(statements_[statement], position, value, -1, SQLITE_STATIC);
    }
    std::int64_t number(std::size_t statement) {
        std::int64_t value = 0;
        while (sqlite3_step(statements_[statement]) == SQLITE_ROW)
            value = sqlite3_column_int64(statements_[statement], 0);
        sqlite3_reset(statements_[statement]);
        return value;
    }

    std::array<sqlite3_stmt*, 8> statements_{};
};

bool registerPatient(db::Transaction& transaction, std::int64_t job) {
    static constexpr db::Column kPatient[] = {{"id", db::Type::integer}, {"name", db::Type::text}};
    static constexpr db::Column kSchedule[] = {
        {"id", db::Type::integer}, {"quota", db::Type::integer}};
    auto const phone = phoneOf(job);
    std::int64_t patient_id = 0;
    db::Arg const by_phone[] = {{"phone", phone}};
    transaction.fetch(kQueries[0], by_phone, kPatient, [&patient_id](auto row) {
        patient_id = row[0].integer;
        return true;
    });
    db::Arg const by_day[] = {{"poly_id", 1}, {"day", 1}};
    transaction.fetch(kQueries[1], by_day, kSchedule, [](auto) { return true; });
    auto const number = transaction.number(kQueries[2], {{"poly_id", 1}, {"date", kDate}});
    auto const id = transaction.number(
        kQueries[3],
        {{"patient_id", patient_id},
         {"poly_id", 1},
         {"date", kDate},
         {"number", number},
         {"now", kNow}}
    );
    transaction.run(kQueries[4], {{"id", id}, {"poly_id", 1}, {"date", kDate}, {"number", number}});
    transaction.run(kQueries[5], {{"id", id}, {"now", kNow}});
    transaction.run(kQueries[6], {{"poly_id", 1}, {"date", kDate}});
    transaction.run(kQueries[7], {{"now", kNow}, {"patient_id", patient_id}});
    return true;
}

void rawSqlite(benchmark::State& state) {
    BenchFile const file;
    auto* const connection = file.open();
    {
        RawRegistration registration(connection);
        std::int64_t job = 0;
        for (auto step : state) {
            (void)step;
            sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
            for (int i = 0; i < 32; ++i)
                registration.run(job++);
            sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr);
        }
    }
    sqlite3_close(connection);
    state.SetItemsProcessed(state.iterations() * 32);
}
BENCHMARK(rawSqlite)->MeasureProcessCPUTime()->UseRealTime();

// Keeps `in_flight` jobs waiting, as so many clients would.
void submitted(benchmark::State& state) {
    BenchFile const file;
    db::Settings settings;
    settings.url = "sqlite:" + file.path();
    auto const database = db::open(settings);
    std::mutex mutex;
    std::condition_variable ended;
    std::int64_t waiting = 0;
    std::int64_t failed = 0;
    std::int64_t job = 0;
    auto const in_flight = state.range(0);
    for (auto step : state) {
        (void)step;
        for (int i = 0; i < 32; ++i) {
            {
                std::unique_lock lock(mutex);
                ended.wait(lock, [&] { return waiting < in_flight; });
                ++waiting;
            }
            database->run(
                db::Mode::write,
                {[number = job++](db::Transaction& transaction) {
                     return registerPatient(transaction, number);
                 },
                 [&](std::optional<Error> error) {
                     std::scoped_lock const lock(mutex);
                     failed += error ? 1 : 0;
                     // Wakes the submitter once for many jobs, not for each of them.
                     if (--waiting * 2 <= in_flight)
                         ended.notify_one();
                 }}
            );
        }
    }
    database->stop();
    if (failed > 0)
        state.SkipWithError("a job failed");
    state.SetItemsProcessed(state.iterations() * 32);
}
BENCHMARK(submitted)->Arg(1)->Arg(64)->Arg(256)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
