#include "db/Migrations.hpp"
#include "figures/FigureFaults.hpp"
#include "figures/Queries.hpp"
#include "figures/Sql.hpp"
#include "figures/VisitCounts.hpp"
#include "harness/ClinicDay.hpp"
#include "harness/Prepares.hpp"
#include "queue/CallNext.hpp"
#include "queue/Transitions.hpp"

#include <algorithm>
#include <vector>

namespace antrean::figures {

namespace {

struct Waits {
    std::int64_t waits;
    std::int64_t wait_seconds_sum;
    std::optional<std::int64_t> wait_seconds_min;
    std::optional<std::int64_t> wait_seconds_max;

    bool operator==(Waits const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Waits, (), (waits, wait_seconds_sum, wait_seconds_min, wait_seconds_max))

constexpr auto kWaits = test::same(
    "test.waits",
    "SELECT waits, wait_seconds_sum, wait_seconds_min, wait_seconds_max FROM daily_figures"
    " WHERE date = :date AND poly_id = :poly_id"
);

constexpr char const* kDate = "2029-01-01";

class FiguresTest : public test::ClinicDay {
protected:
    // Books a visit at `from_s` of the clinic's day and calls it to the doctor at `called_s`.
    std::int64_t visit(db::Transaction& transaction, std::int64_t from_s, std::int64_t called_s) {
        moment_ = at(kMidnight + from_s);
        auto const id = book(transaction, kDate).id;
        moment_ = at(kMidnight + called_s);
        EXPECT_TRUE(queue::callToDoctor(transaction, id, step()));
        return id;
    }

    void moveTo(db::Transaction& transaction, std::int64_t id, std::string const& date) {
        reservation::UpdateReservation correction{};
        correction.patient_name = "Pasien";
        correction.whatsapp_number = "0817";
        correction.poly_id = test::kPolyId;
        correction.date = date;
        ASSERT_TRUE(reservation::correct(transaction, id, correction, step()));
    }

    static Waits waitsOn(db::Transaction& transaction, std::string const& date) {
        return transaction.first<Waits>(
                              kWaits, {{"date", date}, {"poly_id", test::kPolyId}}
        ).value();
    }

    static std::vector<std::string> groups(
        db::Transaction& transaction,
        Selection const& selection,
        std::int64_t skipped,
        std::optional<std::int64_t> size
    ) {
        std::vector<std::string> seen;
        listGroups(transaction, selection, {skipped, size}, [&seen](Group const& group) {
            seen.push_back(
                group.date + ' ' + group.poly + ' ' + std::to_string(group.before) + '+' +
                std::to_string(group.visits)
            );
            return true;
        });
        return seen;
    }

    static constexpr std::int64_t kMidnight = 1'861'894'800;  // 2029-01-01 in Jakarta
};
INSTANTIATE_EACH_ENGINE(FiguresTest);

}  // namespace

TEST_P(FiguresTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
    test::expectEveryQueryPrepares(*database_, queries().all());
}

TEST_P(FiguresTest, AWaitIsFromTheRegistrationToTheFirstCallToTheDoctor) {
    write([this](db::Transaction& transaction) {
        auto const id = visit(transaction, 3'600, 3'725);
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{1, 125, 125, 125}));
        moment_ = at(kMidnight + 9'000);
        EXPECT_TRUE(queue::callToDoctor(transaction, id, step()));
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{1, 125, 125, 125}));
        visit(transaction, 0, 0);
        visit(transaction, 0, 86'399);
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{3, 86'524, 0, 86'399}));
    });
}

TEST_P(FiguresTest, WhoRegisteredLaterOnTheClockThanTheCallHasNoWait) {
    write([this](db::Transaction& transaction) {
        visit(transaction, 3'600, 86'400 + 3'599);
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{0, 0, std::nullopt, std::nullopt}));
    });
}

TEST_P(FiguresTest, AWaitIsForgottenWhenItsVisitMoves) {
    write([this](db::Transaction& transaction) {
        visit(transaction, 0, 20);
        auto const shortest = visit(transaction, 0, 10);
        auto const longest = visit(transaction, 0, 30);
        constexpr Waits kNone{0, 0, std::nullopt, std::nullopt};
        moveTo(transaction, longest, "2029-01-02");
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{2, 30, 10, 20}));
        EXPECT_EQ(waitsOn(transaction, "2029-01-02"), kNone);
        moveTo(transaction, shortest, "2028-12-31");
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{1, 20, 20, 20}));
        EXPECT_EQ(waitsOn(transaction, "2028-12-31"), kNone);
        EXPECT_EQ(findFaults(transaction), std::vector<std::string>{});
    });
}

