#include "reminder/LinkRoutes.hpp"

#include "audit/Entry.hpp"
#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "delivery/Outbox.hpp"
#include "http/Answer.hpp"
#include "reminder/Reminders.hpp"
#include "whatsapp/Message.hpp"
#include "whatsapp/Sender.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <string>

namespace antrean::reminder {
namespace {

namespace gives = http::gives;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr http::Refusal kUnknownVisit{ErrorKind::not_found, "Reservation not found"};
constexpr http::Refusal kNoSender{ErrorKind::refused, "There is no WhatsApp config yet"};
constexpr http::Refusal kNoMobileNumber{
    ErrorKind::refused, "The patient's number is no mobile number"};
constexpr http::Refusal kIsOver{ErrorKind::refused, "The visit is over"};

constexpr http::Key kQueuedKeys[] = {
    {"reservation_id", shape::integer},
    {"is_new", shape::boolean},
};
constexpr http::Shape kQueued = shape::object(kQueuedKeys, "QueuedLink");

constexpr Endpoint kSend{
    .work = Work::write,
    .permission = auth::permission("reservation.write"),
    .summary = "Send the link of a visit to its patient, by WhatsApp",
    .outcome = gives::one(kQueued)
                   .refusing(kUnknownVisit, kNoSender, kNoMobileNumber, kIsOver)
                   .noting("Once for each visit and day: `is_new` is false if it was sent before. "
                           "GET /api/deliveries shows whether the message arrived."),
};

struct Queued {
    std::int64_t reservation_id = 0;
    bool is_new = true;
};

bool isOver(clinic::Directory const& directory, Visit const& visit, Moment const& now) {
    using clinic::Station;
    auto const station = directory.station(visit.status_id);
    return visit.date < now.date || station == Station::done || station == Station::cancelled ||
           station == Station::no_show;
}

std::string textOf(Context const& context, Visit const& visit, std::string_view link) {
    auto const values = valuesOf(context, visit);
    return fmt::format(
        "Halo {}, nomor antrean Anda {} di {}, {}.\nIkuti antrean Anda di sini: {}",
        values.patient_name,
        context.directory.numberOnScreen(visit.poly_id, visit.queue_number),
        values.poly,
        values.date,
        link
    );
}

Result<Queued> send(
    LinkServices const& services, Request const& request, Transaction& transaction
) {
    auto const visit = findVisit(transaction, request.id);
    if (!visit)
        return kUnknownVisit.error();
    auto const directory = services.directories.get(transaction);
    if (isOver(*directory, *visit, request.moment))
        return kIsOver.error();
    if (!whatsapp::hasSender(transaction))
        return kNoSender.error();
    auto const chat_id = whatsapp::chatIdOf(visit->whatsapp_number);
    if (!chat_id)
        return kNoMobileNumber.error();
    auto const zone = services.clock.zone();
    Context const context{
        transaction, *directory, zone, request.moment, services.links, services.estimates};
    // The same address as on the ticket.
    auto const text = textOf(context, *visit, request.base_url + services.links.pathOf(visit->id));
    delivery::Message message;
    message.kind = whatsapp::kKind;
    message.order_key = fmt::format("reservation:{}", visit->id);
    message.target = *chat_id;
    message.body = whatsapp::bodyOf(*chat_id, text, {});
    message.reservation_id = visit->id;
    message.unique_key = fmt::format("{}:link:{}:{}", whatsapp::kKind, visit->id, visit->date);
    auto const added = services.outbox.add(transaction, message, request.moment.instant);
    if (added.is_new)
        audit::record(
            transaction, request, {.kind = "visit_link", .action = "sent", .object_id = visit->id}
        );
    return Queued{visit->id, added.is_new};
}

Response show(LinkServices const&, Request const&, Queued const& queued) {
    return http::answer(
        queued.is_new ? "The link will be sent" : "The link was sent before",
        boost::json::object{
            {"reservation_id", queued.reservation_id},
            {"is_new", queued.is_new},
        }
    );
}

constexpr http::RouteOf<LinkServices> kRoutes[] = {
    {http::Method::post, "/api/reservation/{id}/send-link", kSend, run<send, show>},
};

}  // namespace

http::RouteTable<LinkServices> linkRoutes() {
    return kRoutes;
}

}  // namespace antrean::reminder
