#include "reminder/PreviewRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "reminder/Reminders.hpp"
#include "resource/Lookup.hpp"
#include "validation/Bind.hpp"

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
using http::Request;
using http::Response;

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
constexpr http::Shape kPreview = shape::object(kPreviewKeys, "Preview");
constexpr http::Refusal kRefusals[] = {{ErrorKind::not_found, "Message template not found"}};

Result<Response> preview(
    clinic::Directories& directories,
    http::ClinicClock const& clock,
    Request const& request,
    Transaction& transaction
) {
    resource::Lookup lookup(transaction);
    auto const input = is::bind<PreviewInput>(request.input, kInput, {&lookup});
    if (!input)
        return input.error();
    auto const message = findTemplate(transaction, request.id);
    if (!message)
        return Error::notFound("Message template not found");
    auto values = exampleValues(request.moment);
    if (input->reservation_id) {
        auto const directory = directories.get(transaction);
        auto const zone = clock.zone();
        Scene const scene{transaction, *directory, zone, request.moment};
        if (auto const visit = findVisit(transaction, *input->reservation_id))
            values = valuesOf(scene, *visit);
    }
    auto const rendered = render(*message, values);
    return http::answer(
        "Message template rendered successfully",
        boost::json::object{
            {"text", rendered.text},
            {"unknown_variables",
             boost::json::array(
                 rendered.unknown_variables.begin(), rendered.unknown_variables.end()
             )},
        }
    );
}

}  // namespace

void addPreviewRoutes(
    http::Routes& routes, clinic::Directories& directories, http::ClinicClock const& clock
) {
    routes.push_back(
        {http::Method::post,
         "/api/message-templates/{id}/preview",
         http::Work::read,
         http::Permission::settings_write,
         kInput,
         "Render a message template with a reservation, or with an example",
         http::Handler([&directories, &clock](Request const& request, Transaction& transaction) {
             return preview(directories, clock, request, transaction);
         }),
         gives::one(kPreview).refusing(kRefusals)}
    );
}

}  // namespace antrean::reminder