TEST_P(FiguresTest, VisitsAreCountedByWhatIsAsked) {
    write([this](db::Transaction& transaction) {
        auto wanted = form(kDate);
        auto const first = book(transaction, wanted).id;
        wanted = form("2029-01-02");
        wanted.bpjs = true;
        book(transaction, wanted);
        wanted.poly_id = 2;
        book(transaction, wanted);
        EXPECT_TRUE(queue::cancel(transaction, first, step()));

        EXPECT_EQ(countVisits(transaction, {}), 3);
        EXPECT_EQ(countVisits(transaction, {.date_to = kDate}), 1);
        EXPECT_EQ(countVisits(transaction, {.date_from = "2029-01-02"}), 2);
        EXPECT_EQ(countVisits(transaction, {.poly_id = 2}), 1);
        EXPECT_EQ(countVisits(transaction, {.bpjs = true}), 2);
        EXPECT_EQ(countVisits(transaction, {.bpjs = false}), 1);
        Stations waiting;
        waiting.set(static_cast<std::size_t>(clinic::Station::waiting));
        EXPECT_EQ(countVisits(transaction, {.stations = waiting}), 2);
        EXPECT_EQ(countVisits(transaction, {.bpjs = false, .stations = waiting}), 0);
        EXPECT_EQ(countVisits(transaction, {.stations = Stations{}}), 0);
        EXPECT_EQ(countVisits(transaction, {.date_from = "2029-01-03"}), 0);
    });
}

TEST_P(FiguresTest, APageFindsItsDays) {
    using Lines = std::vector<std::string>;
    write([this](db::Transaction& transaction) {
        for (auto const* date : {"2029-01-02", "2029-01-01", "2029-01-02"})
            book(transaction, date);
        auto wanted = form("2029-01-01");
        wanted.poly_id = 2;
        book(transaction, wanted);

        Lines const all{"2029-01-01 Poli 1 0+1", "2029-01-01 Poli 2 1+1", "2029-01-02 Poli 1 2+2"};
        EXPECT_EQ(groups(transaction, {}, 0, std::nullopt), all);
        EXPECT_EQ(groups(transaction, {}, 0, 4), all);
        EXPECT_EQ(groups(transaction, {}, 0, 1), (Lines{all[0]}));
        EXPECT_EQ(groups(transaction, {}, 1, 1), (Lines{all[1]}));
        EXPECT_EQ(groups(transaction, {}, 1, 2), (Lines{all[1], all[2]}));
        EXPECT_EQ(groups(transaction, {}, 3, 10), (Lines{all[2]}));
        EXPECT_EQ(groups(transaction, {}, 4, 10), Lines{});
        EXPECT_EQ(groups(transaction, {.poly_id = 2}, 0, 10), (Lines{"2029-01-01 Poli 2 0+1"}));
        EXPECT_EQ(groups(transaction, {.bpjs = true}, 0, 10), Lines{});
    });
}

namespace {

// A database as it was before a migration, filled with rows, and migrated to the newest version.
class OldFiguresTest : public FiguresTest {
protected:
    // `check` reads the migrated database.
    template <class Check>
    void migrateFrom(
        std::string_view migration, std::span<std::string_view const> rows, Check check
    ) {
        auto const scratch = test::ScratchDatabase::make(engine());
        db::Settings settings;
        settings.url = scratch->url();
        auto const older = db::open(settings);
        std::span const all(db::kMigrations);
        auto const first = std::ranges::find(all, migration, &db::Migration::name);
        ASSERT_NE(first, all.end());
        db::migrate(*older, all.first(static_cast<std::size_t>(first - all.begin())));
        auto const filled = older->write<void>([rows](db::Transaction& transaction) {
            for (auto const row : rows)
                transaction.run(test::same("test.row", row));
            return Result<void>();
        });
        ASSERT_TRUE(filled) << filled.error().cause;
        db::migrate(*older, all);
        auto const checked = older->read<void>([check](db::Transaction& transaction) {
            EXPECT_EQ(findFaults(transaction), std::vector<std::string>{});
            check(transaction);
            return Result<void>();
        });
        ASSERT_TRUE(checked) << checked.error().cause;
    }

