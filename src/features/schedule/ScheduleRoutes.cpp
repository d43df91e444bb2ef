#include "schedule/ScheduleRoutes.hpp"

#include "account/User.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "resource/Lookup.hpp"
#include "schedule/ScheduleInput.hpp"
#include "schedule/ScheduleStore.hpp"
#include "validation/Bind.hpp"

#include <fmt/core.h>

namespace antrean::schedule {
namespace {

using db::Transaction;
using http::Request;
using http::Response;

static_assert(is::describes<CreateSchedule>(kCreateSchedule));
static_assert(is::describes<UpdateSchedule>(kUpdateSchedule));
static_assert(is::describes<ScheduleFilter>(kScheduleFilter));

namespace gives = http::gives;
namespace shape = http::shape;

constexpr auto kScheduleKeys = shape::keysOf<Schedule>();
constexpr http::Shape kSchedule = shape::object(kScheduleKeys, "Schedule");
constexpr http::Key kDoctorKey[] = {{"doctor", shape::orNull(account::kUserShape)}};
constexpr http::Shape kScheduleAndDoctor =
    shape::extended(kSchedule, kDoctorKey, "ScheduleAndDoctor");
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
constexpr http::Key kSentTimeKeys[] = {
    {"start_time", shape::sent_time},
    {"end_time", shape::sent_time},
};
constexpr http::Shape kUpdated = shape::extended(kSchedule, kSentTimeKeys, "UpdatedSchedule");

constexpr std::string_view kConflict =
    "The schedule conflicts with an existing schedule for this doctor.";
constexpr http::Refusal kRefusals[] = {
    {ErrorKind::refused, kConflict},
    {ErrorKind::not_found, "Schedule not found."},
};
constexpr http::Refusal kCreateRefusals[] = {kRefusals[0]};
constexpr http::Refusal kUnknown[] = {kRefusals[1]};

// One change at a time, so that two desks do not both find the doctor's hours free.
constexpr std::string_view kSchedulesLock = "schedules";
constexpr std::size_t kDateLength = 10;

// "09:00" -> "09:00:00"
std::string withSeconds(std::string time) {
    return time.size() == 5 ? time + ":00" : time;
}

boost::json::value doctorOf(ScheduleAndDoctor const& row) {
    if (!row.doctor_username)
        return nullptr;
    return account::userObject({
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

boost::json::object scheduleObject(Schedule const& schedule) {
    return {
        {"id", schedule.id},
        {"doctor_id", schedule.doctor_id},
        {"date", schedule.date},
        {"start_time", schedule.start_time},
        {"end_time", schedule.end_time},
        {"created_at", http::timestamp(schedule.created_at)},
        {"updated_at", http::timestamp(schedule.updated_at)},
        {"deleted_at", http::timestamp(schedule.deleted_at)},
        {"quota", http::orNull(schedule.quota)},
    };
}

boost::json::object withDoctor(ScheduleAndDoctor const& row) {
    auto object = scheduleObject(row);
    object["doctor"] = doctorOf(row);
    return object;
}

// The documented URL lacks a "&" after the date ("date=2025-12-15month=12"): a text that begins
// with a date counts as that date (contract, SC-2).
boost::json::object withDateCut(boost::json::object input) {
    auto const* date = input.if_contains("date");
    if (date == nullptr || !date->is_string() || date->get_string().size() <= kDateLength)
        return input;
    std::string const head(date->get_string().subview(0, kDateLength));
    if (head[4] == '-' && is::normalizedDate(head) == head)
        input["date"] = head;
    return input;
}

// date > month and year > month > year
ScheduleRange rangeOf(ScheduleFilter const& filter) {
    ScheduleRange range;
    range.doctor_id = filter.doctor_id;
    if (filter.date) {
        range.first_date = range.last_date = filter.date;
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

Result<Response> list(Request const& request, Transaction& transaction) {
    auto const filter = is::bind<ScheduleFilter>(withDateCut(request.input), kScheduleFilter);
    if (!filter)
        return filter.error();
    boost::json::array rows;
    for (auto const& row : listSchedules(transaction, rangeOf(*filter)))
        rows.push_back(withDoctor(row));
    return http::answer("Schedules retrieved successfully.", std::move(rows));
}

Result<Response> detail(Request const& request, Transaction& transaction) {
    ScheduleRange range;
    range.id = request.id;
    auto const rows = listSchedules(transaction, range);
    if (rows.empty())
        return Error::notFound("Schedule not found.");
    return http::answer("Schedule retrieved successfully.", withDoctor(rows.front()));
}

Error conflict() {
    return Error::refused(std::string(kConflict));
}

Result<Response> create(Request const& request, Transaction& transaction) {
    transaction.lock(kSchedulesLock);
    resource::Lookup lookup(transaction);
    auto const input = is::bind<CreateSchedule>(request.input, kCreateSchedule, {&lookup});
    if (!input)
        return input.error();
    Schedule schedule{};
    schedule.doctor_id = input->doctor_id;
    schedule.date = input->date;
    schedule.start_time = withSeconds(input->start_time);
    schedule.end_time = withSeconds(input->end_time);
    schedule.quota = input->quota;
    if (overlaps(transaction, schedule))
        return conflict();
    auto const id = insertSchedule(transaction, schedule, request.moment.timestamp);
    auto const now = jsonTimestamp(request.moment.timestamp);
    boost::json::object object{
        {"doctor_id", request.input.at("doctor_id")},
        {"date", input->date},
        {"start_time", input->start_time},
        {"end_time", input->end_time},
    };
    if (request.input.contains("quota"))
        object["quota"] = http::orNull(input->quota);
    object["updated_at"] = now;
    object["created_at"] = now;
    object["id"] = id;
    return http::answer("Schedule created successfully.", std::move(object), 201);
}

Schedule changed(Schedule schedule, UpdateSchedule const& input) {
    schedule.doctor_id = input.doctor_id.value_or(schedule.doctor_id);
    schedule.date = input.date.value_or(schedule.date);
    schedule.start_time = withSeconds(input.start_time.value_or(schedule.start_time));
    schedule.end_time = withSeconds(input.end_time.value_or(schedule.end_time));
    schedule.quota = input.quota.over(schedule.quota);
    return schedule;
}

bool sameSchedule(Schedule const& left, Schedule const& right) {
    return left.doctor_id == right.doctor_id && left.date == right.date &&
           left.start_time == right.start_time && left.end_time == right.end_time &&
           left.quota == right.quota;
}

Result<Response> update(Request const& request, Transaction& transaction) {
    transaction.lock(kSchedulesLock);
    resource::Lookup lookup(transaction);
    auto const input =
        is::bind<UpdateSchedule>(request.input, kUpdateSchedule, {&lookup, request.id});
    if (!input)
        return input.error();
    auto const before = findSchedule(transaction, request.id);
    if (!before)
        return Error::notFound("Schedule not found.");
    auto schedule = changed(*before, *input);
    // The rule of the spec compares start and end only if both were sent.
    if (schedule.end_time <= schedule.start_time)
        return Error::invalid(
            {{"end_time", {"The end time field must be a date after start time."}}}
        );
    if (overlaps(transaction, schedule))
        return conflict();
    if (!sameSchedule(schedule, *before)) {
        updateSchedule(transaction, schedule, request.moment.timestamp);
        schedule.updated_at = request.moment.timestamp;
    }
    auto object = scheduleObject(schedule);
    if (input->start_time)
        object["start_time"] = *input->start_time;
    if (input->end_time)
        object["end_time"] = *input->end_time;
    return http::answer("Schedule updated successfully.", std::move(object));
}

Result<Response> remove(Request const& request, Transaction& transaction) {
    if (!findSchedule(transaction, request.id))
        return Error::notFound("Schedule not found.");
    removeSchedule(transaction, request.id, request.moment.timestamp);
    return http::answer("Schedule deleted successfully.");
}

}  // namespace

void addRoutes(http::Routes& routes) {
    using http::Handler;
    using http::Method;
    using http::Work;
    auto const read = http::Permission::signed_in;
    auto const write = http::Permission::schedule_write;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/schedule", Work::read, read, kScheduleFilter, "List doctors' schedules",
         Handler(list), gives::list(kScheduleAndDoctor)},
        {Method::post, "/api/schedule", Work::write, write, kCreateSchedule, "Create a schedule",
         Handler(create), gives::created(kCreated).refusing(kCreateRefusals)},
        {Method::put, "/api/schedule/{id}", Work::write, write, kUpdateSchedule,
         "Change a schedule", Handler(update), gives::one(kUpdated).refusing(kRefusals)},
        {Method::get, "/api/schedule/{id}", Work::glance, read, {}, "Show a schedule",
         Handler(detail), gives::one(kScheduleAndDoctor).refusing(kUnknown)},
        {Method::del, "/api/schedule/{id}", Work::write, write, {}, "Remove a schedule",
         Handler(remove), gives::message().refusing(kUnknown)},
    });
    // clang-format on
}

}  // namespace antrean::schedule
