// After any changes of visits in any order, figures, summary and seats equal a full count. Prints
// its seed; ANTREAN_TEST_SEED repeats it.
#include "dashboard/Summary.hpp"
#include "delivery/Outbox.hpp"
#include "figures/FigureFaults.hpp"
#include "harness/ClinicDay.hpp"
#include "queue/CallNext.hpp"
#include "queue/Transitions.hpp"
#include "queue/Undo.hpp"
#include "report/Percentile.hpp"
#include "visit/Steps.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <random>
#include <vector>

namespace antrean::figures {

namespace {

constexpr int kOperations = 3'000;
constexpr int kBetweenRecounts = 100;

// Schedules and days whose seats taken are not their visits.
constexpr auto kSeatFaults = test::same(
    "test.seat_faults",
    "SELECT COUNT(*) AS faults FROM schedule_bookings b WHERE b.booked <>"
    " (SELECT COUNT(*) FROM reservations r JOIN statuses s ON s.id = r.status_id"
    "  WHERE r.schedule_id = b.schedule_id AND r.date = b.date AND s.status_name <> 'CANCELLED')"
);

unsigned int seed() {
    char const* const wanted = std::getenv("ANTREAN_TEST_SEED");
    auto const seed =
        wanted ? static_cast<unsigned int>(std::stoul(wanted)) : std::random_device{}();
    std::cout << "ANTREAN_TEST_SEED=" << seed << '\n';
    return seed;
}

// A visit as the tables have it.
struct Raw {
    std::string date;
    std::int64_t poly_id;
    bool bpjs;
    std::string status_name;
    std::string registered;
    std::optional<std::string> called;
    std::optional<std::string> checked_in_at;
};
BOOST_DESCRIBE_STRUCT(
    Raw, (), (date, poly_id, bpjs, status_name, registered, called, checked_in_at)
)

constexpr auto kRaw = test::same(
    "test.raw_visits",
    "SELECT r.date, r.poly_id, r.bpjs, s.status_name, q.re_reservation_time AS registered,"
    " q.call_time AS called, r.checked_in_at FROM reservations r"
    " JOIN queues q ON q.id = r.id JOIN statuses s ON s.id = r.status_id"
);

// "08:15:30" in seconds; counted without the program's own functions.
std::int64_t secondsOf(std::string const& time) {
    return 3'600 * std::stoll(time.substr(0, 2)) + 60 * std::stoll(time.substr(3, 2)) +
           std::stoll(time.substr(6, 2));
}

// What the summary has to show of some visits.
struct Counts {
    std::int64_t visits = 0;
    std::int64_t bpjs = 0;
    std::int64_t present = 0;
    std::int64_t no_show = 0;
    std::int64_t waits_under_60 = 0;
    std::vector<std::int64_t> waits{};  // seconds

    void add(Raw const& visit) {
        auto const& status = visit.status_name;
        bool const is_called = status != "WAITING" && status != "NO_SHOW" && status != "CANCELLED";
        ++visits;
        bpjs += visit.bpjs ? 1 : 0;
        present += visit.checked_in_at || is_called ? 1 : 0;
        no_show += status == "NO_SHOW" ? 1 : 0;
        if (!visit.called || *visit.called < visit.registered)
            return;
        waits.push_back(secondsOf(*visit.called) - secondsOf(visit.registered));
        waits_under_60 += waits.back() < 3'600 ? 1 : 0;
    }
};

class RandomWorkTest : public test::ClinicDay {
protected:
    // An integer in [0, end).
    std::int64_t below(std::int64_t end) {
        return std::uniform_int_distribution<std::int64_t>(0, end - 1)(generator_);
    }
    bool isBpjs() { return below(2) == 1; }
    std::int64_t poly() { return test::kPolyId + below(2); }
    std::string day() { return "2029-01-0" + std::to_string(1 + below(4)); }

    void workOnce(db::Transaction& transaction) {
        // Any second of ten days: calls can be earlier in the day than registrations, or later.
        moment_ = at(1'861'920'000 + below(864'000));
        auto const kind = visits_.empty() ? 0 : below(13);
        if (kind < 3)
            registerOne(transaction);
        else if (kind < 7)
            moveOne(transaction);
        else if (kind < 8)
            queue::callNext(transaction, {poly(), day()}, step());
        else if (kind < 10)
            undoOne(transaction);
        else if (kind < 11)
            checkInOne(transaction);
        else
            correctOne(transaction);
    }

    void registerOne(db::Transaction& transaction) {
        auto wanted = form(day());
        wanted.poly_id = poly();
        wanted.bpjs = isBpjs();
        visits_.push_back({book(transaction, wanted).id, wanted});
    }

    void moveOne(db::Transaction& transaction) {
        static constexpr std::array<queue::Transition, 6> kMoves{
            queue::callToAnamnesa,
            queue::sendToWaitingDoctor,
            queue::callToDoctor,
            queue::finish,
            queue::markNoShow,
            queue::cancel,
        };
        // A fourth call is refused; that is a valid step of this test.
        auto const moved =
            kMoves[static_cast<std::size_t>(below(6))](transaction, one().id, step());
        ASSERT_TRUE(moved || moved.error().kind == ErrorKind::refused);
    }

