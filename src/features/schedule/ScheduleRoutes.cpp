#include "schedule/ScheduleRoutes.hpp"

#include "account/User.hpp"
#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "resource/Lookup.hpp"
#include "schedule/Planning.hpp"
#include "schedule/ScheduleStore.hpp"

#include <fmt/core.h>

#include <memory>
#include <utility>
#include <vector>

namespace antrean::schedule {
namespace {

using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

static_assert(is::describes<CreateSchedule>(kCreateSchedule));
static_assert(is::describes<UpdateSchedule>(kUpdateSchedule));
static_assert(is::describes<ScheduleFilter>(kScheduleFilter));

using SharedDirectory = std::shared_ptr<clinic::Directory const>;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr auto kScheduleKeys = shape::keysOf<Schedule>();
constexpr http::Shape kSchedule = shape::object(kScheduleKeys, "Schedule");
constexpr http::Key kListedKeys[] = {
    {"doctor", shape::orNull(account::kUserShape)},
    {"seats_taken", shape::integer},
    {"holiday", shape::orNull(shape::text)},
};
constexpr http::Shape kScheduleAndDoctor =
    shape::extended(kSchedule, kListedKeys, "ScheduleAndDoctor");

boost::json::value doctorOf(ScheduleAndDoctor const& row) {
    if (!row.doctor_username)
        return nullptr;
    return http::objectOf(account::User{
        row.doctor_id,
        row.doctor_name.value_or(""),
        row.doctor_email.value_or(""),
        row.doctor_email_verified_at,
        row.doctor_created_at,
        row.doctor_updated_at,
        row.doctor_poly_id,
        *row.doctor_username,
        std::nullopt,
    });
}

boost::json::object listedObject(ScheduleAndDoctor const& row, clinic::Directory const& directory) {
    auto object = http::objectOf<Schedule>(row);
    object["doctor"] = doctorOf(row);
    object["seats_taken"] = row.seats_taken;
    auto const* const holiday = directory.holidays().reasonFor(row.doctor_id, row.date);
    object["holiday"] =
        holiday == nullptr ? boost::json::value(nullptr) : boost::json::value(*holiday);
    return object;
}

// The documented URL lacks a "&" after the date ("date=2025-12-15month=12"): a text that begins
// with a date counts as that date (contract, SC-2).
void cutDate(boost::json::object& input) {
    constexpr std::size_t kDateLength = 10;
    auto* date = input.if_contains("date");
    if (date == nullptr || !date->is_string() || date->get_string().size() <= kDateLength)
        return;
    std::string const head(date->get_string().subview(0, kDateLength));
    if (head[4] == '-' && is::normalizedDate(head) == head)
        *date = head;
}

// date > range of dates > month and year > month > year
ScheduleRange rangeOf(ScheduleFilter const& filter) {
    ScheduleRange range;
    range.doctor_id = filter.doctor_id;
    range.poly_id = filter.poly_id;
    if (filter.date) {
        range.first_date = range.last_date = filter.date;
        return range;
    }
    if (filter.date_from || filter.date_to) {
        range.first_date = filter.date_from;
        range.last_date = filter.date_to;
        return range;
    }
    if (filter.month)
        range.month = fmt::format("{:02}", *filter.month);
    if (filter.year) {
        range.first_date = fmt::format("{:04}-01-01", *filter.year);
        range.last_date = fmt::format("{:04}-12-31", *filter.year);
    }
    return range;
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .input = kScheduleFilter,
    .summary = "List doctors' schedules",
    .outcome = gives::list(kScheduleAndDoctor),
    .prepare = cutDate,
};

struct Schedules {
    std::vector<ScheduleAndDoctor> rows;
    SharedDirectory directory;
};

Result<Schedules> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const filter = http::inputOf<ScheduleFilter>(request, kList);
    if (!filter)
        return filter.error();
    return Schedules{
        listSchedules(transaction, rangeOf(*filter)), services.directories.get(transaction)};
}

Response showList(Services const&, Request const&, Schedules const& schedules) {
    boost::json::array rows;
    for (auto const& row : schedules.rows)
        rows.push_back(listedObject(row, *schedules.directory));
    return http::answer("Schedules retrieved successfully.", std::move(rows));
}

// The answer has the doctor's id in the JSON type of the request, and the times as they were typed
// (contract, 4.3-2 and 4.1).
constexpr http::Key kCreatedKeys[] = {
    {"doctor_id", shape::sent_integer},
    {"date", shape::date},
    {"start_time", shape::sent_time},
    {"end_time", shape::sent_time},
    shape::maybe("quota", shape::orNull(shape::integer)),
    {"updated_at", shape::timestamp},
    {"created_at", shape::timestamp},
    {"id", shape::integer},
};
constexpr http::Shape kCreated = shape::object(kCreatedKeys, "CreatedSchedule");

constexpr Endpoint kCreate{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .input = kCreateSchedule,
    .summary = "Create a schedule",
    .outcome = gives::created(kCreated).refusing(kConflict),
};

struct Created {
    CreateSchedule input;
    Schedule schedule;
};

Result<Created> create(Services const&, Request const& request, Transaction& transaction) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<CreateSchedule>(request, kCreate, &lookup);
    if (!input)
        return input.error();
    auto schedule = plan(transaction, *input, request.moment.timestamp);
    if (!schedule)
        return schedule.error();
    return Created{*input, std::move(*schedule)};
}

