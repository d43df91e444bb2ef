#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "lab/LabRoutes.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Order.hpp"
#include "lab/Sample.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace antrean::lab {
namespace {

using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

namespace gives = http::gives;
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

constexpr http::Refusal kUnknownOrder{ErrorKind::not_found, "Order not found"};
constexpr http::Refusal kUnknownSample{ErrorKind::not_found, "Sample not found"};
constexpr http::Refusal kCheckedIn{ErrorKind::refused, "Sample is already checked in"};
constexpr http::Refusal kCheckedOut{ErrorKind::refused, "Sample is already checked out"};
constexpr http::Refusal kNotCheckedIn{ErrorKind::refused, "Sample is not checked in"};
constexpr http::Refusal kReadOnly{
    ErrorKind::refused, "The lab's own system keeps its samples; they are only read here"};

struct Place {
    std::int64_t order_id = 0;
    Sample sample;
};

Result<Place> placeOf(Request const& request, Transaction& transaction) {
    auto const order_id = findOrder(transaction, request.owner);
    if (!order_id)
        return kUnknownOrder.error();
    auto sample = findSample(transaction, *order_id, request.id);
    if (!sample)
        return kUnknownSample.error();
    return Place{*order_id, *std::move(sample)};
}

Sample readAgain(Transaction& transaction, Place const& place) {
    return findSample(transaction, place.order_id, place.sample.id).value();
}

constexpr Endpoint kCheckIn{
    .work = Work::write,
    .permission = auth::permission("lab.write"),
    .summary = "Record that a sample was taken",
    .outcome = gives::one(kSample).refusing(kUnknownOrder, kUnknownSample, kCheckedIn),
};

Result<Sample> checkInSample(Services const&, Request const& request, Transaction& transaction) {
    auto const place = placeOf(request, transaction);
    if (!place)
        return place.error();
    if (!checkIn(transaction, place->sample.id, request.caller.user_id, request.moment))
        return kCheckedIn.error();
    return readAgain(transaction, *place);
}

Response showCheckedIn(Services const&, Request const& request, Sample const& sample) {
    return http::answer("Sample checked in successfully", sampleObject(request.owner, sample));
}

constexpr Endpoint kCheckOut{
    .work = Work::write,
    .permission = auth::permission("lab.write"),
    .summary = "Record that a sample was handed over",
    .outcome =
        gives::one(kSample).refusing(kUnknownOrder, kUnknownSample, kCheckedOut, kNotCheckedIn),
};

Result<Sample> checkOutSample(Services const&, Request const& request, Transaction& transaction) {
    auto const place = placeOf(request, transaction);
    if (!place)
        return place.error();
    if (!checkOut(transaction, place->sample.id, request.caller.user_id, request.moment))
        return place->sample.sampling == "Y" ? kCheckedOut.error() : kNotCheckedIn.error();
    return readAgain(transaction, *place);
}

Response showCheckedOut(Services const&, Request const& request, Sample const& sample) {
    return http::answer("Sample checked out successfully", sampleObject(request.owner, sample));
}

Result<Response> refuseToWrite(Services const&, Request const&, Transaction&) {
    return kReadOnly.error();
}

constexpr std::string_view kCheckInPath = "/api/lab/orders/{number}/samples/{id}/check-in";
constexpr std::string_view kCheckOutPath = "/api/lab/orders/{number}/samples/{id}/check-out";

using enum http::Method;
using Line = http::RouteOf<Services>;

constexpr Line kHere[] = {
    {post, kCheckInPath, kCheckIn, run<checkInSample, showCheckedIn>},
    {post, kCheckOutPath, kCheckOut, run<checkOutSample, showCheckedOut>},
};
constexpr Line kThere[] = {
    {post, kCheckInPath, kCheckIn, run<refuseToWrite>},
    {post, kCheckOutPath, kCheckOut, run<refuseToWrite>},
};

}  // namespace

http::RouteTable<Services> deskRoutes(Places places) {
    return places.has_orders_there ? std::span<Line const>(kThere) : kHere;
}

}  // namespace antrean::lab
