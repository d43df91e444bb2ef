#include "auth/Permissions.hpp"
#include "base/CalendarDay.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "resource/Lookup.hpp"
#include "schedule/HolidayInput.hpp"
#include "schedule/HolidayStore.hpp"
#include "schedule/ScheduleRoutes.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <utility>
#include <vector>

namespace antrean::schedule {
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

static_assert(is::describes<CreateHoliday>(kCreateHoliday));
static_assert(is::describes<UpdateHoliday>(kUpdateHoliday));
static_assert(is::describes<HolidayFilter>(kHolidayFilter));

// The directory keeps all of them in memory.
constexpr std::int64_t kHolidaysMax = 2'000;
constexpr std::chrono::days kDaysMax{366};

constexpr http::Refusal kUnknownHoliday{ErrorKind::not_found, "Holiday not found"};
constexpr http::Refusal kTooMany{
    ErrorKind::refused, "There are too many holidays. Remove old ones first."};

constexpr auto kHolidayKeys = shape::keysOf<Holiday>();
constexpr http::Shape kHoliday = shape::object(kHolidayKeys, "Holiday");
constexpr auto kAffectedKeys = shape::keysOf<Affected>();
constexpr http::Shape kAffected = shape::object(kAffectedKeys, "ReservationOnHoliday");
constexpr http::Key kReservationsKeys[] = {
    {"reservations_count", shape::integer},
    {"reservations", shape::listOf(kAffected)},
};
constexpr http::Shape kDetailed =
    shape::extended(kHoliday, kReservationsKeys, "HolidayAndReservations");
constexpr std::string_view kAboutReservations =
    "`reservations` are those for the holiday, from today on, that still wait or are being served: "
    "they stay as they are, until staff move or cancel them. The first 500 are listed.";

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .input = kHolidayFilter,
    .summary = "List holidays",
    .outcome = gives::list(kHoliday).noting(
        "`doctor_id` null: of the whole clinic. With `date_from` or `date_to`: the holidays that "
        "have a day in that range."
    ),
};

Result<std::vector<Holiday>> list(
    Services const&, Request const& request, Transaction& transaction
) {
    auto filter = http::inputOf<HolidayFilter>(request, kList);
    if (!filter)
        return filter.error();
    return listHolidays(
        transaction,
        {std::nullopt, filter->doctor_id, std::move(filter->date_from), std::move(filter->date_to)}
    );
}

Response showList(Services const&, Request const&, std::vector<Holiday> const& holidays) {
    boost::json::array rows;
    for (auto const& holiday : holidays)
        rows.push_back(http::objectOf(holiday));
    return http::answer("Holidays retrieved successfully", std::move(rows));
}

struct Detailed {
    Holiday holiday;
    AffectedList affected;
};

// As it is stored now.
Result<Detailed> detailed(
    Services const& services, Request const& request, Transaction& transaction, std::int64_t id
) {
    auto holiday = findHoliday(transaction, id);
    if (!holiday)
        return kUnknownHoliday.error();
    auto const directory = services.directories.get(transaction);
    auto affected = listAffected(transaction, *holiday, request.moment.date, *directory);
    return Detailed{std::move(*holiday), std::move(affected)};
}

boost::json::object detailedObject(Detailed const& detailed) {
    auto object = http::objectOf(detailed.holiday);
    object["reservations_count"] = detailed.affected.count;
    auto& reservations = object["reservations"].emplace_array();
    for (auto const& reservation : detailed.affected.first)
        reservations.push_back(http::objectOf(reservation));
    return object;
}

Result<void> checkRange(Holiday const& holiday) {
    auto const refuse = [](char const* message) {
        return Error::invalid({{"last_date", {message}}});
    };
    if (holiday.last_date < holiday.first_date)
        return refuse("The last date field must be a date after or equal to first date.");
    if (dayOf(holiday.last_date) - dayOf(holiday.first_date) >= kDaysMax)
        return refuse("A holiday has at most 366 days.");
    return {};
}

