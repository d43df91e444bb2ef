#include "realtime/Webhooks.hpp"

#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"
#include "delivery/Outbox.hpp"
#include "realtime/Sql.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;
using Kind = Occurrence::Kind;

constexpr Watcher::Timing kTiming{
    // How long after kGrace a departure is found at the latest.
    .every = std::chrono::milliseconds(500),
    // Events within this time go into one body.
    .pause = std::chrono::milliseconds(100),
    .retry_after = std::chrono::milliseconds(1'000),
};
constexpr std::size_t kEventsOfCallMax = 100;

struct PresenceRow {
    std::string channel;
    std::string user_id;
};
BOOST_DESCRIBE_STRUCT(PresenceRow, (), (channel, user_id))

bool isComing(Kind kind) {
    return kind == Kind::channel_occupied || kind == Kind::member_added;
}

bool isGoing(Kind kind) {
    return kind == Kind::channel_vacated || kind == Kind::member_removed;
}

json::object eventObject(Occurrence const& occurrence) {
    json::object event{{"name", name(occurrence.kind)}, {"channel", occurrence.channel}};
    if (occurrence.kind == Kind::client_event) {
        event["event"] = occurrence.event;
        event["data"] = occurrence.data.is_string() ? occurrence.data
                                                    : json::value(json::serialize(occurrence.data));
        event["socket_id"] = occurrence.socket_id;
    }
    if (!occurrence.user_id.empty())
        event["user_id"] = occurrence.user_id;
    return event;
}

bool isThere(Hub const& hub, Occurrence const& gone) {
    if (gone.kind == Kind::member_removed)
        return hub.isMember(gone.channel, gone.user_id);
    return hub.figures(gone.channel).has_value();
}

}  // namespace

// Of one hub.
class Webhooks::Ear final : public Reporter {
public:
    Ear(Webhooks& webhooks, Hub& hub) : webhooks_(webhooks), hub_(hub) { hub.setReporter(*this); }

    void report(Occurrence occurrence) override {
        webhooks_.take({&hub_, std::move(occurrence), webhooks_.clock_.now()});
    }
    Hub& hub() const { return hub_; }

private:
    Webhooks& webhooks_;
    Hub& hub_;
};

Webhooks::Webhooks(
    db::Database& database,
    delivery::Outbox const& outbox,
    Clock const& clock,
    std::vector<Hub*> const& hubs
)
    : database_(database),
      outbox_(outbox),
      clock_(clock),
      watcher_(kTiming, [this](bool) { return look(); }) {
    for (auto* const hub : hubs)
        if (!hub->app().webhooks.empty())
            ears_.push_back(std::make_unique<Ear>(*this, *hub));
}

Webhooks::~Webhooks() {
    stop();
}

void Webhooks::start() {
    if (ears_.empty())
        return;
    lookForLeftOver();
    watcher_.start();
}

void Webhooks::stop() {
    if (!watcher_.stop())
        return;
    takeDue();
    store();
}

void Webhooks::lookForLeftOver() {
    {
        std::scoped_lock const lock(mutex_);
        must_find_left_over_ = true;
    }
    watcher_.poke();
}

void Webhooks::take(Report report) {
    bool const is_going = isGoing(report.occurrence.kind);
    {
        std::scoped_lock const lock(mutex_);
        auto& line = is_going ? gone_ : happened_;
        if (line.size() >= kWaitingMax) {
            if (!std::exchange(has_dropped_, true))
                log::warning("some realtime webhooks are not told: too many wait for the database");
            return;
        }
        line.push_back(std::move(report));
        if (is_going || line.size() > 1)
            return;
    }
    watcher_.poke();
}

void Webhooks::takeDue() {
    auto const now = clock_.now();
    std::scoped_lock const lock(mutex_);
    auto const move = [this](std::deque<Report>& line) {
        unstored_.push_back(std::move(line.front()));
        line.pop_front();
    };
    while (!happened_.empty() && unstored_.size() < kWaitingMax)
        move(happened_);
    while (!gone_.empty() && gone_.front().at + kGrace <= now && unstored_.size() < kWaitingMax)
        move(gone_);
    has_dropped_ = false;
    if (!happened_.empty())
        watcher_.poke();
}

bool Webhooks::look() {
    auto const must_find_left_over = [this](bool is_wanted) {
        std::scoped_lock const lock(mutex_);
        return std::exchange(must_find_left_over_, is_wanted);
    };
    bool const has_found = !must_find_left_over(false) || findLeftOver();
    takeDue();
    bool const is_stored = store();
    if (!has_found)
        must_find_left_over(true);
    return is_stored && has_found;
}

