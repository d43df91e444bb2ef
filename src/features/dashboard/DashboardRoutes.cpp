#include "dashboard/DashboardRoutes.hpp"

#include "base/Hundredths.hpp"
#include "dashboard/Period.hpp"
#include "figures/Sums.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>
#include <vector>

namespace antrean::dashboard {
namespace {

using boost::json::array;
using boost::json::object;
using db::Transaction;
using figures::LabelSums;
using figures::PolySums;
using figures::Selection;
using http::Endpoint;
using http::NoServices;
using http::Request;
using http::Response;
using http::run;
using http::Work;

static_assert(is::describes<DayInput>(kDay));
static_assert(is::describes<PeriodInput>(kPeriod));

namespace gives = http::gives;
namespace shape = http::shape;

constexpr Endpoint tileOf(
    Work work, is::Spec input, std::string_view summary, http::Outcome const& outcome
) {
    return {
        .work = work,
        .permission = http::Permission::signed_in,
        .input = input,
        .summary = summary,
        .outcome = outcome,
        .reads_history = work == Work::read,
    };
}

struct Days {
    Selection selection;
    std::size_t label_size;
};

Result<Days> boundPeriod(Request const& request, Endpoint const& endpoint) {
    auto const input = http::inputOf<PeriodInput>(request, endpoint);
    if (!input)
        return input.error();
    auto const period = periodOf(*input, request.moment.date);
    return Days{{period.date_from, period.date_to, input->poly_id}, period.label_size};
}

// The day of the request, by default today (contract, DA-4).
Result<Selection> boundDay(Request const& request, Endpoint const& endpoint) {
    auto const input = http::inputOf<DayInput>(request, endpoint);
    if (!input)
        return input.error();
    auto const date = input->date.value_or(request.moment.date);
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

// What several tiles show in different ways.
template <Endpoint const& endpoint>
Result<std::vector<PolySums>> polySums(
    NoServices const&, Request const& request, Transaction& transaction
) {
    auto const days = boundPeriod(request, endpoint);
    if (!days)
        return days.error();
    return sumByPoly(transaction, days->selection);
}

constexpr http::Key kNamedKeys[] = {{"name", shape::text}, {"value", shape::integer}};
constexpr http::Shape kNamed = shape::object(kNamedKeys, "NameAndValue");

object named(std::string_view name, std::int64_t value) {
    return {{"name", name}, {"value", value}};
}

constexpr auto kSummary =
    tileOf(Work::glance, kDay, "Show the totals of a day", gives::list(kNamed));

Result<PolySums> summary(NoServices const&, Request const& request, Transaction& transaction) {
    auto const selection = boundDay(request, kSummary);
    if (!selection)
        return selection.error();
    return total(sumByPoly(transaction, *selection));
}

// A patient of a day is a visit of that day: queue and patients are the same number, as they are in
// the documented example.
Response showSummary(NoServices const&, Request const&, PolySums const& sums) {
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
constexpr auto kTrend = tileOf(
    Work::read, kPeriod, "Count reservations by poly and by month or day", gives::list(kTrendRow)
);

struct Trend {
    std::vector<PolySums> polies;
    std::vector<LabelSums> labels;
};

Result<Trend> trend(NoServices const&, Request const& request, Transaction& transaction) {
    auto const days = boundPeriod(request, kTrend);
    if (!days)
        return days.error();
    return Trend{
        sumByPoly(transaction, days->selection),
        sumByLabel(transaction, days->selection, days->label_size)};
}

object trendRow(std::string_view label, std::vector<PolySums> const& polies) {
    object row{{kLabel, label}};
    for (auto const& poly : polies)
        row.emplace(poly.poly, 0);
    return row;
}

// Every poly's key is in every row (contract, 4.3-28), in the order of the polies. A poly that is
// named like the label has no column: the label is what the chart cannot do without.
Response showTrend(NoServices const&, Request const&, Trend const& trend) {
    array rows;
    std::string label;
    for (auto const& sums : trend.labels) {
        if (label != sums.label)
            rows.push_back(trendRow(label = sums.label, trend.polies));
        for (auto const& poly : trend.polies)
            if (poly.poly_id == sums.poly_id && poly.poly != kLabel)
                rows.back().get_object()[poly.poly] = sums.bpjs + sums.general;
    }
    return http::answer("Reservation trend data retrieved successfully", std::move(rows));
}

constexpr auto kByPoly =
    tileOf(Work::read, kPeriod, "Count reservations by poly", gives::list(kNamed));

Response showByPoly(NoServices const&, Request const&, std::vector<PolySums> const& polies) {
    array rows;
    for (auto const& poly : polies)
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
constexpr http::Shape kAttended = shape::object(kAttendanceKeys, "Attendance");
constexpr auto kAttendance =
    tileOf(Work::read, kPeriod, "Count patients who came and who did not", gives::one(kAttended));

Response showAttendance(NoServices const&, Request const&, std::vector<PolySums> const& polies) {
    auto const sums = total(polies);
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
constexpr auto kAverageWaiting = tileOf(
    Work::read,
    kPeriod,
    "Show the average waiting time by poly, in minutes",
    gives::list(kAverageWait)
);

// Without polies where nobody was called (contract, DA-7).
Response showAverages(NoServices const&, Request const&, std::vector<PolySums> const& polies) {
    array rows;
    for (auto const& poly : polies)
        if (poly.waits != 0) {
            auto const average = Hundredths::averageMinutes(poly.wait_seconds_sum, poly.waits);
            rows.push_back(object{{"name", poly.poly}, {"avg_waiting_time", average.text()}});
        }
    return http::answer("Average waiting time retrieved successfully", std::move(rows));
}

void takeDateOfYear(object& input) {
    input = withDateOfYear(std::move(input));
}

constexpr http::Key kHourKeys[] = {{"hour", shape::like("09")}, {"value", shape::integer}};
constexpr http::Shape kHour = shape::object(kHourKeys, "HourAndValue");
constexpr Endpoint kPeakHours{
    .work = Work::glance,
    .permission = http::Permission::signed_in,
    .input = kDay,
    .summary = "Count a day's registrations by hour",
    .outcome = gives::list(kHour),
    .prepare = takeDateOfYear,
};

using Hours = std::array<std::int64_t, figures::kHours>;

Result<Hours> peakHours(NoServices const&, Request const& request, Transaction& transaction) {
    auto const selection = boundDay(request, kPeakHours);
    if (!selection)
        return selection.error();
    return sumByHour(transaction, *selection);
}

Response showPeakHours(NoServices const&, Request const&, Hours const& hours) {
    array rows;
    for (auto const count : hours)
        rows.push_back(object{{"hour", fmt::format("{:02}", rows.size())}, {"value", count}});
    return http::answer("Clinic peak hours retrieved successfully", std::move(rows));
}

constexpr http::Key kInsuranceKeys[] = {
    {"label", kLabelShape}, {"bpjs", shape::integer}, {"general", shape::integer}};
constexpr http::Shape kInsurance = shape::object(kInsuranceKeys, "VisitsByInsurance");
constexpr auto kBpjsVsGeneral = tileOf(
    Work::read,
    kPeriod,
    "Count reservations by insurance and by month or day",
    gives::list(kInsurance)
);

Result<std::vector<LabelSums>> bpjsVsGeneral(
    NoServices const&, Request const& request, Transaction& transaction
) {
    auto const days = boundPeriod(request, kBpjsVsGeneral);
    if (!days)
        return days.error();
    std::vector<LabelSums> labels;
    for (auto& sums : sumByLabel(transaction, days->selection, days->label_size)) {
        if (labels.empty() || labels.back().label != sums.label) {
            labels.push_back(std::move(sums));
            continue;
        }
        labels.back().bpjs += sums.bpjs;
        labels.back().general += sums.general;
    }
    return labels;
}

Response showInsurance(NoServices const&, Request const&, std::vector<LabelSums> const& labels) {
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
// The formula stands in the API document, an endpoint for it does not (contract, DA-1).
constexpr auto kNoShowRatio = tileOf(
    Work::read, kPeriod, "Show the percentage of patients who did not come", gives::one(kRatio)
);

Response showRatio(NoServices const&, Request const&, std::vector<PolySums> const& polies) {
    auto const sums = total(polies);
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

using enum http::Method;

constexpr auto byPoly = run<polySums<kByPoly>, showByPoly>;
constexpr auto attendance = run<polySums<kAttendance>, showAttendance>;
constexpr auto averageWaiting = run<polySums<kAverageWaiting>, showAverages>;
constexpr auto noShowRatio = run<polySums<kNoShowRatio>, showRatio>;

constexpr http::RouteOf<NoServices> kRoutes[] = {
    {get, "/api/dashboard/summary", kSummary, run<summary, showSummary>},
    {get, "/api/dashboard/reservation-trend", kTrend, run<trend, showTrend>},
    {get, "/api/dashboard/reservations-by-poly", kByPoly, byPoly},
    {get, "/api/dashboard/patient-attendance", kAttendance, attendance},
    {get, "/api/dashboard/average-waiting-time", kAverageWaiting, averageWaiting},
    {get, "/api/dashboard/clinic-peak-hours", kPeakHours, run<peakHours, showPeakHours>},
    {get, "/api/dashboard/bpjs-vs-general", kBpjsVsGeneral, run<bpjsVsGeneral, showInsurance>},
    {get, "/api/dashboard/no-show-ratio", kNoShowRatio, noShowRatio},
};

}  // namespace

http::RouteTable<NoServices> routes() {
    return kRoutes;
}

}  // namespace antrean::dashboard