constexpr Endpoint kCreate{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .input = kCreateHoliday,
    .summary = "Create a holiday of the clinic or of a doctor",
    .outcome = gives::created(kDetailed).refusing(kTooMany).noting(kAboutReservations),
};

Result<Detailed> create(
    Services const& services, Request const& request, Transaction& transaction
) {
    resource::Lookup lookup(transaction);
    auto input = http::inputOf<CreateHoliday>(request, kCreate, &lookup);
    if (!input)
        return input.error();
    transaction.lock(clinic::kHolidaysTopic);
    if (countHolidays(transaction) >= kHolidaysMax)
        return kTooMany.error();
    Holiday holiday{};
    holiday.doctor_id = input->doctor_id;
    holiday.last_date = input->last_date.value_or(input->first_date);
    holiday.first_date = std::move(input->first_date);
    holiday.reason = std::move(input->reason);
    if (auto const checked = checkRange(holiday); !checked)
        return checked.error();
    auto const id = insertHoliday(transaction, holiday, request.moment.timestamp);
    return detailed(services, request, transaction, id);
}

Response showCreated(Services const&, Request const&, Detailed const& created) {
    return http::answer("Holiday created successfully", detailedObject(created), 201);
}

constexpr Endpoint kUpdate{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .input = kUpdateHoliday,
    .summary = "Change a holiday",
    .outcome = gives::one(kDetailed).refusing(kUnknownHoliday).noting(kAboutReservations),
};

Result<Detailed> update(
    Services const& services, Request const& request, Transaction& transaction
) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<UpdateHoliday>(request, kUpdate, &lookup, request.id);
    if (!input)
        return input.error();
    transaction.lock(clinic::kHolidaysTopic);
    auto holiday = findHoliday(transaction, request.id);
    if (!holiday)
        return kUnknownHoliday.error();
    holiday->doctor_id = input->doctor_id.over(holiday->doctor_id);
    holiday->first_date = input->first_date.value_or(holiday->first_date);
    holiday->last_date = input->last_date.value_or(holiday->last_date);
    holiday->reason = input->reason.value_or(holiday->reason);
    if (auto const checked = checkRange(*holiday); !checked)
        return checked.error();
    updateHoliday(transaction, *holiday, request.moment.timestamp);
    return detailed(services, request, transaction, request.id);
}

Response showUpdated(Services const&, Request const&, Detailed const& updated) {
    return http::answer("Holiday updated successfully", detailedObject(updated));
}

constexpr Endpoint kDetail{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "Show a holiday with the reservations for it",
    .outcome = gives::one(kDetailed).refusing(kUnknownHoliday).noting(kAboutReservations),
};

Result<Detailed> detail(
    Services const& services, Request const& request, Transaction& transaction
) {
    return detailed(services, request, transaction, request.id);
}

Response showDetail(Services const&, Request const&, Detailed const& found) {
    return http::answer("Holiday retrieved successfully", detailedObject(found));
}

constexpr Endpoint kRemove{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .summary = "Remove a holiday",
    .outcome = gives::message().refusing(kUnknownHoliday),
};

Result<Response> remove(Services const&, Request const& request, Transaction& transaction) {
    if (!deleteHoliday(transaction, request.id))
        return kUnknownHoliday.error();
    return http::answer("Holiday deleted successfully");
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/holidays", kList, run<list, showList>},
    {post, "/api/holidays", kCreate, run<create, showCreated>},
    {put, "/api/holidays/{id}", kUpdate, run<update, showUpdated>},
    {get, "/api/holidays/{id}", kDetail, run<detail, showDetail>},
    {del, "/api/holidays/{id}", kRemove, run<remove>},
};

}  // namespace

http::RouteTable<Services> holidayRoutes() {
    return kRoutes;
}

}  // namespace antrean::schedule
