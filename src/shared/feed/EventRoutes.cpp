#include "feed/EventRoutes.hpp"

#include "base/Text.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace antrean::feed {

namespace {

namespace is = validation;
namespace json = boost::json;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::int64_t kWait_s = 25;
constexpr std::int64_t kWaitMax_s = 60;
// Proxies close connections on which nothing is sent for a minute.
constexpr std::chrono::seconds kCommentEvery{15};

struct Polling {
    std::optional<std::int64_t> after;
    std::optional<std::int64_t> wait;
};
BOOST_DESCRIBE_STRUCT(Polling, (), (after, wait))
constexpr is::Field kPolling[] = {
    is::field("after", is::nullable, is::integer, is::min(0)),
    is::field("wait", is::nullable, is::integer, is::between(0, kWaitMax_s)),
};
static_assert(is::describes<Polling>(kPolling));

struct Streaming {
    std::optional<std::int64_t> after;
};
BOOST_DESCRIBE_STRUCT(Streaming, (), (after))
constexpr is::Field kStreaming[] = {is::field("after", is::nullable, is::integer, is::min(0))};
static_assert(is::describes<Streaming>(kStreaming));

// Follows the feed after a number.
class FeedConversation : public http::Conversation, public EventFollower {
public:
    FeedConversation(
        EventFeed& feed, http::LiveSocket& socket, std::size_t thread, std::int64_t after
    )
        : socket_(socket), after_(after), feed_(feed), thread_(thread) {}

    void onOpen() override {
        feed_.add(thread_, *this);
        begin();
        readOn();
    }

    void onBatch(EventBatch const& batch) override {
        if (!is_reading_ && batch.after == after_)
            use(batch);
        readOn();
    }

    void onClosed() override { feed_.remove(thread_, *this); }

protected:
    virtual void begin() = 0;
    // `batch` has at least one entry.
    virtual void send(EventBatch const& batch) = 0;
    // The last number that was sent.
    std::int64_t after() const { return after_; }

    http::LiveSocket& socket_;

private:
    // Reads the entries that were written before it followed the feed, or while it was reading.
    void readOn() {
        if (is_reading_ || after_ >= feed_.settled())
            return;
        is_reading_ = true;
        feed_
            .read(after_, thread_, [this, alive = std::weak_ptr(alive_)](SharedBatch const& batch) {
                if (alive.expired())
                    return;
                is_reading_ = false;
                if (!batch)
                    return socket_.close(http::kGoingAway, {});
                use(*batch);
                readOn();
            });
    }

    void use(EventBatch const& batch) {
        after_ = batch.last;
        if (!batch.entries.empty())
            send(batch);
    }

    std::int64_t after_;
    EventFeed& feed_;
    std::size_t thread_;
    bool is_reading_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>();
};

class EventStream final : public FeedConversation {
public:
    EventStream(
        EventFeed& feed,
        http::LiveSocket& socket,
        std::size_t thread,
        std::int64_t after,
        KnowsBearer knows_bearer,
        std::string bearer
    )
        : FeedConversation(feed, socket, thread, after),
          knows_bearer_(std::move(knows_bearer)),
          bearer_(std::move(bearer)) {}

    // Closes when the token may no longer be valid. The client then reconnects by itself, and the
    // token is checked.
    void onDue() override {
        if (!knows_bearer_(bearer_))
            return socket_.close(http::kGoingAway, {});
        static auto const comment = std::make_shared<std::string const>(": still here\n\n");
        socket_.send(comment);
        socket_.callAt(socket_.now() + kCommentEvery);
    }

private:
    // Sends the number first, so that a client that loses the connection before its first event
    // reconnects with it.
    void begin() override {
        auto const greeting = "retry: 1000\nid: " + std::to_string(after()) + "\n\n";
        socket_.send(std::make_shared<std::string const>(greeting));
        socket_.callAt(socket_.now() + kCommentEvery);
    }
    void send(EventBatch const& batch) override { socket_.send(batch.stream_text); }