Response showCreated(Services const&, Request const& request, Created const& created) {
    auto const& [input, schedule] = created;
    boost::json::object object{
        {"doctor_id", request.input.at("doctor_id")},
        {"date", input.date},
        {"start_time", input.start_time},
        {"end_time", input.end_time},
    };
    if (request.input.contains("quota"))
        object["quota"] = http::orNull(input.quota);
    object["updated_at"] = http::timestamp(schedule.updated_at);
    object["created_at"] = http::timestamp(schedule.created_at);
    object["id"] = schedule.id;
    return http::answer("Schedule created successfully.", std::move(object), 201);
}

constexpr http::Key kSentTimeKeys[] = {
    {"start_time", shape::sent_time},
    {"end_time", shape::sent_time},
};
constexpr http::Shape kUpdated = shape::extended(kSchedule, kSentTimeKeys, "UpdatedSchedule");

constexpr Endpoint kUpdate{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .input = kUpdateSchedule,
    .summary = "Change a schedule",
    .outcome = gives::one(kUpdated).refusing(kConflict, kReserved, kUnknown),
};

struct Updated {
    UpdateSchedule input;
    Schedule schedule;
};

Result<Updated> update(Services const&, Request const& request, Transaction& transaction) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<UpdateSchedule>(request, kUpdate, &lookup, request.id);
    if (!input)
        return input.error();
    auto schedule = replan(transaction, request.id, *input, request.moment.timestamp);
    if (!schedule)
        return schedule.error();
    return Updated{*input, std::move(*schedule)};
}

Response showUpdated(Services const&, Request const&, Updated const& updated) {
    auto object = http::objectOf(updated.schedule);
    if (updated.input.start_time)
        object["start_time"] = *updated.input.start_time;
    if (updated.input.end_time)
        object["end_time"] = *updated.input.end_time;
    return http::answer("Schedule updated successfully.", std::move(object));
}

constexpr Endpoint kDetail{
    .work = Work::glance,
    .permission = Permission::signed_in,
    .summary = "Show a schedule",
    .outcome = gives::one(kScheduleAndDoctor).refusing(kUnknown),
};

Result<Schedules> detail(
    Services const& services, Request const& request, Transaction& transaction
) {
    ScheduleRange range;
    range.id = request.id;
    auto rows = listSchedules(transaction, range);
    if (rows.empty())
        return kUnknown.error();
    return Schedules{std::move(rows), services.directories.get(transaction)};
}

Response showDetail(Services const&, Request const&, Schedules const& found) {
    return http::answer(
        "Schedule retrieved successfully.", listedObject(found.rows.front(), *found.directory)
    );
}

constexpr Endpoint kRemove{
    .work = Work::write,
    .permission = auth::permission("schedule.write"),
    .summary = "Remove a schedule",
    .outcome = gives::message().refusing(kUnknown),
};

Result<Response> removeOne(Services const&, Request const& request, Transaction& transaction) {
    if (auto const removed = remove(transaction, request.id, request.moment.timestamp); !removed)
        return removed.error();
    return http::answer("Schedule deleted successfully.");
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/schedule", kList, run<list, showList>},
    {post, "/api/schedule", kCreate, run<create, showCreated>},
    {put, "/api/schedule/{id}", kUpdate, run<update, showUpdated>},
    {get, "/api/schedule/{id}", kDetail, run<detail, showDetail>},
    {del, "/api/schedule/{id}", kRemove, run<removeOne>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::schedule