    static constexpr std::string_view kPoly = "INSERT INTO polies (id, name) VALUES (1, 'Umum')";
    static constexpr std::string_view kUser =
        "INSERT INTO users (id, name, email, password, username) VALUES (7, 'A', 'a@b', '', 'a')";
    static constexpr std::string_view kPatient =
        "INSERT INTO patients (id, patient_name, whatsapp_number, whatsapp_key)"
        " VALUES (1, 'Pasien', '0817', '62817')";
    static constexpr std::string_view kStatuses =
        "INSERT INTO statuses (id, status_name, label)"
        " VALUES (1, 'WAITING', ''), (5, 'DONE', ''), (6, 'NO_SHOW', '')";
    static constexpr std::string_view kQueue =
        "INSERT INTO queues (id, reservation_id, poly_id, queue_number, date, re_reservation_time,"
        " call_time) VALUES (1, 1, 1, 1, '2029-01-01', '08:00:00', '08:01:40')";
};
INSTANTIATE_EACH_ENGINE(OldFiguresTest);

}  // namespace

// The migration counts the rows of the previous version.
TEST_P(OldFiguresTest, AnOlderDatabaseGetsItsFigures) {
    static constexpr auto kWaiting = test::same(
        "test.waiting", "SELECT waiting_bpjs FROM daily_figures WHERE date = '2029-01-01'"
    );
    static constexpr auto kEntries =
        test::same("test.entries", "SELECT entries FROM daily_activity WHERE user_id = 7");
    constexpr std::string_view rows[] = {
        kPoly,
        kStatuses,
        kUser,
        kPatient,
        "INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id)"
        " VALUES (1, 1, 1, '2029-01-01', 1, 1)",
        kQueue,
        "INSERT INTO events (kind, reservation_id, poly_id, date, queue_number, user_id,"
        " after_status_id, created_at)"
        " VALUES ('registered', 1, 1, '2029-01-01', 1, 7, 1, '2029-01-01 01:00:00')",
    };
    migrateFrom("figures", rows, [](db::Transaction& transaction) {
        EXPECT_EQ(transaction.number(kWaiting), 1);
        EXPECT_EQ(transaction.number(kEntries), 1);
        EXPECT_EQ(waitsOn(transaction, kDate), (Waits{1, 100, 100, 100}));
    });
}

// One who was called, one who has checked in, one who waits, one who did not come.
TEST_P(OldFiguresTest, AnOlderDatabaseGetsItsPresencesAndMinutes) {
    static constexpr auto kPresent =
        test::same("test.present", "SELECT present FROM daily_figures WHERE date = '2029-01-01'");
    static constexpr auto kMinute = test::same(
        "test.minute", "SELECT waits FROM daily_waits WHERE date = '2029-01-01' AND minute = 1"
    );
    constexpr std::string_view rows[] = {
        kPoly,
        kStatuses,
        kPatient,
        "INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id, checked_in_at)"
        " VALUES (1, 1, 1, '2029-01-01', 1, 5, NULL),"
        " (2, 1, 1, '2029-01-01', 0, 1, '2029-01-01 01:00:00'),"
        " (3, 1, 1, '2029-01-01', 0, 1, NULL), (4, 1, 1, '2029-01-01', 0, 6, NULL)",
        kQueue,
        "INSERT INTO queues (id, reservation_id, poly_id, queue_number, date, re_reservation_time)"
        " VALUES (2, 2, 1, 2, '2029-01-01', '08:00:00'), (3, 3, 1, 3, '2029-01-01', '08:00:00'),"
        " (4, 4, 1, 4, '2029-01-01', '08:00:00')",
        "INSERT INTO daily_figures (date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs,"
        " anamnesa_general, waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs,"
        " with_doctor_general, done_bpjs, done_general, no_show_bpjs, no_show_general,"
        " cancelled_bpjs, cancelled_general, hour_00, hour_01, hour_02, hour_03, hour_04, hour_05,"
        " hour_06, hour_07, hour_08, hour_09, hour_10, hour_11, hour_12, hour_13, hour_14, hour_15,"
        " hour_16, hour_17, hour_18, hour_19, hour_20, hour_21, hour_22, hour_23, waits,"
        " wait_seconds_sum, wait_seconds_min, wait_seconds_max)"
        " SELECT * FROM counted_figures",
    };
    migrateFrom("summary_figures", rows, [](db::Transaction& transaction) {
        EXPECT_EQ(transaction.number(kPresent), 2);
        EXPECT_EQ(transaction.number(kMinute), 1);
    });
}

}  // namespace antrean::figures
