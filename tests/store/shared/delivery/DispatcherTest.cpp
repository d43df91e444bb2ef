// The dispatcher's thread between a real database and a sender without network.
#include "delivery/Dispatcher.hpp"
#include "store/shared/delivery/Courier.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <utility>

namespace antrean::delivery {

namespace {

// Every call succeeds at once.
class InstantSender final : public Sender {
public:
    void send(Call call, Done done) override {
        bodies.push_back(call.body);
        begun_.push_back(std::move(done));
    }
    void run(std::chrono::milliseconds timeout) override {
        for (auto const& done : std::exchange(begun_, {})) {
            Reply reply;
            reply.status = 200;
            done(reply);
        }
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, timeout, [this] { return is_woken_; });
        is_woken_ = false;
    }
    void wake() override {
        {
            std::scoped_lock const lock(mutex_);
            is_woken_ = true;
        }
        woken_.notify_all();
    }

    std::vector<std::string> bodies;  // of calls; read it when the dispatcher has stopped

private:
    std::vector<Done> begun_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool is_woken_ = false;
};

// Another database, whose jobs wait while it is closed.
class Gate final : public db::Database {
public:
    explicit Gate(db::Database& inner) : inner_(inner) {}

    void close() {
        std::scoped_lock const lock(mutex_);
        is_closed_ = true;
    }
    void open() {
        std::scoped_lock const lock(mutex_);
        is_closed_ = false;
        for (auto& [mode, job] : std::exchange(waiting_, {}))
            inner_.run(mode, std::move(job));
    }

    db::Engine engine() const override { return inner_.engine(); }
    void run(db::Mode mode, db::Job job) override {
        std::scoped_lock const lock(mutex_);
        if (is_closed_)
            waiting_.emplace_back(mode, std::move(job));
        else
            inner_.run(mode, std::move(job));
    }
    void onNotice(NoticeListener listener) override { inner_.onNotice(std::move(listener)); }
    void onOwnNotice(NoticeListener listener) override { inner_.onOwnNotice(std::move(listener)); }
    void stop() override { inner_.stop(); }

private:
    db::Database& inner_;
    std::mutex mutex_;
    bool is_closed_ = false;
    std::vector<std::pair<db::Mode, db::Job>> waiting_;
};

class DispatcherTest : public test::EachMigrated {
protected:
    void SetUp() override {
        EachMigrated::SetUp();
        if (!database_)
            return;
        gate.emplace(*database_);
        auto instant = std::make_unique<InstantSender>();
        sender = instant.get();
        dispatcher.emplace(*gate, outbox, clock, std::move(instant));
        dispatcher->carry(carrier);
        dispatcher->start();
    }
    void TearDown() override {
        dispatcher.reset();
        gate.reset();
        EachMigrated::TearDown();
    }

    Message message(std::string body) const { return {"test", "a", "http://a", std::move(body)}; }
    // Adds an awaited message, and runs `last` at the end of the transaction.
    std::shared_ptr<Watch> add(
        std::string body, std::function<void(db::Transaction&)> const& last = [](auto&) {}
    ) {
        auto watch = std::make_shared<Watch>();
        write([&](db::Transaction& transaction) {
            outbox.add(transaction, message(std::move(body)), clock.now(), watch);
            last(transaction);
        });
        return watch;
    }
    static Watch::Ending endingOf(Watch& watch) {
        std::promise<Watch::Ending> ending;
        watch.then([&ending](Watch::Ending const& known) { ending.set_value(known); });
        return ending.get_future().get();
    }
    std::vector<std::string> states() {
        std::vector<std::string> states;
        read([&states](db::Transaction& transaction) {
            for (auto const& row : listDeliveries(transaction, {}, {1, 100}))
                states.push_back(row.state);
        });
        return states;
    }

    SystemClock const clock;
    Outbox outbox{{std::chrono::hours(24), std::chrono::hours(24 * 90), "here"}};
    std::shared_ptr<TestCarrier> carrier = std::make_shared<TestCarrier>();
    std::optional<Gate> gate;
    InstantSender* sender = nullptr;
    std::optional<Dispatcher> dispatcher;
};
INSTANTIATE_EACH_ENGINE(DispatcherTest);

}  // namespace

TEST_P(DispatcherTest, AnAwaitedCallNeedsNoTransactionBetweenItsCommitAndItsAnswer) {
    auto const watch = add("a1", [this](db::Transaction&) { gate->close(); });
    EXPECT_EQ(endingOf(*watch).kind, Watch::Ending::Kind::delivered);
    EXPECT_EQ(states(), std::vector<std::string>{"sending"});
    gate->open();
    dispatcher->stop();
    EXPECT_EQ(states(), std::vector<std::string>{"delivered"});
    EXPECT_EQ(sender->bodies, std::vector<std::string>{"a1"});
}

TEST_P(DispatcherTest, AnAwaitedCallThatMayNotGoOutEndsWithTheReason) {
    carrier->unwanted = "the patient is inside";
    auto const watch = add("a1", [this](db::Transaction&) { gate->close(); });
    auto const ending = endingOf(*watch);
    gate->open();
    EXPECT_EQ(ending.kind, Watch::Ending::Kind::failed);
    EXPECT_EQ(ending.reason, "the patient is inside");
    EXPECT_EQ(states(), std::vector<std::string>{"cancelled"});
}

TEST_P(DispatcherTest, AnAwaitedCallComesAfterTheEarlierOnesOfItsKey) {
    std::shared_ptr<Watch> second = std::make_shared<Watch>();
    add("a1", [this, &second](db::Transaction& transaction) {
        outbox.add(transaction, message("a2"), clock.now(), second);
    });
    EXPECT_EQ(endingOf(*second).kind, Watch::Ending::Kind::delivered);
    dispatcher->stop();
    EXPECT_EQ(sender->bodies, (std::vector<std::string>{"a1", "a2"}));
}

TEST_P(DispatcherTest, NothingIsSentWhenTheTransactionIsRolledBack) {
    for (std::size_t count = 0; count < 2 * Breakers::kCallsPerTarget; ++count) {
        auto const done = database_->write<bool>([this](db::Transaction& transaction) {
            outbox.add(transaction, message("lost"), clock.now(), std::make_shared<Watch>());
            return Result<bool>(Error::refused("no"));
        });
        EXPECT_FALSE(done);
    }
    auto const watch = add("a1");
    EXPECT_EQ(endingOf(*watch).kind, Watch::Ending::Kind::delivered);
    dispatcher->stop();
    EXPECT_EQ(sender->bodies, std::vector<std::string>{"a1"});
}

}  // namespace antrean::delivery
