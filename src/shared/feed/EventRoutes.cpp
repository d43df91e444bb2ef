#include "feed/EventRoutes.hpp"

#include "base/Text.hpp"
#include "http/Answer.hpp"
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
        if (after_ > feed_.settled())
            checkNumber();
        else
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
    // The client's number is from another ledger; the next event follows after().
    virtual void sendReset() = 0;
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

    // Another server on the same database may be ahead of this one by a moment. So only the
    // database can say that there is no such number.
    void checkNumber() {
        is_reading_ = true;
        feed_.findLast(thread_, [this, alive = std::weak_ptr(alive_)](auto last) {
            if (alive.expired())
                return;
            is_reading_ = false;
            if (!last)
                return socket_.close(http::kGoingAway, {});
            if (after_ > *last)
                reset(feed_.settled());
            readOn();
        });
    }

    void reset(std::int64_t last) {
        after_ = last;
        sendReset();
    }

    void use(EventBatch const& batch) {
        if (batch.last < after_)
            return reset(batch.last);
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
    void sendReset() override {
        auto const last = std::to_string(after());
        auto const event = "event: reset\nid: " + last + "\ndata: {\"last_seq\":" + last + "}\n\n";
        socket_.send(std::make_shared<std::string const>(event));
    }

    KnowsBearer knows_bearer_;
    std::string bearer_;
};

json::object pollBody(json::array events, std::int64_t last, bool is_reset = false) {
    json::object body{
        {"status", "success"},
        {"message", "Events retrieved successfully"},
        {"last_seq", last},
    };
    if (is_reset)
        body["reset"] = true;
    body["data"] = std::move(events);
    return body;
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

    void onDue() override { answer(pollBody({}, asked_after_)); }
    void onStop() override { onDue(); }

private:
    void begin() override { socket_.callAt(socket_.now() + wait_); }

    void send(EventBatch const& batch) override {
        json::array events;
        for (auto const& entry : batch.entries)
            events.push_back(http::objectOf<ledger::PublicEntry>(entry));
        answer(pollBody(std::move(events), batch.last));
    }

    void sendReset() override { answer(pollBody({}, after(), true)); }

    void answer(json::object const& body) {
        if (std::exchange(is_answered_, true))
            return;
        socket_.send(std::make_shared<std::string const>(json::serialize(body)));
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

constexpr auto kEntryKeys = shape::keysOf<ledger::PublicEntry>();
constexpr http::Shape kEvent = shape::object(kEntryKeys, "Event");
constexpr http::Key kLastKeys[] = {
    {"last_seq", shape::integer},
    shape::maybe("reset", shape::boolean),  // true: begin anew at last_seq
};

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

// `input_after`: for clients that cannot send Last-Event-ID.
Result<Response> streamTo(
    Services const& services,
    Request const& request,
    std::optional<std::int64_t> input_after,
    std::string bearer
) {
    auto& feed = services.feed;
    if (request.header("Accept").find("text/event-stream") == std::string_view::npos)
        return Error::malformed("Ask for it with Accept: text/event-stream.");
    auto const last_id = text::toInt(request.header("Last-Event-ID"));
    auto const after = last_id ? last_id : input_after;
    auto response = streamed("text/event-stream");
    response.stream = [&feed,
                       knows_bearer = services.knows_bearer,
                       after = after.value_or(feed.settled()),
                       bearer = std::move(bearer)](auto& socket, std::size_t thread) {
        return std::make_unique<EventStream>(feed, socket, thread, after, knows_bearer, bearer);
    };
    return response;
}

Result<Response> stream(Services const& services, Request const& request) {
    auto const input = http::inputOf<Streaming>(request, kStream);
    if (!input)
        return input.error();
    return streamTo(services, request, input->after, request.bearer);
}

constexpr http::Key kTicketKeys[] = {{"ticket", shape::text}, {"expires_in", shape::integer}};
constexpr http::Shape kTicketShape = shape::object(kTicketKeys, "EventTicket");

constexpr Endpoint kTicket{
    .work = Work::none,
    .permission = Permission::signed_in,
    .summary = "Get a ticket for one stream of a browser's EventSource",
    .outcome = gives::one(kTicketShape),
};

Result<Response> ticket(Services const& services, Request const& request) {
    auto issued = services.tickets.issue(request.bearer, request.moment.instant);
    if (!issued)
        return Error::unavailable("too many tickets are unused");
    auto response = http::answer(
        "Ticket created successfully",
        json::object{
            {"ticket", *std::move(issued)}, {"expires_in", EventTickets::kLifetime.count()}}
    );
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

struct Ticketed {
    std::string ticket;
    std::optional<std::int64_t> after;
};
BOOST_DESCRIBE_STRUCT(Ticketed, (), (ticket, after))
constexpr is::Field kTicketed[] = {
    is::field("ticket", is::required, is::text, is::max(255)),
    is::field("after", is::nullable, is::integer, is::min(0)),
};
static_assert(is::describes<Ticketed>(kTicketed));

constexpr http::Refusal kBadTicket{
    ErrorKind::unauthenticated, "The ticket is unknown, used or expired."};

// The ticket stands for its user's token, which the stream goes on checking.
constexpr Endpoint kTicketedStream{
    .work = Work::none,
    .permission = Permission::anyone,
    .input = kTicketed,
    .summary = "Follow the events as Server-Sent Events, with a ticket instead of a token",
    .outcome = gives::file("text/event-stream").refusing(kBadTicket),
};

Result<Response> ticketedStream(Services const& services, Request const& request) {
    auto const input = http::inputOf<Ticketed>(request, kTicketedStream);
    if (!input)
        return input.error();
    auto bearer = services.tickets.redeem(input->ticket, request.moment.instant);
    if (!bearer || !services.knows_bearer(*bearer))
        return kBadTicket.error();
    return streamTo(services, request, input->after, *std::move(bearer));
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/events", kPoll, run<poll>},
    {get, "/api/events/stream", kStream, run<stream>},
    {post, "/api/events/ticket", kTicket, run<ticket>},
    {get, "/api/events/ticketed-stream", kTicketedStream, run<ticketedStream>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::feed
