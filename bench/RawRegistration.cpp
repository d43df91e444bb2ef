// The reference of the registration benchmark: the statements of POST /api/reservation on bare
// sqlite3, prepared once, with 32 registrations per commit and the same durability (WAL,
// synchronous=FULL). Prints registrations per second.
//
//   antrean_raw_registration DATABASE SECONDS plain|counted
//
// DATABASE: created by antrean seed --demo. counted: also keeps the figures of the day.

#include "db/StatementText.hpp"
#include "figures/Queries.hpp"
#include "ledger/Sql.hpp"
#include "patient/Sql.hpp"
#include "schedule/Sql.hpp"
#include "visit/Sql.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace antrean;

constexpr int kToACommit = 32;
constexpr std::int64_t kPolyId = 1;
constexpr std::int64_t kScheduleId = 1;
constexpr char const* kDate = "2026-01-05";
constexpr char const* kNow = "2026-01-05 01:02:03";

[[noreturn]] void fail(sqlite3* connection, char const* what) {
    fmt::print(stderr, "{}: {}\n", what, sqlite3_errmsg(connection));
    std::exit(1);
}

void run(sqlite3* connection, char const* text) {
    if (sqlite3_exec(connection, text, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(connection, text);
}

// The statements of one text, prepared once.
class Statement {
public:
    Statement(sqlite3* connection, std::string_view text) : connection_(connection) {
        std::string const copy(text);
        char const* rest = copy.c_str();
        while (*rest != '\0') {
            sqlite3_stmt* part = nullptr;
            if (sqlite3_prepare_v3(connection, rest, -1, SQLITE_PREPARE_PERSISTENT, &part, &rest) !=
                SQLITE_OK)
                fail(connection, rest);
            if (part != nullptr)
                parts_.push_back(part);
        }
    }
    ~Statement() {
        for (auto* const part : parts_)
            sqlite3_finalize(part);
    }
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;

    Statement& set(char const* name, std::int64_t value) {
        for (auto* const part : parts_)
            if (int const number = sqlite3_bind_parameter_index(part, name); number != 0)
                sqlite3_bind_int64(part, number, value);
        return *this;
    }
    // `value` outlives the run.
    Statement& set(char const* name, std::string_view value) {
        auto const size = static_cast<int>(value.size());
        for (auto* const part : parts_)
            if (int const number = sqlite3_bind_parameter_index(part, name); number != 0)
                sqlite3_bind_text(part, number, value.data(), size, SQLITE_STATIC);
        return *this;
    }
    // Runs all; returns the first column of the last row.
    std::int64_t number() {
        std::int64_t value = 0;
        for (auto* const part : parts_) {
            int code = SQLITE_ROW;
            while ((code = sqlite3_step(part)) == SQLITE_ROW)
                value = sqlite3_column_int64(part, 0);
            if (code != SQLITE_DONE)
                fail(connection_, "step");
            sqlite3_reset(part);
        }
        return value;
    }

private:
    sqlite3* connection_;
    std::vector<sqlite3_stmt*> parts_;
};

// The statement with those of its optional lines that the parameters are given for.
std::string withLines(std::string_view query, std::initializer_list<std::string_view> parameters) {
    db::StatementText const text(query);
    std::uint64_t mask = 0;
    for (auto const parameter : parameters) {
        auto const& names = text.optionalNames();
        mask |= std::uint64_t{1} << (std::ranges::find(names, parameter) - names.begin());
    }
    return text.variant(mask).sql;
}

struct Statements {
    explicit Statements(sqlite3* opened)
        : connection(opened),
          by_whatsapp(connection, patient::sql::kListPatientsByWhatsapp.sqlite),
          by_bpjs(connection, patient::sql::kListPatientsByBpjs.sqlite),
          insert_patient(connection, patient::sql::kInsertPatient.sqlite),
          raise_bookings(connection, schedule::sql::kRaiseBookings.sqlite),
          first_booking(connection, schedule::sql::kInsertFirstBooking.sqlite),
          insert_visit(connection, withLines(visit::sql::kInsertVisit.sqlite, {})),
          insert_event(connection, withLines(ledger::sql::kInsertEvent.sqlite, {"user_id"})),
          insert_day(connection, figures::queries().insert_day.text),
          raise_figures(
              connection, withLines(figures::queries().raise.text, {"waiting_bpjs", "hour_08"})
          ) {}

    sqlite3* connection;
    Statement by_whatsapp, by_bpjs, insert_patient, raise_bookings, first_booking, insert_visit,
        insert_event, insert_day, raise_figures;
};

std::int64_t insertPatient(Statements& statements, std::int64_t index) {
    auto const whatsapp = fmt::format("62811{:09}", index);
    auto const bpjs = fmt::format("{:013}", index);
    statements.by_whatsapp.set(":whatsapp_key", whatsapp).number();
    statements.by_bpjs.set(":no_bpjs", bpjs).number();
    return statements.insert_patient.set(":patient_name", "Pasien Uji")
        .set(":whatsapp_number", whatsapp)
        .set(":whatsapp_key", whatsapp)
        .set(":no_bpjs", bpjs)
        .set(":email", "pasien@mail.com")
        .set(":now", kNow)
        .number();
}

void raiseFigures(Statements& statements, std::int64_t id) {
    statements.raise_figures.set(":date", kDate)
        .set(":poly_id", kPolyId)
        .set(":waiting_bpjs", 1)
        .set(":hour_08", 1)
        .set(":calls", 0)
        .set(":id", id)
        .number();
}

// Returns the id of the reservation.
std::int64_t registerOne(Statements& statements, std::int64_t index) {
    auto const patient_id = insertPatient(statements, index);
    statements.raise_bookings.set(":schedule_id", kScheduleId).set(":date", kDate).number();
    if (sqlite3_changes(statements.connection) == 0)
        statements.first_booking.set(":schedule_id", kScheduleId).set(":date", kDate).number();
    auto const id = statements.insert_visit.set(":patient_id", patient_id)
                        .set(":poly_id", kPolyId)
                        .set(":schedule_id", kScheduleId)
                        .set(":date", kDate)
                        .set(":bpjs", 1)
                        .set(":status_id", 1)
                        .set(":time", "08:02:03")
                        .set(":now", kNow)
                        .number();
    statements.insert_event.set(":kind", "registered")
        .set(":reservation_id", id)
        .set(":poly_id", kPolyId)
        .set(":date", kDate)
        .set(":queue_number", index)
        .set(":user_id", 1)
        .set(":after_status_id", 1)
        .set(":now", kNow)
        .number();
    return id;
}

}  // namespace

int main(int count, char** arguments) {
    std::string_view const kind = count == 4 ? arguments[3] : "";
    bool const is_counted = kind == "counted";
    if (!is_counted && kind != "plain") {
        fmt::print(stderr, "usage: antrean_raw_registration DATABASE SECONDS plain|counted\n");
        return 2;
    }
    sqlite3* connection = nullptr;
    if (sqlite3_open(arguments[1], &connection) != SQLITE_OK)
        fail(connection, arguments[1]);
    run(connection,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000");
    std::int64_t done = 0;
    auto const began = std::chrono::steady_clock::now();
    auto const end = began + std::chrono::seconds(std::atoi(arguments[2]));
    {
        Statements statements(connection);
        if (is_counted)
            statements.insert_day.set(":date", kDate).set(":poly_id", kPolyId).number();
        while (std::chrono::steady_clock::now() < end) {
            run(connection, "BEGIN IMMEDIATE");
            for (int index = 0; index < kToACommit; ++index) {
                auto const id = registerOne(statements, ++done);
                if (is_counted)
                    raiseFigures(statements, id);
            }
            run(connection, "COMMIT");
        }
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    fmt::print("{:.0f}\n", static_cast<double>(done) / took.count());
    sqlite3_close(connection);
}
