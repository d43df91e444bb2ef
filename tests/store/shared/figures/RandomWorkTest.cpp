// After any changes of visits in any order, figures and seats equal a full count. Prints its seed;
// ANTREAN_TEST_SEED repeats it.
#include "delivery/Outbox.hpp"
#include "figures/FigureFaults.hpp"
#include "harness/ClinicDay.hpp"
#include "queue/CallNext.hpp"
#include "queue/Transitions.hpp"
#include "queue/Undo.hpp"

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
        auto const kind = visits_.empty() ? 0 : below(12);
        if (kind < 3)
            registerOne(transaction);
        else if (kind < 7)
            moveOne(transaction);
        else if (kind < 8)
            queue::callNext(transaction, {poly(), day()}, step());
        else if (kind < 10)
            undoOne(transaction);
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
        read([done](db::Transaction& transaction) {
            ASSERT_EQ(findFaults(transaction), std::vector<std::string>{}) << "after " << done;
            ASSERT_EQ(seatFaults(transaction), 0) << "after " << done;
        });
    }
}

}  // namespace antrean::figures