    KnowsBearer knows_bearer_;
    std::string bearer_;
};

json::object pollBody(json::array events, std::int64_t last) {
    return {
        {"status", "success"},
        {"message", "Events retrieved successfully"},
        {"last_seq", last},
        {"data", std::move(events)},
    };
}

// Answers once, with the first batch or, when the time is over, with no events.
class EventPoll final : public FeedConversation {
public:
    EventPoll(
        EventFeed& feed,
        http::LiveSocket& socket,
        std::size_t thread,
        std::int64_t after,
        std::chrono::seconds wait
    )
        : FeedConversation(feed, socket, thread, after), asked_after_(after), wait_(wait) {}

    void onDue() override { answer({}, asked_after_); }

private:
    void begin() override { socket_.callAt(socket_.now() + wait_); }

    void send(EventBatch const& batch) override {
        json::array events;
        for (auto const& entry : batch.entries)
            events.push_back(http::objectOf(entry));
        answer(std::move(events), batch.last);
    }

    void answer(json::array events, std::int64_t last) {
        if (std::exchange(is_answered_, true))
            return;
        auto const body = json::serialize(pollBody(std::move(events), last));
        socket_.send(std::make_shared<std::string const>(body));
        socket_.close(http::kNormalClosure, {});
    }

    std::int64_t asked_after_;
    std::chrono::seconds wait_;
    bool is_answered_ = false;
};

Response streamed(std::string content_type) {
    Response response;
    response.content_type = std::move(content_type);
    // Keeps proxies from collecting the answer before they pass it on.
    response.headers = {{"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}};
    return response;
}

namespace gives = http::gives;
namespace shape = http::shape;

constexpr auto kEntryKeys = shape::keysOf<ledger::Entry>();
constexpr http::Shape kEvent = shape::object(kEntryKeys, "Event");
constexpr http::Key kLastKeys[] = {{"last_seq", shape::integer}};

constexpr Endpoint kPoll{
    .work = Work::none,
    .permission = Permission::signed_in,
    .input = kPolling,
    .summary = "List the events after a number; waits if there are none yet",
    .outcome = gives::list(kEvent).with(kLastKeys),
};

Result<Response> poll(Services const& services, Request const& request) {
    auto& feed = services.feed;
    auto const input = http::inputOf<Polling>(request, kPoll);
    if (!input)
        return input.error();
    Response response;
    if (!input->after) {
        response.body = pollBody({}, feed.settled());
        return response;
    }
    response = streamed("application/json");
    auto const wait = std::chrono::seconds(input->wait.value_or(kWait_s));
    response.stream = [&feed, wait, after = *input->after](auto& socket, std::size_t thread) {
        return std::make_unique<EventPoll>(feed, socket, thread, after, wait);
    };
    return response;
}

constexpr Endpoint kStream{
    .work = Work::none,
    .permission = Permission::signed_in,
    .input = kStreaming,
    .summary = "Follow the events as Server-Sent Events",
    .outcome = gives::file("text/event-stream"),
};

Result<Response> stream(Services const& services, Request const& request) {
    auto& feed = services.feed;
    auto const input = http::inputOf<Streaming>(request, kStream);
    if (!input)
        return input.error();
    if (request.header("Accept").find("text/event-stream") == std::string_view::npos)
        return Error::malformed("Ask for it with Accept: text/event-stream.");
    auto const last_id = text::toInt(request.header("Last-Event-ID"));
    auto const after = last_id ? last_id : input->after;
    auto response = streamed("text/event-stream");
    response.stream = [&feed,
                       knows_bearer = services.knows_bearer,
                       after = after.value_or(feed.settled()),
                       bearer = request.bearer](auto& socket, std::size_t thread) {
        return std::make_unique<EventStream>(feed, socket, thread, after, knows_bearer, bearer);
    };
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/events", kPoll, run<poll>},
    {get, "/api/events/stream", kStream, run<stream>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::feed
