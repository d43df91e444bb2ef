// Tells the webhooks of apps what happens in their channels, as hosted Pusher does: bodies of
// several events, signed with the app's secret, in order and at least once (delivery/Outbox.hpp).
//
// Of several processes on one database one tells: that which adds the row of an occupied channel or
// of a member to `told_presences`, or removes it. Who comes back within kGrace was never gone.
#pragma once

#include "base/Clock.hpp"
#include "base/Watcher.hpp"
#include "delivery/Carrier.hpp"
#include "realtime/Hub.hpp"
#include "realtime/Reporter.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::delivery {
class Outbox;
}

namespace antrean::realtime {

class Webhooks {
public:
    static constexpr std::chrono::seconds kGrace{3};
    // Events that wait for the database; more are dropped.
    static constexpr std::size_t kWaitingMax = 10'000;

    // Before the first connection. Hubs of apps without webhooks are left alone. All outlive it.
    Webhooks(
        db::Database& database,
        delivery::Outbox const& outbox,
        Clock const& clock,
        std::vector<Hub*> const& hubs
    );
    ~Webhooks();
    Webhooks(Webhooks const&) = delete;
    Webhooks& operator=(Webhooks const&) = delete;

    // When the other processes are known. Looks for who is left over, too.
    void start();
    // What was told to be there, and is not, is told to be gone: the process that should have done
    // it is dead, and may have died before the others knew of it. Thread-safe, does not wait.
    void lookForLeftOver();
    // Before Database::stop.
    void stop();

private:
    class Ear;
    struct Report {
        Hub* hub = nullptr;
        Occurrence occurrence;
        Instant at;
    };
    using Events = std::vector<std::pair<Occurrence::Kind, boost::json::object>>;

    void take(Report report);
    void takeDue();
    bool look();
    // These two return false when the database does not answer.
    bool findLeftOver();
    bool store();
    bool isNews(db::Transaction& transaction, Report const& report) const;
    void tell(db::Transaction& transaction, Hub const& hub, Events const& told, Instant now) const;

    db::Database& database_;
    delivery::Outbox const& outbox_;
    Clock const& clock_;
    std::vector<std::unique_ptr<Ear>> ears_;
    std::vector<Report> unstored_;  // only the watcher's thread uses it

    std::mutex mutex_;
    std::deque<Report> happened_;
    std::deque<Report> gone_;  // perhaps: to be looked at after kGrace
    bool has_dropped_ = false;
    bool must_find_left_over_ = false;
    Watcher watcher_;
};

// Carries them. The hubs outlive it.
class WebhookCarrier final : public delivery::Carrier {
public:
    static constexpr std::string_view kKind = "pusher";

    explicit WebhookCarrier(std::vector<Hub*> hubs) : hubs_(std::move(hubs)) {}

    std::string_view kind() const override { return kKind; }
    // The app, or its webhook, is no more.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;

    // What a delivery's order_key is: one line per app and webhook.
    static std::string orderKey(App const& app, std::string_view url);

private:
    App const* find(delivery::Delivery const& delivery) const;

    std::vector<Hub*> const hubs_;
};

}  // namespace antrean::realtime
