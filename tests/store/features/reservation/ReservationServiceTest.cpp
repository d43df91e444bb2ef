#include "harness/ClinicDay.hpp"
#include "reservation/ReservationService.hpp"

#include <vector>

namespace antrean::reservation {

namespace {

struct Entry {
    std::string kind;
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::string date;
    std::int64_t queue_number;
    std::optional<std::int64_t> user_id;
    std::optional<std::int64_t> before_status_id;
    std::int64_t after_status_id;
    std::string created_at;

    bool operator==(Entry const&) const = default;
};
BOOST_DESCRIBE_STRUCT(
    Entry,
    (),
    (kind,
     reservation_id,
     poly_id,
     date,
     queue_number,
     user_id,
     before_status_id,
     after_status_id,
     created_at)
)

constexpr auto kEntries = test::same(
    "test.entries",
    "SELECT kind, reservation_id, poly_id, date, queue_number, user_id, before_status_id,"
    " after_status_id, created_at FROM events ORDER BY seq"
);

class ReservationServiceTest : public test::ClinicDay {
protected:
    static UpdateReservation correction(CreateReservation const& form) {
        UpdateReservation correction{};
        correction.patient_name = form.patient_name;
        correction.whatsapp_number = form.whatsapp_number;
        correction.poly_id = form.poly_id;
        correction.bpjs = form.bpjs;
        correction.date = form.date;
        return correction;
    }

    static constexpr char const* kDate = "2029-01-01";
};
INSTANTIATE_EACH_ENGINE(ReservationServiceTest);

}  // namespace

TEST_P(ReservationServiceTest, WritesEveryChangeIntoTheLedger) {
    write([this](db::Transaction& transaction) {
        auto wanted = form(kDate);
        auto const id = book(transaction, wanted).id;
        auto visit = visit::findForChange(transaction, id).value();
        visit::moveTo(transaction, visit, clinic::Station::anamnesa, step());
        visit::moveTo(transaction, visit, clinic::Station::anamnesa, step());
        wanted.date = "2029-01-02";
        ASSERT_TRUE(correct(transaction, id, correction(wanted), step()));

        auto const& now = moment_.timestamp;
        auto const user = test::kDoctorId;
        std::vector<Entry> const expected{
            {"registered", id, 1, kDate, 1, user, std::nullopt, 1, now},
            {"anamnesa", id, 1, kDate, 1, user, 1, 2, now},
            {"anamnesa", id, 1, kDate, 1, user, 2, 2, now},
            {"edited", id, 1, "2029-01-02", 1, user, 2, 1, now},
        };
        EXPECT_EQ(transaction.all<Entry>(kEntries), expected);
    });
}

TEST_P(ReservationServiceTest, AnnouncesAChangeOnceItIsCommittedAndNeverBefore) {
    std::vector<std::string_view> kinds;
    ledger_.listen([&kinds](ledger::Event const& event) { kinds.push_back(event.kind); });
    auto const refused =
        database_->write<void>([this](db::Transaction& transaction) -> Result<void> {
            book(transaction, kDate);
            return Error::refused("no");
        });
    EXPECT_FALSE(refused);
    EXPECT_TRUE(kinds.empty());
    write([this, &kinds](db::Transaction& transaction) {
        book(transaction, kDate);
        EXPECT_TRUE(kinds.empty());
    });
    EXPECT_EQ(kinds, std::vector{ledger::kRegistered});
}

TEST_P(ReservationServiceTest, WritesTheWallTimeOnBothSidesOfMidnight) {
    // 2028-12-31 16:59:59 and 17:00:00 UTC: the last second of a year in Jakarta and the next.
    for (auto const& [second, time] : {
             std::pair(1'861'894'799, "23:59:59"),
             std::pair(1'861'894'800, "00:00:00"),
         }) {
        moment_ = at(second);
        write([this, time = time](db::Transaction& transaction) {
            auto const id = book(transaction, kDate).id;
            auto const visit = visit::findForChange(transaction, id).value();
            EXPECT_EQ(visit.re_reservation_time, time);
            EXPECT_EQ(visit.date, kDate);
            EXPECT_EQ(visit.created_at, moment_.timestamp);
        });
    }
    EXPECT_EQ(moment_.timestamp, "2028-12-31 17:00:00");
    EXPECT_EQ(moment_.date, kDate);
}

TEST_P(ReservationServiceTest, ARefusedMoveKeepsNumberAndPatient) {
    write([this](db::Transaction& transaction) {
        auto const full = plan(transaction, kDate, 1);
        auto first = form(kDate);
        first.schedule_id = full;
        book(transaction, first);
        auto second = form("2029-01-02");
        auto const id = book(transaction, second).id;
        second.date = kDate;
        second.patient_name = "Nama Baru";
        auto const refused =
            correct(transaction, id, correction(second), step(), ChosenSchedule{full});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().message, "Quota is full");
        auto const visit = visit::findForChange(transaction, id).value();
        EXPECT_EQ(visit.date, "2029-01-02");
        EXPECT_NE(visit.patient_name, "Nama Baru");
    });
}

TEST_P(ReservationServiceTest, AnUnreadableChoiceIsAnErrorOnlyForAVisitThatMoves) {
    write([this](db::Transaction& transaction) {
        auto wanted = form(kDate);
        auto const id = book(transaction, wanted).id;
        auto const unreadable = unsuitableSchedule();
        EXPECT_TRUE(correct(transaction, id, correction(wanted), step(), unreadable));
        wanted.date = "2029-01-02";
        EXPECT_FALSE(correct(transaction, id, correction(wanted), step(), unreadable));
    });
}

TEST_P(ReservationServiceTest, AVisitGivesTheSeatOfARemovedScheduleBackWhenItMoves) {
    static constexpr auto kTrash = test::same(
        "test.trash", "UPDATE schedules SET deleted_at = '2029-01-01 00:00:00' WHERE id = :id"
    );
    static constexpr auto kSeats = test::same(
        "test.seats",
        "SELECT booked FROM schedule_bookings WHERE schedule_id = :id AND date = :date"
    );
    write([this](db::Transaction& transaction) {
        auto const id = plan(transaction, kDate, 1);
        auto wanted = form(kDate);
        wanted.schedule_id = id;
        auto const visit_id = book(transaction, wanted).id;
        transaction.run(kTrash, {{"id", id}});
        wanted.date = "2029-01-02";
        auto const corrected = correct(transaction, visit_id, correction(wanted), step());
        ASSERT_TRUE(corrected);
        EXPECT_EQ(corrected->visit.schedule_id, std::nullopt);
        EXPECT_EQ(transaction.number(kSeats, {{"id", id}, {"date", kDate}}), 0);
    });
}

}  // namespace antrean::reservation