bool Webhooks::findLeftOver() {
    for (auto const& ear : ears_) {
        auto& hub = ear->hub();
        auto const rows =
            database_.read<std::vector<PresenceRow>>([&hub](db::Transaction& transaction) {
                return Result<std::vector<PresenceRow>>(
                    transaction.all<PresenceRow>(sql::kListPresences, {{"app_id", hub.app().id}})
                );
            });
        if (!rows)
            return false;
        for (auto const& row : *rows) {
            auto const kind = row.user_id.empty() ? Kind::channel_vacated : Kind::member_removed;
            Occurrence gone{kind, row.channel, row.user_id};
            if (!isThere(hub, gone))
                take({&hub, std::move(gone), clock_.now()});
        }
    }
    return true;
}

bool Webhooks::store() {
    std::erase_if(unstored_, [](Report const& report) {
        return isGoing(report.occurrence.kind) && isThere(*report.hub, report.occurrence);
    });
    if (unstored_.empty())
        return true;
    auto const now = clock_.now();
    auto const is_stored = database_.write<void>([this, now](db::Transaction& transaction) {
        std::map<Hub const*, Events> told;
        for (auto const& report : unstored_)
            if (isNews(transaction, report))
                told[report.hub].emplace_back(
                    report.occurrence.kind, eventObject(report.occurrence)
                );
        for (auto const& [hub, events] : told)
            tell(transaction, *hub, events, now);
        return Result<void>();
    });
    if (!is_stored && is_stored.error().kind == ErrorKind::unavailable)
        return false;
    if (!is_stored)
        log::error("realtime webhooks were not told: {}", is_stored.error().cause);
    unstored_.clear();
    return true;
}

bool Webhooks::isNews(db::Transaction& transaction, Report const& report) const {
    auto const kind = report.occurrence.kind;
    auto const change = [&transaction, &report](db::Query const& query) {
        return transaction.run(
                   query,
                   {{"app_id", report.hub->app().id},
                    {"channel", report.occurrence.channel},
                    {"user_id", report.occurrence.user_id},
                    {"at_ms", delivery::toMs(report.at)}}
               ) > 0;
    };
    if (isGoing(kind))
        return change(sql::kRemovePresence);
    if (!isComing(kind))
        return true;
    for (;;) {
        if (change(sql::kInsertPresence))
            return true;
        // Another process may remove it just now.
        if (change(sql::kUpdatePresence))
            return false;
    }
}

void Webhooks::tell(db::Transaction& transaction, Hub const& hub, Events const& told, Instant now)
    const {
    for (auto const& webhook : hub.app().webhooks) {
        json::array events;
        auto const send = [this, &transaction, &hub, &webhook, &events, now] {
            delivery::Message message;
            message.kind = WebhookCarrier::kKind;
            message.order_key = WebhookCarrier::orderKey(hub.app(), webhook.url);
            message.target = webhook.url;
            message.body = json::serialize(json::object{
                {"time_ms", delivery::toMs(now)}, {"events", std::exchange(events, {})}});
            outbox_.add(transaction, message, now);
        };
        for (auto const& [kind, event] : told) {
            if (!webhook.wants(kind))
                continue;
            events.push_back(event);
            if (events.size() == kEventsOfCallMax)
                send();
        }
        if (!events.empty())
            send();
    }
}

std::string WebhookCarrier::orderKey(App const& app, std::string_view url) {
    return app.id + " " + std::string(url);
}

App const* WebhookCarrier::find(delivery::Delivery const& delivery) const {
    for (auto const* const hub : hubs_)
        for (auto const& webhook : hub->app().webhooks)
            if (orderKey(hub->app(), webhook.url) == delivery.order_key)
                return &hub->app();
    return nullptr;
}

std::optional<std::string>
WebhookCarrier::whyUnwanted(delivery::Delivery const& delivery, db::Transaction&) {
    if (find(delivery) == nullptr)
        return "The app has no such webhook any more";
    return std::nullopt;
}

Result<delivery::Call>
WebhookCarrier::compose(delivery::Delivery const& delivery, db::Transaction&) {
    auto const* const app = find(delivery);
    if (app == nullptr)
        return Error::notFound("The app has no such webhook any more");
    delivery::Call call;
    call.url = delivery.target;
    call.body = delivery.body;
    call.headers = {
        {"Content-Type", "application/json"},
        {"X-Pusher-Key", app->key},
        {"X-Pusher-Signature", digest::hmacSha256Hex(app->secret, call.body)},
    };
    return call;
}

}  // namespace antrean::realtime