    // On any day, also after the visit.
    void checkInOne(db::Transaction& transaction) {
        auto visit = visit::findForChange(transaction, one().id);
        visit::checkIn(transaction, *visit, step());
    }

    // Without a time limit, because the clock of this test jumps.
    void undoOne(db::Transaction& transaction) {
        queue::UndoRules const rules{std::chrono::days(30), true};
        auto const undone = queue::undo(transaction, one().id, step(), rules, outbox_);
        ASSERT_TRUE(undone || undone.error().kind == ErrorKind::conflict);
    }

    void correctOne(db::Transaction& transaction) {
        auto& [id, form] = one();
        reservation::UpdateReservation correction{};
        correction.patient_name = form.patient_name;
        correction.whatsapp_number = form.whatsapp_number;
        correction.poly_id = poly();
        correction.bpjs = isBpjs();
        correction.date = day();
        // With a schedule of its own that is full or unsuitable the visit stays, which is a valid
        // step of this test.
        reservation::ChosenSchedule chosen;
        if (below(3) == 0)
            chosen.schedule_id =
                schedules_[static_cast<std::size_t>(below(std::ssize(schedules_)))];
        auto const corrected = reservation::correct(transaction, id, correction, step(), chosen);
        ASSERT_TRUE(corrected || chosen.schedule_id);
    }

    void planDays(db::Transaction& transaction) {
        for (int each = 1; each <= 4; ++each)
            for (auto const quota : {std::optional<std::int64_t>(5), std::optional<std::int64_t>()})
                schedules_.push_back(plan(transaction, "2029-01-0" + std::to_string(each), quota));
    }

    // The summary of a poly and day, counted from the rows and as the reports show it.
    void expectSummary(
        db::Transaction& transaction,
        std::vector<Raw> const& visits,
        std::string const& date,
        std::int64_t poly_id
    ) {
        dashboard::SummaryQuestion const question{
            date, date, {"2029-01-01", "2029-01-01 00:00:00", poly_id}};
        auto const summary = dashboard::summarize(transaction, question, *directory_);
        ASSERT_EQ(summary.polies.size(), 1U);
        auto const& [sums, waits, now] = summary.polies.front();
        Counts counts;
        for (auto const& visit : visits)
            if (visit.date == date && visit.poly_id == poly_id)
                counts.add(visit);
        EXPECT_EQ(sums.visits, counts.visits);
        EXPECT_EQ(sums.bpjs, counts.bpjs);
        EXPECT_EQ(sums.present, counts.present);
        EXPECT_EQ(sums.no_show, counts.no_show);
        EXPECT_EQ(sums.waits, std::ssize(counts.waits));
        EXPECT_EQ(waits.count(), std::ssize(counts.waits));
        EXPECT_EQ(waits.countBelow(60), counts.waits_under_60);
        for (int const percent : {50, 90})
            expectPercentile(waits.percentile(percent), counts.waits, percent);
    }

    // That of the report is to the second, so it is greater by less than a minute.
    static void expectPercentile(
        std::optional<Hundredths> const& found, std::vector<std::int64_t>& waits, int percent
    ) {
        std::ranges::sort(waits);
        auto const reported = report::percentileMinutes(waits, percent);
        ASSERT_EQ(found.has_value(), reported.has_value());
        if (found) {
            EXPECT_LE(found->count, reported->count);
            EXPECT_GT(found->count, reported->count - 101);
        }
    }

    static std::int64_t seatFaults(db::Transaction& transaction) {
        return transaction.number(kSeatFaults).value_or(-1);
    }

    struct Known {
        std::int64_t id;
        reservation::CreateReservation form;
    };
    Known& one() { return visits_[static_cast<std::size_t>(below(std::ssize(visits_)))]; }

    delivery::Outbox const outbox_{delivery::DeliverySettings{}};
    std::mt19937 generator_{seed()};
    std::vector<Known> visits_;
    std::vector<std::int64_t> schedules_;
};
INSTANTIATE_EACH_ENGINE(RandomWorkTest);

}  // namespace

TEST_P(RandomWorkTest, FiguresAndSeatsAreWhatCountingGives) {
    write([this](db::Transaction& transaction) { planDays(transaction); });
    for (int done = 0; done < kOperations; done += kBetweenRecounts) {
        for (int i = 0; i < kBetweenRecounts; ++i)
            write([this](db::Transaction& transaction) { workOnce(transaction); });
        read([this, done](db::Transaction& transaction) {
            ASSERT_EQ(findFaults(transaction), std::vector<std::string>{}) << "after " << done;
            ASSERT_EQ(seatFaults(transaction), 0) << "after " << done;
            auto const visits = transaction.all<Raw>(kRaw);
            for (int day = 1; day <= 4; ++day)
                for (auto const poly_id : {test::kPolyId, test::kPolyId + 1})
                    expectSummary(transaction, visits, "2029-01-0" + std::to_string(day), poly_id);
        });
    }
}

}  // namespace antrean::figures
