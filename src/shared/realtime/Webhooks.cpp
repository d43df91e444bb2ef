#include "realtime/Webhooks.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "delivery/DeliveryStore.hpp"
#include "delivery/Outbox.hpp"
#include "realtime/Sql.hpp"
#include "realtime/WebhookCarrier.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;
using Kind = WebhookEvent::Kind;
using Steady = std::chrono::steady_clock;

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

json::object eventObject(WebhookEvent const& from) {
    json::object event{{"name", name(from.kind)}, {"channel", from.channel}};
    if (from.kind == Kind::client_event) {
        event["event"] = from.event;
        event["data"] = from.data.is_string() ? from.data : json::value(json::serialize(from.data));
        event["socket_id"] = from.socket_id;
    }
    if (!from.user_id.empty())
        event["user_id"] = from.user_id;
    return event;
}

// It is of no channel and no kind that a webhook may choose.
json::object summaryObject(std::size_t count) {
    return {{"name", "events_dropped"}, {"channel", ""}, {"count", count}};
}

// Of events, and of those that a summary stands for.
std::size_t countOf(json::array const& events) {
    std::size_t count = 0;
    for (auto const& event : events) {
        auto const* dropped = event.get_object().if_contains("count");
        count += dropped == nullptr ? 1 : dropped->to_number<std::size_t>();
    }
    return count;
}

bool isPresent(Hub const& hub, WebhookEvent const& gone) {
    if (gone.kind == Kind::member_removed)
        return hub.isMember(gone.channel, gone.user_id);
    return hub.figures(gone.channel).has_value();
}

}  // namespace

// Of one hub.
class Webhooks::Observer final : public WebhookObserver {
public:
    Observer(Webhooks& webhooks, Hub& hub) : webhooks_(webhooks), hub_(hub) {
        hub.setObserver(*this);
    }

    void onEvent(WebhookEvent event) override {
        webhooks_.add({&hub_, std::move(event), webhooks_.clock_.now()});
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
            observers_.push_back(std::make_unique<Observer>(*this, *hub));
}

Webhooks::~Webhooks() {
    stop();
}

void Webhooks::start() {
    if (observers_.empty())
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
    must_find_left_over_ = true;
    watcher_.poke();
}

void Webhooks::add(Report report) {
    bool const is_going = isGoing(report.event.kind);
    {
        std::scoped_lock const lock(mutex_);
        auto& line = is_going ? gone_ : happened_;
        auto& rate = rates_.try_emplace(report.hub, kEventsAtOnce, kEventsPerSecond).first->second;
        bool const has_rate = !is_going && report.event.kind != Kind::client_event;
        if (line.size() >= kWaitingMax || (has_rate && !rate.allows(Steady::now()))) {
            ++dropped_[report.hub];
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
    if (!happened_.empty())
        watcher_.poke();
}

bool Webhooks::look() {
    bool const has_found = !must_find_left_over_.exchange(false) || findLeftOver();
    if (!has_found)
        must_find_left_over_ = true;
    takeDue();
    return store() && has_found;
}

bool Webhooks::findLeftOver() {
    for (auto const& observer : observers_) {
        auto& hub = observer->hub();
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
            WebhookEvent gone{kind, row.channel, row.user_id};
            if (!isPresent(hub, gone))
                add({&hub, std::move(gone), clock_.now()});
        }
    }
    return true;
}

bool Webhooks::store() {
    std::erase_if(unstored_, [](Report const& report) {
        return isGoing(report.event.kind) && isPresent(*report.hub, report.event);
    });
    auto const summaries = takeDropped();
    if (unstored_.empty() && summaries.empty())
        return true;
    auto const now = clock_.now();
    std::map<Hub const*, std::size_t> dropped;
    auto const is_stored =
        database_.write<void>([this, now, &summaries, &dropped](db::Transaction& transaction) {
            std::map<Hub const*, Events> claimed;
            for (auto const& report : unstored_)
                if (claim(transaction, report))
                    claimed[report.hub].emplace_back(report.event.kind, eventObject(report.event));
            for (auto const& [hub, count] : summaries)
                claimed[hub].emplace_back(std::nullopt, summaryObject(count));
            dropped.clear();
            for (auto const& [hub, events] : claimed)
                dropped[hub] = send(transaction, *hub, events, now);
            return Result<void>();
        });
    for (auto const& [hub, count] : is_stored ? dropped : summaries)
        drop(*hub, count);
    if (!is_stored && is_stored.error().kind == ErrorKind::unavailable)
        return false;
    if (!is_stored)
        log::error("realtime webhooks were not sent: {}", is_stored.error().cause);
    unstored_.clear();
    return true;
}

void Webhooks::drop(Hub const& hub, std::size_t count) {
    if (count == 0)
        return;
    std::scoped_lock const lock(mutex_);
    dropped_[&hub] += count;
}

std::map<Hub const*, std::size_t> Webhooks::takeDropped() {
    std::map<Hub const*, std::size_t> taken;
    auto const now = Steady::now();
    if (now < next_summary_)
        return taken;
    std::scoped_lock const lock(mutex_);
    taken.swap(dropped_);
    if (!taken.empty()) {
        next_summary_ = now + kSummaryEvery;
        log::warning("some realtime webhooks are not sent: there are too many");
    }
    return taken;
}

bool Webhooks::claim(db::Transaction& transaction, Report const& report) const {
    auto const kind = report.event.kind;
    auto const change = [&transaction, &report](db::Query const& query) {
        return transaction.run(
                   query,
                   {{"app_id", report.hub->app().id},
                    {"channel", report.event.channel},
                    {"user_id", report.event.user_id},
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
        // Another process may be deleting the row now.
        if (change(sql::kUpdatePresence))
            return false;
    }
}

std::size_t Webhooks::send(
    db::Transaction& transaction, Hub const& hub, Events const& all, Instant now
) const {
    std::size_t dropped = 0;
    for (auto const& webhook : hub.app().webhooks) {
        auto const key = WebhookCarrier::orderKey(hub.app(), webhook.url);
        auto const waiting =
            delivery::countOpen(transaction, WebhookCarrier::kKind, key, kCallsWaitingMax);
        auto room = kCallsWaitingMax - waiting;
        json::array events;
        auto const add = [this, now, &transaction, &webhook, &key, &room, &events, &dropped] {
            if (room-- <= 0) {
                dropped += countOf(std::exchange(events, {}));
                return;
            }
            delivery::Message message;
            message.kind = WebhookCarrier::kKind;
            message.order_key = key;
            message.target = webhook.url;
            message.body = json::serialize(json::object{
                {"time_ms", delivery::toMs(now)}, {"events", std::exchange(events, {})}});
            outbox_.add(transaction, message, now);
        };
        for (auto const& [kind, event] : all) {
            if (kind && !webhook.wants(*kind))
                continue;
            events.push_back(event);
            if (events.size() == kEventsOfCallMax)
                add();
        }
        if (!events.empty())
            add();
    }
    return dropped;
}

}  // namespace antrean::realtime
