// A dispatcher without threads and network: the test sets the time and the answers of receivers.
#pragma once

#include "delivery/Attempts.hpp"
#include "delivery/DeliveryList.hpp"
#include "harness/Engines.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace antrean::delivery {

// A carrier that sends everything to its target, as the test configures it.
class TestCarrier final : public Carrier {
public:
    std::string_view kind() const override { return "test"; }
    std::optional<std::string> whyUnwanted(Delivery const&, db::Transaction&) override {
        return unwanted;
    }
    std::optional<Instant> notBefore(Delivery const&, db::Transaction&, Instant) override {
        return not_before;
    }
    bool asks(Delivery const& delivery) const override {
        return (can_ask && delivery.isInDoubt()) || delivery.question;
    }
    bool isSentTwiceAtMost() const override { return is_sent_twice_at_most; }
    Result<Call> compose(Delivery const& delivery, db::Transaction&) override {
        if (problem)
            return Error::refused(*problem);
        Call call;
        call.url = delivery.target;
        call.body = asks(delivery) ? delivery.body + "?" : delivery.body;
        return call;
    }
    void onSettled(Delivery const& delivery, State state, Verdict const& verdict, db::Transaction&)
        override {
        settled.push_back(delivery.body + " " + std::string(name(state)) + " " + verdict.reason);
    }

    std::optional<std::string> unwanted;
    std::optional<Instant> not_before;
    std::optional<std::string> problem;
    bool can_ask = false;
    bool is_sent_twice_at_most = false;
    std::vector<std::string> settled;
};

// One process.
class Courier {
public:
    Courier(db::Database& database, std::string owner)
        : outbox_(DeliverySettings{
              std::chrono::hours(24), std::chrono::hours(24 * 90), std::move(owner)}),
          attempts_({carrier}, breakers, outbox_.settings().owner, [] { return 0.0; }),
          database_(database) {}

    Added add(Message const& message) {
        return write<Added>([&](db::Transaction& transaction) {
            return outbox_.add(transaction, message, now);
        });
    }
    Added add(std::string key, std::string body, std::string target = "http://a") {
        return add(Message{"test", std::move(key), std::move(target), std::move(body)});
    }
    void sendAgain(std::int64_t id) {
        write<bool>([&](db::Transaction& transaction) {
            outbox_.sendAgain(transaction, id, now);
            return true;
        });
    }

    // The deliveries that would be sent now.
    std::vector<Attempt> takeAll(std::int64_t count_max = 100) {
        auto const due = write<std::vector<Delivery>>([&](db::Transaction& transaction) {
            return listDue(transaction, now, outbox_.settings().owner, count_max);
        });
        std::vector<Attempt> result;
        for (auto const& delivery : due) {
            auto taken = take(delivery);
            if (taken.attempt)
                result.push_back(std::move(*taken.attempt));
            else
                reasons.push_back(taken.reason);
        }
        return result;
    }
    Taken take(Delivery const& delivery) {
        return write<Taken>([&](db::Transaction& transaction) {
            return attempts_.take(transaction, delivery, time());
        });
    }
    // Adds a message and leases it in one transaction.
    Taken addAndTake(std::string key, std::string body) {
        Message const message{"test", std::move(key), "http://a", std::move(body)};
        return write<Taken>([&](db::Transaction& transaction) {
            return attempts_.takeNew(
                transaction, outbox_.add(transaction, message, now).id, time()
            );
        });
    }
    State end(Attempt const& attempt, Verdict const& verdict) {
        if (verdict.kind == Verdict::Kind::delivered || verdict.kind == Verdict::Kind::cleared)
            attempt.pass->succeeded();
        else
            attempt.pass->failed(verdict.reason, time().steady);
        return write<State>([&](db::Transaction& transaction) {
            return attempts_.settle(
                transaction, attempt.delivery, attempt.began_at_ms, verdict, now
            );
        });
    }
    void deliver(std::vector<Attempt> const& attempts) {
        for (auto const& attempt : attempts)
            end(attempt, {Verdict::Kind::delivered, {}});
    }

    ListedDelivery row(std::int64_t id) {
        auto const rows = write<std::vector<ListedDelivery>>([](db::Transaction& transaction) {
            return listDeliveries(transaction, {}, {1, 100});
        });
        return *std::ranges::find(rows, id, &ListedDelivery::id);
    }

    // What a process does when it starts, and after its clock was set back.
    void forgetPlans() {
        write<bool>([&](db::Transaction& transaction) {
            delivery::forgetPlans(transaction, now);
            return true;
        });
    }
    Now time() const { return {now, Breakers::Time(now.time_since_epoch())}; }

    template <class T>
    T write(std::function<T(db::Transaction&)> const& work) {
        auto result = database_.write<T>([&work](db::Transaction& transaction) {
            return Result<T>(work(transaction));
        });
        if (!result)
            throw std::runtime_error(result.error().cause);
        return std::move(*result);
    }

    Instant now{std::chrono::seconds(1'861'920'000)};  // 2029-01-01 00:00:00
    Breakers breakers;
    std::shared_ptr<TestCarrier> carrier = std::make_shared<TestCarrier>();
    std::vector<std::string> reasons;  // why due rows were not sent

private:
    Outbox outbox_;
    Attempts attempts_;
    db::Database& database_;
};

inline std::vector<std::string> bodiesOf(std::vector<Attempt> const& attempts) {
    std::vector<std::string> bodies;
    for (auto const& attempt : attempts)
        bodies.push_back(attempt.call.body);
    return bodies;
}

// A test with a courier, named `here`.
class CourierTest : public test::EachMigrated {
protected:
    void SetUp() override {
        EachMigrated::SetUp();
        if (database_)
            here_.emplace(*database_, "here");
    }
    void TearDown() override {
        here_.reset();
        EachMigrated::TearDown();
    }

    std::optional<Courier> here_;
};

}  // namespace antrean::delivery
