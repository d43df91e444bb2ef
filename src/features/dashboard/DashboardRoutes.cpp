#include "dashboard/DashboardRoutes.hpp"

#include "base/Hundredths.hpp"
#include "dashboard/Period.hpp"
#include "figures/Sums.hpp"
#include "http/Answer.hpp"
#include "validation/Bind.hpp"

#include <fmt/core.h>

#include <vector>

namespace antrean::dashboard {
namespace {

using boost::json::array;
using boost::json::object;
using db::Transaction;
using figures::PolySums;
using figures::Selection;
using http::Request;
using http::Response;

static_assert(is::describes<DayInput>(kDay));
static_assert(is::describes<PeriodInput>(kPeriod));

struct Days {
    Selection selection;
    std::size_t label_size;
};

Result<Days> boundPeriod(Request const& request) {
    auto const input = is::bind<PeriodInput>(request.input, kPeriod);
    if (!input)
        return input.error();
    auto const period = periodOf(*input, request.moment.date);
    return Days{{period.date_from, period.date_to, input->poly_id}, period.label_size};
}

// The day of the request, by default today (contract, DA-4).
Result<Selection> boundDay(object const& given, std::string const& today) {
    auto const input = is::bind<DayInput>(given, kDay);
    if (!input)
        return input.error();
    auto const date = input->date.value_or(today);
    return Selection{date, date, input->poly_id};
}

// The sums over all polies.
PolySums total(std::vector<PolySums> const& polies) {
    PolySums sums{};
    for (auto const& poly : polies) {
        sums.visits += poly.visits;
        sums.done += poly.done;
        sums.no_show += poly.no_show;
    }
    return sums;
}

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kNamedKeys[] = {{"name", shape::text}, {"value", shape::integer}};
constexpr http::Shape kNamed = shape::object(kNamedKeys, "NameAndValue");

object named(std::string_view name, std::int64_t value) {
    return {{"name", name}, {"value", value}};
}

// Each visit counts as a patient of the day: "queue" and "patients" are the same number, as in the
// documented example.
Result<Response> summary(Request const& request, Transaction& transaction) {
    auto const selection = boundDay(request.input, request.moment.date);
    if (!selection)
        return selection.error();
    auto const sums = total(figures::sumByPoly(transaction, *selection));
    return http::answer(
        "Summary data retrieved successfully",
        array{
            named("Total Queue Today", sums.visits),
            named("Total Patients Today", sums.visits),
            named("Patients Completed Today", sums.done),
            named("No Show Patients Today", sums.no_show),
        }
    );
}

constexpr std::string_view kLabel = "label";
// A month of a year, or a day.
constexpr http::Shape kLabelShape = shape::like("2026-01");
constexpr http::Key kTrendKeys[] = {{kLabel, kLabelShape}};
constexpr http::Shape kTrendRow = shape::open(kTrendKeys, shape::integer, "TrendRow");

object trendRow(std::string_view label, std::vector<PolySums> const& polies) {
    object row{{kLabel, label}};
    for (auto const& poly : polies)
        row.emplace(poly.poly, 0);
    return row;
}

// Every row has the key of every poly (contract, 4.3-28), in the order of the polies. A poly whose
// name is "label" has no key, because the chart needs that key.
Result<Response> trend(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    auto const polies = figures::sumByPoly(transaction, days->selection);
    array rows;
    std::string label;
    for (auto const& sums : figures::sumByLabel(transaction, days->selection, days->label_size)) {
        if (label != sums.label)
            rows.push_back(trendRow(label = sums.label, polies));
        for (auto const& poly : polies)
            if (poly.poly_id == sums.poly_id && poly.poly != kLabel)
                rows.back().get_object()[poly.poly] = sums.bpjs + sums.general;
    }
    return http::answer("Reservation trend data retrieved successfully", std::move(rows));
}

Result<Response> byPoly(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    array rows;
    for (auto const& poly : figures::sumByPoly(transaction, days->selection))
        rows.push_back(named(poly.poly, poly.visits));
    return http::answer("Reservation comparison by poly retrieved successfully", std::move(rows));
}

constexpr http::Key kAttendanceSummaryKeys[] = {
    {"attended", shape::integer},
    {"not_attended", shape::integer},
    {"total", shape::integer},
    {"attendance_rate", shape::number},
};
constexpr http::Key kAttendanceKeys[] = {
    {"summary", shape::object(kAttendanceSummaryKeys)},
    {"chart", shape::listOf(kNamed)},
};
constexpr http::Shape kAttendance = shape::object(kAttendanceKeys, "Attendance");

Result<Response> attendance(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    auto const sums = total(figures::sumByPoly(transaction, days->selection));
    auto const expected = sums.done + sums.no_show;
    auto const rate = Hundredths::percentage(sums.done, expected);
    return http::answer(
        "Patient attendance data retrieved successfully",
        object{
            {"summary",
             {{"attended", sums.done},
              {"not_attended", sums.no_show},
              {"total", expected},
              {"attendance_rate", rate.json()}}},
            {"chart", array{named("Attended", sums.done), named("Not Attended", sums.no_show)}},
        }
    );
}

constexpr http::Key kAverageWaitKeys[] = {
    {"name", shape::text}, {"avg_waiting_time", shape::like("67.94")}};
constexpr http::Shape kAverageWait = shape::object(kAverageWaitKeys, "AverageWait");

// Polies without calls are left out (contract, DA-7).
Result<Response> averageWaitingTime(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    array rows;
    for (auto const& poly : figures::sumByPoly(transaction, days->selection))
        if (poly.waits != 0) {
            auto const average = Hundredths::averageMinutes(poly.wait_seconds_sum, poly.waits);
            rows.push_back(object{{"name", poly.poly}, {"avg_waiting_time", average.text()}});
        }
    return http::answer("Average waiting time retrieved successfully", std::move(rows));
}

constexpr http::Key kHourKeys[] = {{"hour", shape::like("09")}, {"value", shape::integer}};
constexpr http::Shape kHour = shape::object(kHourKeys, "HourAndValue");

Result<Response> peakHours(Request const& request, Transaction& transaction) {
    auto const selection = boundDay(withDateOfYear(request.input), request.moment.date);
    if (!selection)
        return selection.error();
    array rows;
    for (auto const count : figures::sumByHour(transaction, *selection))
        rows.push_back(object{{"hour", fmt::format("{:02}", rows.size())}, {"value", count}});
    return http::answer("Clinic peak hours retrieved successfully", std::move(rows));
}

constexpr http::Key kInsuranceKeys[] = {
    {"label", kLabelShape}, {"bpjs", shape::integer}, {"general", shape::integer}};
constexpr http::Shape kInsurance = shape::object(kInsuranceKeys, "VisitsByInsurance");

Result<Response> bpjsVsGeneral(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    std::vector<figures::LabelSums> labels;
    for (auto& sums : figures::sumByLabel(transaction, days->selection, days->label_size)) {
        if (labels.empty() || labels.back().label != sums.label) {
            labels.push_back(std::move(sums));
            continue;
        }
        labels.back().bpjs += sums.bpjs;
        labels.back().general += sums.general;
    }
    array rows;
    for (auto const& [label, poly_id, bpjs, general] : labels)
        rows.push_back(object{{"label", label}, {"bpjs", bpjs}, {"general", general}});
    return http::answer(
        "BPJS vs general patient comparison retrieved successfully", std::move(rows)
    );
}

constexpr http::Key kRatioKeys[] = {
    {"no_show_count", shape::integer},
    {"total_reservation", shape::integer},
    {"no_show_ratio", shape::number},
};
constexpr http::Shape kRatio = shape::object(kRatioKeys, "NoShowRatio");

// The API document has the formula but no endpoint for it (contract, DA-1).
Result<Response> noShowRatio(Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request);
    if (!days)
        return days.error();
    auto const sums = total(figures::sumByPoly(transaction, days->selection));
    auto const ratio = Hundredths::percentage(sums.no_show, sums.visits);
    return http::answer(
        "No-show ratio retrieved successfully",
        object{
            {"no_show_count", sums.no_show},
            {"total_reservation", sums.visits},
            {"no_show_ratio", ratio.json()},
        }
    );
}

}  // namespace

