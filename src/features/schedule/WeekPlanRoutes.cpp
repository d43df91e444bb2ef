#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/Problem.hpp"
#include "resource/Lookup.hpp"
#include "schedule/Planning.hpp"
#include "schedule/ScheduleRoutes.hpp"
#include "schedule/WeekPlan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <utility>

namespace antrean::schedule {
namespace {

namespace gives = http::gives;
namespace json = boost::json;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Request;
using http::Response;

static_assert(is::describes<WeekPlanInput>(kWeekPlanInput));

constexpr http::Key kHoursKeys[] = {
    {"doctor_id", shape::integer},
    {"date", shape::date},
    {"start_time", shape::time},
    {"end_time", shape::time},
    {"quota", shape::orNull(shape::integer)},
};
constexpr http::Shape kHours = shape::object(kHoursKeys, "PlannedHours");
constexpr http::Key kIdKey[] = {{"id", shape::orNull(shape::integer)}};
constexpr http::Shape kPlanned = shape::extended(kHours, kIdKey, "PlannedSchedule");
constexpr http::Key kExistingKey[] = {{"existing", kPlanned}};
constexpr http::Shape kOverlap = shape::extended(kHours, kExistingKey, "PlannedConflict");
constexpr http::Key kReasonKey[] = {{"reason", shape::text}};
constexpr http::Shape kLeftOut = shape::extended(kHours, kReasonKey, "PlannedHoliday");
constexpr http::Key kPlanKeys[] = {
    {"schedules", shape::listOf(kPlanned)},
    {"conflicts", shape::listOf(kOverlap)},
    {"holidays", shape::listOf(kLeftOut)},
};
constexpr http::Shape kPlan = shape::object(kPlanKeys, "WeekPlan");

constexpr http::Refusal kConflicts{kConflict.kind, kConflict.message, &kPlan};

constexpr Endpoint kCreate{
    .work = http::Work::write,
    .permission = auth::permission("schedule.write"),
    .input = kWeekPlanInput,
    .summary = "Create a week's schedules for several weeks: all of them or none",
    .outcome =
        gives::one(kPlan)
            .refusing(kConflicts)
            .noting("Without `copy_week`: the hours of the doctors on the weekdays (1 is Monday), "
                    "for `weeks` times seven days from `from_date` on. With `copy_week`: the "
                    "schedules of that day's week, Monday to Sunday, copied to `weeks` weeks from "
                    "the week of `from_date` on, or from the next week if that is absent; "
                    "`doctor_ids` and `poly_id` choose among them, and the other fields are "
                    "ignored. Hours on holidays are left out and listed. At most 2,000 schedules. "
                    "If one conflicts, nothing is created, and the answer lists all conflicts. "
                    "With `dry_run` nothing is created either: the answer is 200 and shows what "
                    "would be, with `id` null."),
};

json::object hoursObject(Schedule const& schedule) {
    return {
        {"doctor_id", schedule.doctor_id},
        {"date", schedule.date},
        {"start_time", schedule.start_time},
        {"end_time", schedule.end_time},
        {"quota", http::orNull(schedule.quota)},
    };
}

json::object plannedObject(Schedule const& schedule) {
    auto object = hoursObject(schedule);
    object["id"] = schedule.id == 0 ? json::value(nullptr) : json::value(schedule.id);
    return object;
}

json::object planObject(WeekPlan const& plan) {
    json::array schedules;
    for (auto const& schedule : plan.schedules)
        schedules.push_back(plannedObject(schedule));
    json::array conflicts;
    for (auto const& [wanted, existing] : plan.overlaps) {
        auto object = hoursObject(wanted);
        object["existing"] = plannedObject(existing);
        conflicts.push_back(std::move(object));
    }
    json::array holidays;
    for (auto const& [wanted, reason] : plan.left_out) {
        auto object = hoursObject(wanted);
        object["reason"] = reason;
        holidays.push_back(std::move(object));
    }
    return {
        {"schedules", std::move(schedules)},
        {"conflicts", std::move(conflicts)},
        {"holidays", std::move(holidays)},
    };
}

struct Planned {
    WeekPlan plan;
    bool is_dry_run;
};

Result<Planned> create(Services const& services, Request const& request, Transaction& transaction) {
    resource::Lookup lookup(transaction);
    auto const input = http::inputOf<WeekPlanInput>(request, kCreate, &lookup);
    if (!input)
        return input.error();
    auto const directory = services.directories.get(transaction);
    auto plan = planWeeks(transaction, *input, directory->holidays(), request.moment.timestamp);
    if (!plan)
        return plan.error();
    return Planned{std::move(*plan), input->dry_run.value_or(false)};
}

Response showCreated(Services const&, Request const&, Planned const& planned) {
    auto const& [plan, is_dry_run] = planned;
    if (is_dry_run)
        return http::answer("Schedules checked, none created.", planObject(plan));
    if (!plan.is_created)
        return http::problem(kConflicts, planObject(plan));
    return http::answer("Schedules created successfully.", planObject(plan));
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::post, "/api/schedule/bulk", kCreate, http::run<create, showCreated>},
};

}  // namespace

http::RouteTable<Services> weekPlanRoutes() {
    return kRoutes;
}

}  // namespace antrean::schedule
