#include "reminder/PreviewRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "reminder/Reminders.hpp"
#include "resource/Lookup.hpp"

#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace antrean::reminder {
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

struct PreviewInput {
    std::optional<std::int64_t> reservation_id;
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (), (reservation_id))
constexpr is::Field kReservation =
    is::field("reservation_id", is::nullable, is::integer, is::exists("reservations"));
constexpr is::Field kInput[] = {kReservation};
static_assert(is::describes<PreviewInput>(kInput));

// A text that is not saved.
struct DraftInput {
    std::string message;
    std::optional<std::int64_t> reservation_id;
};
BOOST_DESCRIBE_STRUCT(DraftInput, (), (message, reservation_id))
constexpr is::Field kDraftInput[] = {
    is::field("message", is::required, is::text, is::max(kMessageLettersMax)),
    kReservation,
};
static_assert(is::describes<DraftInput>(kDraftInput));

constexpr http::Key kPreviewKeys[] = {
    {"text", shape::text},
    {"unknown_variables", shape::listOf(shape::text)},
};
constexpr http::Shape kRendered = shape::object(kPreviewKeys, "Preview");
constexpr http::Refusal kUnknownTemplate{ErrorKind::not_found, "Message template not found"};

constexpr Endpoint kPreview{
    .work = Work::read,
    .permission = auth::permission("settings.write"),
    .input = kInput,
    .summary = "Render a message template with a reservation, or with an example",
    .outcome = gives::one(kRendered).refusing(kUnknownTemplate),
};

constexpr Endpoint kDraft{
    .work = Work::read,
    .permission = auth::permission("settings.write"),
    .input = kDraftInput,
    .summary = "Render a message that is not saved, with a reservation or with an example",
    .outcome = gives::one(kRendered),
};

// The values that a message to the patient of the reservation has now; without one, an example's.
Values valuesFor(
    Services const& services,
    Request const& request,
    Transaction& transaction,
    std::optional<std::int64_t> reservation_id
) {
    if (reservation_id) {
        auto const directory = services.directories.get(transaction);
        auto const zone = services.clock.zone();
        Context const context{
            transaction, *directory, zone, request.moment, services.links, services.estimates};
        if (auto const visit = findVisit(transaction, *reservation_id))
            return valuesOf(context, *visit);
    }
    return exampleValues(request.moment, services.links);
}

Result<Rendered> preview(
    Services const& services, Request const& request, Transaction& transaction
) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<PreviewInput>(request, kPreview, &lookup);
    if (!input)
        return input.error();
    auto const message = findTemplate(transaction, request.id);
    if (!message)
        return kUnknownTemplate.error();
    return render(*message, valuesFor(services, request, transaction, input->reservation_id));
}

Result<Rendered> previewDraft(
    Services const& services, Request const& request, Transaction& transaction
) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<DraftInput>(request, kDraft, &lookup);
    if (!input)
        return input.error();
    return render(input->message, valuesFor(services, request, transaction, input->reservation_id));
}

Response show(Services const&, Request const&, Rendered const& rendered) {
    auto const& unknown = rendered.unknown_variables;
    return http::answer(
        "Message template rendered successfully",
        boost::json::object{
            {"text", rendered.text},
            {"unknown_variables", boost::json::array(unknown.begin(), unknown.end())},
        }
    );
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::post, "/api/message-templates/{id}/preview", kPreview, run<preview, show>},
    {http::Method::post, "/api/message-templates/preview", kDraft, run<previewDraft, show>},
};

}  // namespace

http::RouteTable<Services> previewRoutes() {
    return kRoutes;
}

}  // namespace antrean::reminder