void addRoutes(http::Routes& routes) {
    using http::Method;
    using http::Work;
    auto const read = http::Permission::signed_in;
    auto const run = [](auto function) { return http::Handler(function); };
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/dashboard/summary", Work::glance, read, kDay,
         "Sum up a day", run(summary), gives::list(kNamed)},
        {Method::get, "/api/dashboard/reservation-trend", Work::read, read, kPeriod,
         "Count reservations of each poly by month or day", run(trend),
         gives::list(kTrendRow)},
        {Method::get, "/api/dashboard/reservations-by-poly", Work::read, read, kPeriod,
         "Compare the polies' reservations", run(byPoly), gives::list(kNamed)},
        {Method::get, "/api/dashboard/patient-attendance", Work::read, read, kPeriod,
         "Compare who came with who did not", run(attendance), gives::one(kAttendance)},
        {Method::get, "/api/dashboard/average-waiting-time", Work::read, read, kPeriod,
         "Average each poly's waiting time, in minutes", run(averageWaitingTime),
         gives::list(kAverageWait)},
        {Method::get, "/api/dashboard/clinic-peak-hours", Work::glance, read, kDay,
         "Count a day's registrations by hour", run(peakHours), gives::list(kHour)},
        {Method::get, "/api/dashboard/bpjs-vs-general", Work::read, read, kPeriod,
         "Count reservations by insurance and by month or day", run(bpjsVsGeneral),
         gives::list(kInsurance)},
        {Method::get, "/api/dashboard/no-show-ratio", Work::read, read, kPeriod,
         "Say how many of a hundred patients did not come", run(noShowRatio),
         gives::one(kRatio)},
    });
    // clang-format on
}

}  // namespace antrean::dashboard
