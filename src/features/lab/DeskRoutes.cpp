#include "lab/DeskRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Order.hpp"
#include "lab/Sample.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace antrean::lab {
namespace {

using db::Transaction;
using http::Request;
using http::Response;

namespace shape = http::shape;

constexpr http::Shape kInstant = shape::orNull(shape::like("2026-01-10 12:07:34"));
constexpr http::Key kSampleKeys[] = {
    {"id", shape::integer},
    {"order_number", shape::like("R2606110001")},
    {"barcode", shape::orNull(shape::text)},
    {"sampling_check_in_datetime", kInstant},
    {"sampling_check_in_userid", shape::orNull(shape::text)},
    {"sampling_check_out_datetime", kInstant},
    {"sampling_check_out_userid", shape::orNull(shape::text)},
};
constexpr http::Shape kSample = shape::object(kSampleKeys, "LabSample");

boost::json::object sampleObject(std::string_view order_number, Sample const& sample) {
    return {
        {"id", sample.id},
        {"order_number", order_number},
        {"barcode", http::orNull(sample.barcode)},
        {"sampling_check_in_datetime",
         http::orNull(joined(sample.check_in_date, sample.check_in_time))},
        {"sampling_check_in_userid", http::orNull(sample.check_in_user_id)},
        {"sampling_check_out_datetime",
         http::orNull(joined(sample.check_out_date, sample.check_out_time))},
        {"sampling_check_out_userid", http::orNull(sample.check_out_user_id)},
    };
}

struct Place {
    std::int64_t order_id = 0;
    Sample sample;
};

Result<Place> placeOf(Request const& request, Transaction& transaction) {
    auto const order_id = findOrder(transaction, request.owner);
    if (!order_id)
        return Error::notFound("Order not found");
    auto sample = findSample(transaction, *order_id, request.id);
    if (!sample)
        return Error::notFound("Sample not found");
    return Place{*order_id, *std::move(sample)};
}

Response answerWith(
    std::string_view message, Request const& request, Transaction& transaction, Place const& place
) {
    auto const sample = findSample(transaction, place.order_id, place.sample.id);
    return http::answer(message, sampleObject(request.owner, sample.value()));
}

Result<Response> checkInSample(Request const& request, Transaction& transaction) {
    auto const place = placeOf(request, transaction);
    if (!place)
        return place.error();
    if (!checkIn(transaction, place->sample.id, request.caller.user_id, request.moment))
        return Error::refused("Sample is already checked in");
    return answerWith("Sample checked in successfully", request, transaction, *place);
}

Result<Response> checkOutSample(Request const& request, Transaction& transaction) {
    auto const place = placeOf(request, transaction);
    if (!place)
        return place.error();
    if (!checkOut(transaction, place->sample.id, request.caller.user_id, request.moment))
        return Error::refused(
            place->sample.sampling == "Y" ? "Sample is already checked out"
                                          : "Sample is not checked in"
        );
    return answerWith("Sample checked out successfully", request, transaction, *place);
}

Result<Response> refuseToWrite(Request const&, Transaction&) {
    return Error::refused("The lab's own system keeps its samples; they are only read here");
}

constexpr http::Refusal kCheckInRefusals[] = {
    {ErrorKind::not_found, "Order not found"},
    {ErrorKind::not_found, "Sample not found"},
    {ErrorKind::refused, "Sample is already checked in"},
};
constexpr http::Refusal kCheckOutRefusals[] = {
    kCheckInRefusals[0],
    kCheckInRefusals[1],
    {ErrorKind::refused, "Sample is already checked out"},
    {ErrorKind::refused, "Sample is not checked in"},
};

}  // namespace

void addDeskRoutes(http::Routes& routes, LabSettings const& settings) {
    using http::Handler;
    using http::Method;
    using http::Work;
    auto const permission = http::Permission::lab_write;
    bool const is_ours = settings.database == nullptr;
    Handler const check_in = is_ours ? checkInSample : refuseToWrite;
    Handler const check_out = is_ours ? checkOutSample : refuseToWrite;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::post, "/api/lab/orders/{number}/samples/{id}/check-in", Work::write, permission,
         {}, "Note that a sample is taken", check_in,
         http::gives::one(kSample).refusing(kCheckInRefusals)},
        {Method::post, "/api/lab/orders/{number}/samples/{id}/check-out", Work::write, permission,
         {}, "Note that a sample is handed over", check_out,
         http::gives::one(kSample).refusing(kCheckOutRefusals)},
    });
    // clang-format on
}

}  // namespace antrean::lab
