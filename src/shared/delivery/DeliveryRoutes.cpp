#include "delivery/DeliveryRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/DeliveryList.hpp"
#include "delivery/FailureClass.hpp"
#include "delivery/Masked.hpp"
#include "delivery/SecretUrl.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/Paginator.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace antrean::delivery {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr is::Field kListInput[] = {
    is::field("state", is::nullable, is::in("pending,sending,delivered,failed,cancelled")),
    is::field("kind", is::nullable, is::text, is::max(50)),
    is::field("reservation_id", is::nullable, is::integer),
};
static_assert(is::describes<DeliveryFilter>(kListInput));

constexpr http::Key kRowKeys[] = {
    {"id", shape::integer},
    {"event_id", shape::like("0b8f6a0c-8d5e-4a55-9d6e-6a2d3c1f0e9b")},
    {"kind", shape::like("n8n")},
    {"order_key", shape::like("reservation:12")},
    {"target", shape::text},
    {"body", shape::text},
    {"reservation_id", shape::orNull(shape::integer)},
    {"state", shape::oneOf("pending,sending,delivered,failed,cancelled")},
    {"attempts", shape::integer},
    {"due_at", shape::timestamp},
    {"next_attempt_at", shape::orNull(shape::timestamp)},
    {"give_up_at", shape::timestamp},
    {"reason", shape::orNull(shape::text)},
    {"remote_id", shape::orNull(shape::text)},
    {"created_at", shape::timestamp},
    {"updated_at", shape::timestamp},
    {"settled_at", shape::orNull(shape::timestamp)},
    shape::maybe("ack", shape::integer),
};
constexpr http::Shape kRow = shape::object(kRowKeys, "Delivery");

boost::json::value timestampOf(std::optional<std::int64_t> milliseconds) {
    if (!milliseconds)
        return nullptr;
    return boost::json::value(jsonTimestamp(storedTimestamp(fromMs(*milliseconds))));
}

boost::json::value maskedOrNull(std::optional<std::string> const& text) {
    return text ? boost::json::value(masked(*text)) : nullptr;
}

// As the caller may see it: the URL and the other server's answer may hold credentials.
boost::json::object rowObject(ListedDelivery const& row, bool shows_all) {
    auto const target = shows_all ? withoutPassword(row.target) : withoutCredentials(row.target);
    auto const reason =
        row.reason && !shows_all ? std::optional(failureClass(*row.reason)) : row.reason;
    bool const waits = row.state == name(State::pending);
    boost::json::object object{
        {"id", row.id},
        {"event_id", row.event_id},
        {"kind", row.kind},
        {"order_key", masked(row.order_key)},
        {"target", masked(target)},
        {"body", masked(row.body)},
        {"reservation_id", http::orNull(row.reservation_id)},
        {"state", row.state},
        {"attempts", row.attempts},
        {"due_at", timestampOf(row.due_at_ms)},
        // While a delivery is being sent, the column holds the end of its lease, which is internal.
        {"next_attempt_at", waits ? timestampOf(row.next_attempt_at_ms) : nullptr},
        {"give_up_at", timestampOf(row.give_up_at_ms)},
        {"reason", maskedOrNull(reason)},
        {"remote_id", maskedOrNull(row.remote_id)},
        {"created_at", jsonTimestamp(row.created_at)},
        {"updated_at", jsonTimestamp(row.updated_at)},
        {"settled_at", http::timestamp(row.settled_at)},
    };
    // WhatsApp's receipt in WAHA's numbers: 1 sent, 2 on the phone, 3 read.
    if (row.ack)
        object["ack"] = *row.ack;
    return object;
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .input = kListInput,
    .summary = "List deliveries to other systems by page, newest first",
    .outcome = gives::page(kRow).noting("No more than the newest 10,000 are listed."),
};

using Listed = http::PageOf<ListedDelivery>;

Result<Listed> list(Services const&, Request const& request, Transaction& transaction) {
    auto const filter = http::inputOf<DeliveryFilter>(request, kList);
    if (!filter)
        return filter.error();
    auto const page = http::readPage(request.input);
    return Listed{
        listDeliveries(transaction, *filter, page), page, countDeliveries(transaction, *filter)};
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    bool const shows_all = request.caller.may(auth::permission("settings.write"));
    auto const shown = [shows_all](ListedDelivery const& row) { return rowObject(row, shows_all); };
    return http::answerPage(
        http::ListStyle::paginator, "Deliveries retrieved successfully", listed, request, shown
    );
}

constexpr http::Refusal kUnknown{ErrorKind::not_found, "Delivery not found"};
constexpr http::Refusal kDelivered{ErrorKind::refused, "Delivery has already been delivered"};
constexpr http::Refusal kBeingSent{ErrorKind::refused, "Delivery is being sent"};
constexpr http::Refusal kNotDue{ErrorKind::refused, "Delivery is not due yet"};

constexpr Endpoint kRetry{
    .work = Work::write,
    .permission = auth::permission("settings.write"),
    .summary = "Send a delivery again that failed, was cancelled or is waiting",
    .outcome = gives::message().refusing(kUnknown, kDelivered, kBeingSent, kNotDue),
};

Result<Response> retry(Services const& services, Request const& request, Transaction& transaction) {
    auto const found = findDelivery(transaction, request.id);
    if (!found)
        return kUnknown.error();
    if (found->state == name(State::delivered))
        return kDelivered.error();
    if (found->state == name(State::sending))
        return kBeingSent.error();
    if (found->state == name(State::pending) && found->due_at_ms > toMs(request.moment.instant))
        return kNotDue.error();
    services.outbox.sendAgain(transaction, request.id, request.moment.instant);
    return http::answer("Delivery will be sent again");
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/deliveries", kList, run<list, showList>},
    {post, "/api/deliveries/{id}/retry", kRetry, run<retry>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::delivery
