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
constexpr is::Field kInput[] = {
    is::field("reservation_id", is::nullable, is::integer, is::exists("reservations")),
};
static_assert(is::describes<PreviewInput>(kInput));

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
    auto values = exampleValues(request.moment, services.links);
    if (input->reservation_id) {
        auto const directory = services.directories.get(transaction);
        auto const zone = services.clock.zone();
        Context const context{transaction, *directory, zone, request.moment, services.links};
        if (auto const visit = findVisit(transaction, *input->reservation_id))
            values = valuesOf(context, *visit);
    }
    return render(*message, values);
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
};

}  // namespace

http::RouteTable<Services> previewRoutes() {
    return kRoutes;
}

}  // namespace antrean::reminder
