// What is being served now.
#include "http/Answer.hpp"
#include "queue/QueueBroadcast.hpp"
#include "queue/QueueInput.hpp"
#include "queue/QueueRoutes.hpp"

#include <span>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Directory;
using db::Transaction;
using http::Request;
using http::Response;
namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kCurrentKeys[] = {
    {"queue_number_anamnesa", shape::orNull(shape::integer)},
    {"queue_number_with_doctor", shape::orNull(shape::integer)},
};
constexpr http::Outcome kCurrent = gives::message().with(kCurrentKeys).invalidAs(Envelope::raw);

Result<Response> current(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const directory = services.directories.get(transaction);
    auto const day = boundDay(request, transaction, *directory);
    if (!day)
        return day.error();
    auto const numbers = services.served.get(transaction, *day, *directory, request.moment.instant);
    bool const is_empty = !numbers.anamnesa && !numbers.with_doctor;
    Response response;
    response.body = {
        {"status", "success"},
        {"message", is_empty ? "No current queue" : "Current queue retrieved successfully"},
        {"queue_number_anamnesa", http::orNull(numbers.anamnesa)},
        {"queue_number_with_doctor", http::orNull(numbers.with_doctor)},
    };
    return response;
}

constexpr http::Shape kCurrentOfPoly = shape::object(kCurrentKeys, "CurrentNumbers");
constexpr http::Shape kEveryPoly =
    shape::open(std::span<http::Key const>(), kCurrentOfPoly, "CurrentNumbersByPoly");
constexpr http::Outcome kBroadcast = gives::one(kEveryPoly);

// The thread of the broadcast reads anew, so that what goes out last is the latest (contract,
// WS-1).
Result<Response> broadcast(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const directory = services.directories.get(transaction);
    auto payload = broadcastPayload(transaction, *directory, request.moment.date);
    transaction.afterCommit(services.broadcast);
    return http::answer("Queue broadcasted successfully", std::move(payload));
}

}  // namespace

void addCurrentRoutes(http::Routes& routes, Services const& services) {
    using http::Method;
    using http::Work;
    auto const handler = [services](auto function) {
        return http::Handler([services, function](
                                 Request const& request, Transaction& transaction
                             ) { return function(services, request, transaction); });
    };
    auto const read = http::Permission::signed_in;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/queue/current", Work::glance, read, kDay,
         "Show the numbers being served", handler(current), kCurrent},
        // The documented spelling (contract, QL-3).
        {Method::get, "/api/queue/currnet", Work::glance, read, kDay,
         "Show the numbers being served", handler(current),
         kCurrent.aliasOf("/api/queue/current")},
        {Method::post, "/api/queue/current/broadcast", Work::read, read, {},
         "Tell every screen the numbers being served", handler(broadcast), kBroadcast},
    });
    // clang-format on
}

}  // namespace antrean::queue
