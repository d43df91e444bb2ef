// GET /api/visits/{code}/stream: the visit as Server-Sent Events. An event `visit` has VISIT, at
// once and after every change. An event `beat` has the server's time, every 15 s: a browser shows a
// page no comments, and the page has to know that its data are fresh. The stream ends when the link
// does.
#include "db/Transaction.hpp"
#include "http/LiveSocket.hpp"
#include "ticket/PatientSteps.hpp"
#include "ticket/TicketRoutes.hpp"
#include "ticket/VisitFeed.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace antrean::ticket {
namespace {

namespace gives = http::gives;
namespace json = boost::json;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

// Proxies close connections on which nothing is sent for a minute.
constexpr std::chrono::seconds kBeatEvery{15};

class VisitStream final : public http::Conversation, public VisitFollower {
public:
    VisitStream(
        Services const& services,
        http::LiveSocket& socket,
        std::size_t thread,
        std::int64_t visit_id,
        SharedOutlook outlook
    )
        : feed_(services.feed),
          clock_(services.clock),
          socket_(socket),
          thread_(thread),
          visit_id_(visit_id),
          outlook_(std::move(outlook)) {}

    void onOpen() override {
        socket_.send(std::make_shared<std::string const>("retry: 3000\n\n"));
        socket_.callAt(socket_.now() + kBeatEvery);
        show();
        feed_.add(thread_, visit_id_, *this);
    }

    void onOutlook(SharedOutlook const& outlook) override {
        outlook_ = outlook;
        show();
    }

    // Some minutes after a call the state changes without a change of the queue.
    void onDue() override {
        json::object const beat{{"now", jsonInstant(clock_.moment().instant)}};
        send("beat", beat);
        socket_.callAt(socket_.now() + kBeatEvery);
        show();
    }

    void onClosed() override { feed_.remove(thread_, visit_id_, *this); }

private:
    // Sends the visit, unless the client knows it already.
    void show() {
        auto const moment = clock_.moment();
        auto const* visit = outlook_->find(visit_id_);
        if (visit == nullptr || visit->date < moment.date)
            return socket_.close(http::kGoingAway, {});
        auto const zone = clock_.zone();
        auto object = visitObject(*visit, *outlook_->day, *outlook_->profile, {moment, zone});
        auto const now = std::exchange(object["now"], nullptr);
        auto shown = json::serialize(object);
        if (shown == shown_)
            return;
        shown_ = std::move(shown);
        object["now"] = now;
        send("visit", object);
    }

    void send(std::string const& event, json::object const& data) {
        auto text = "event: " + event + "\ndata: " + json::serialize(data) + "\n\n";
        socket_.send(std::make_shared<std::string const>(std::move(text)));
    }

    VisitFeed& feed_;
    http::ClinicClock const& clock_;
    http::LiveSocket& socket_;
    std::size_t thread_;
    std::int64_t visit_id_;
    SharedOutlook outlook_;
    std::string shown_;  // the last event, without its time
};

constexpr Endpoint kStream{
    .work = Work::read,
    .permission = Permission::anyone,
    .summary = "Follow a visit as Server-Sent Events, by the code of its link",
    .outcome = gives::file("text/event-stream").refusing(kNoVisit, kTooManyWrongCodes),
    .has_secret_path = true,
};

Result<SeenVisit> find(Services const& services, Request const& request, Transaction& transaction) {
    if (request.header("Accept").find("text/event-stream") == std::string_view::npos)
        return Error::malformed("Ask for it with Accept: text/event-stream.");
    auto visit = services.guard.find(transaction, request);
    if (!visit)
        return visit.error();
    return see(services, transaction, *std::move(visit), request.moment);
}

Response stream(Services const& services, Request const&, SeenVisit const& seen) {
    auto outlook = std::make_shared<Outlook>();
    outlook->day = seen.day;
    outlook->profile = seen.profile;
    auto const visit_id = seen.visit.id;
    outlook->others.emplace(visit_id, seen.visit);
    Response response;
    response.content_type = "text/event-stream";
    // Keeps proxies from collecting the answer before they pass it on.
    response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    response.stream = [&services, visit_id, outlook = SharedOutlook(outlook)](
                          http::LiveSocket& socket, std::size_t thread
                      ) {
        return std::make_unique<VisitStream>(services, socket, thread, visit_id, outlook);
    };
    return response;
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::get, "/api/visits/{code}/stream", kStream, run<find, stream>},
};

}  // namespace

http::RouteTable<Services> streamRoutes() {
    return kRoutes;
}

}  // namespace antrean::ticket
