// What is being served now.
#include "clinic/Lookup.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "queue/CurrentJson.hpp"
#include "queue/QueueBroadcast.hpp"
#include "queue/QueueInput.hpp"
#include "queue/QueueRoutes.hpp"

#include <memory>
#include <span>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Directory;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;
namespace gives = http::gives;
namespace shape = http::shape;

static_assert(is::describes<Day>(kDay));

constexpr http::Key kDisplayKeys[] = {
    // Absent without a number, and if the poly has no letter: then the answer is the documented
    // one.
    shape::maybe("display_number_anamnesa", shape::like("A-012")),
    shape::maybe("display_number_with_doctor", shape::like("A-009")),
};
constexpr auto kShownKeys = shape::joined(kCurrentKeys, kDisplayKeys);

constexpr Endpoint kCurrent{
    .work = Work::glance,
    .permission = Permission::signed_in,
    .input = kDay,
    .summary = "Show the numbers being served",
    .outcome = gives::message().with(kShownKeys).invalidAs(Envelope::raw),
};

struct Current {
    CurrentNumbers numbers;
    std::int64_t poly_id;
    std::shared_ptr<Directory const> directory;
};

Result<Current> current(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto directory = services.directories.get(transaction);
    clinic::Lookup lookup(*directory, transaction);
    auto const day = http::inputOf<Day>(request, kCurrent, &lookup);
    if (!day)
        return day.error();
    auto const numbers = services.served.get(transaction, *day, *directory, request.moment.instant);
    return Current{numbers, day->poly_id, std::move(directory)};
}

Response showCurrent(Services const&, Request const&, Current const& current) {
    auto const& numbers = current.numbers;
    bool const is_empty = !numbers.anamnesa && !numbers.with_doctor;
    Response response;
    response.body = {
        {"status", "success"},
        {"message", is_empty ? "No current queue" : "Current queue retrieved successfully"},
        {"queue_number_anamnesa", http::orNull(numbers.anamnesa)},
        {"queue_number_with_doctor", http::orNull(numbers.with_doctor)},
    };
    auto const show = [&](std::string_view key, std::optional<std::int64_t> number) {
        if (auto shown = current.directory->displayNumber(current.poly_id, number);
            !shown.is_null())
            response.body.get_object()[key] = std::move(shown);
    };
    show("display_number_anamnesa", numbers.anamnesa);
    show("display_number_with_doctor", numbers.with_doctor);
    return response;
}

constexpr http::Shape kEveryPoly =
    shape::open(std::span<http::Key const>(), kCurrentShape, "CurrentNumbersByPoly");

constexpr Endpoint kBroadcast{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "Publish the numbers being served to every screen",
    .outcome = gives::one(kEveryPoly),
};

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

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/queue/current", kCurrent, run<current, showCurrent>},
    // The documented spelling (contract, QL-3).
    {get, "/api/queue/currnet", kCurrent.aliasOf("/api/queue/current"), run<current, showCurrent>},
    {post, "/api/queue/current/broadcast", kBroadcast, run<broadcast>},
};

}  // namespace

http::RouteTable<Services> currentRoutes() {
    return kRoutes;
}

}  // namespace antrean::queue
