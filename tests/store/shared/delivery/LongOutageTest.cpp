// Hours with receivers that are down, fail at random or stall, simulated in a second.
#include "store/shared/delivery/Courier.hpp"

#include <random>
#include <set>

namespace antrean::delivery {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Determines the result of a call at that time.
using Receiver = std::function<Verdict(Attempt const& attempt, Instant now)>;

class LongOutageTest : public test::EachMigrated {
protected:
    static constexpr int kReservations = 12;
    static constexpr int kMessagesEach = 4;

    // Sends a clinic's messages, then lets time pass until all are delivered or `patience` is over.
    void live(std::vector<Courier*> const& processes, Receiver const& receiver, hours patience) {
        for (int message = 0; message < kMessagesEach; ++message)
            for (int reservation = 0; reservation < kReservations; ++reservation)
                processes[static_cast<std::size_t>(reservation) % processes.size()]->add(
                    "reservation:" + std::to_string(reservation), std::to_string(message)
                );
        auto const end = processes.front()->now + patience;
        while (delivered() < kReservations * kMessagesEach && processes.front()->now < end) {
            for (auto* const process : processes)
                step(*process, receiver);
            for (auto* const process : processes)
                process->now += seconds(10);
        }
    }

    void step(Courier& process, Receiver const& receiver) {
        for (auto const& attempt : process.takeAll(32)) {
            auto const verdict = receiver(attempt, process.now);
            auto const& delivery = attempt.delivery;
            ++attempts_[delivery.event_id];
            if (verdict.kind == Verdict::Kind::delivered)
                received_[delivery.order_key].push_back(delivery.body);
            process.end(attempt, verdict);
        }
    }

    int delivered() const {
        std::size_t count = 0;
        for (auto const& [key, bodies] : received_)
            count += bodies.size();
        return static_cast<int>(count);
    }

    void expectAllInOrder() const {
        EXPECT_EQ(received_.size(), static_cast<std::size_t>(kReservations));
        for (auto const& [key, bodies] : received_)
            EXPECT_EQ(bodies, (std::vector<std::string>{"0", "1", "2", "3"})) << key;
        EXPECT_EQ(attempts_.size(), static_cast<std::size_t>(kReservations * kMessagesEach))
            << "as many event ids as messages";
    }

    std::map<std::string, std::vector<std::string>> received_;  // by key
    std::map<std::string, int> attempts_;                       // by event id
};
INSTANTIATE_EACH_ENGINE(LongOutageTest);

Verdict const kWell{Verdict::Kind::delivered, {}};
Verdict const kDown{Verdict::Kind::retry, "down"};

}  // namespace

TEST_P(LongOutageTest, TwoHoursWithoutAReceiverLoseNothingAndKeepTheOrder) {
    Courier here(*database_, "here");
    auto const back_at = here.now + hours(2);
    live(
        {&here},
        [back_at](Attempt const&, Instant now) { return now < back_at ? kDown : kWell; },
        hours(4)
    );
    expectAllInOrder();
    EXPECT_LT(here.now, back_at + minutes(25)) << "a pause for each message of a key";
    for (auto const& [id, count] : attempts_)
        EXPECT_LT(count, 60) << "a receiver that is down is left alone most of the time";
}

TEST_P(LongOutageTest, ThirtyPercentErrorsLoseNothingAndKeepTheOrder) {
    Courier here(*database_, "here");
    std::mt19937 random(7);
    live(
        {&here},
        [&random](Attempt const&, Instant) { return random() % 10 < 3 ? kDown : kWell; },
        hours(4)
    );
    expectAllInOrder();
}

TEST_P(LongOutageTest, TwoProcessesShareTheWorkWithoutSendingTwice) {
    Courier here(*database_, "here");
    Courier there(*database_, "there");
    std::mt19937 random(7);
    live(
        {&here, &there},
        [&random](Attempt const&, Instant) { return random() % 10 < 3 ? kDown : kWell; },
        hours(4)
    );
    expectAllInOrder();
}

TEST_P(LongOutageTest, AProcessThatDiesWhileItSendsLosesNothing) {
    Courier here(*database_, "here");
    Courier there(*database_, "there");
    for (int reservation = 0; reservation < kReservations; ++reservation)
        here.add("reservation:" + std::to_string(reservation), "0");
    auto const under_way = here.takeAll(5);
    std::set<std::string> ids;
    for (auto const& attempt : under_way)
        ids.insert(attempt.delivery.event_id);
    // `here` does nothing more.
    for (int step_count = 0; step_count < 20; ++step_count) {
        step(there, [](Attempt const&, Instant) { return kWell; });
        there.now += seconds(2);
    }
    EXPECT_EQ(delivered(), kReservations);
    for (auto const& id : ids)
        EXPECT_EQ(attempts_.at(id), 1) << "sent again under the same id";
}

}  // namespace antrean::delivery
