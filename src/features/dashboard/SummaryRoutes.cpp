#include "dashboard/SummaryRoutes.hpp"

#include "auth/Permissions.hpp"
#include "dashboard/DashboardInput.hpp"
#include "dashboard/Summary.hpp"
#include "db/Transaction.hpp"
#include "figures/Weekday.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/core.h>

#include <utility>

namespace antrean::dashboard {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using db::Transaction;
using figures::PolySums;
using figures::WaitMinutes;
using http::Endpoint;
using http::Request;
using http::Response;
using http::run;
using http::Work;

static_assert(is::describes<SummaryInput>(kSummaryInput));

namespace gives = http::gives;
namespace shape = http::shape;

// --- the shape of the answer ---------------------------------------------------------------------

constexpr auto kMinutes = shape::orNull(shape::number);
constexpr http::Key kWaitKeys[] = {
    {"median_wait_minutes", kMinutes},
    {"p90_wait_minutes", kMinutes},
    {"under_60_minutes_percent", shape::orNull(shape::number)},
};
constexpr http::Key kCountKeys[] = {
    {"registered", shape::integer},
    {"present", shape::integer},
    {"done", shape::integer},
    {"no_show", shape::integer},
    {"cancelled", shape::integer},
    {"bpjs", shape::integer},
    {"general", shape::integer},
    {"waits", shape::integer},
    {"waits_under_60_minutes", shape::integer},
    {"average_wait_minutes", kMinutes},
};
constexpr auto kFigureKeys = shape::joined(kCountKeys, kWaitKeys);
constexpr http::Shape kFigures = shape::object(kFigureKeys, "SummaryFigures");

constexpr http::Key kUsualCountKeys[] = {
    {"registered", shape::number},
    {"present", shape::number},
    {"done", shape::number},
    {"no_show", shape::number},
    {"cancelled", shape::number},
    {"bpjs", shape::number},
    {"general", shape::number},
};
constexpr auto kUsualKeys = shape::joined(kUsualCountKeys, kWaitKeys);
constexpr http::Shape kUsual = shape::object(kUsualKeys, "SummaryUsual");

constexpr http::Key kNowKeys[] = {
    {"waiting", shape::integer},
    {"waiting_doctor", shape::integer},
    {"being_served", shape::integer},
    {"waiting_since", shape::orNull(shape::timestamp)},
};
constexpr http::Shape kNow = shape::object(kNowKeys, "SummaryNow");

constexpr http::Key kPolyKeys[] = {
    {"poly_id", shape::integer},
    {"poly", shape::text},
    {"figures", kFigures},
    {"now", shape::orNull(kNow)},
};
constexpr http::Shape kPoly = shape::object(kPolyKeys, "SummaryPoly");

constexpr http::Key kWeekdayKeys[] = {
    {"weekday", shape::integer},
    {"days", shape::integer},
    {"registered_by_hour", shape::listOf(shape::integer)},
};
constexpr http::Shape kWeekday = shape::object(kWeekdayKeys, "SummaryWeekday");

constexpr http::Key kDayKeys[] = {
    {"date", shape::date},
    {"registered", shape::integer},
    {"present", shape::integer},
    {"no_show", shape::integer},
    {"cancelled", shape::integer},
    {"bpjs", shape::integer},
    {"general", shape::integer},
    {"average_wait_minutes", kMinutes},
};
constexpr http::Shape kDayShape = shape::object(kDayKeys, "SummaryDay");

constexpr http::Key kSummaryKeys[] = {
    {"date_from", shape::date},
    {"date_to", shape::date},
    {"figures", kFigures},
    {"usual", shape::orNull(kUsual)},
    {"now", shape::orNull(kNow)},
    {"polies", shape::listOf(kPoly)},
    {"charts_from", shape::date},
    {"weekdays", shape::listOf(kWeekday)},
    {"days", shape::listOf(kDayShape)},
};
constexpr http::Shape kSummaryShape = shape::object(kSummaryKeys, "Summary");

constexpr Endpoint kSummary{
    .work = Work::read,
    .permission = auth::permission("reports.read"),
    .input = kSummaryInput,
    .summary = "Show how the clinic does in a period of at most 366 days, by default today",
    .outcome = gives::one(kSummaryShape),
    .reads_history = true,
};

// --- the handler ---------------------------------------------------------------------------------

Error badPeriod(std::string text) {
    return Error::invalid({{"date_from", {std::move(text)}}});
}

Result<Summary> summary(
    SummaryServices const& services, Request const& request, Transaction& transaction
) {
    auto const input = http::inputOf<SummaryInput>(request, kSummary);
    if (!input)
        return input.error();
    auto const& today = request.moment.date;
    auto const date_to = input->date_to.value_or(today);
    auto const date_from = input->date_from.value_or(date_to);
    if (date_from > date_to)
        return badPeriod("The date from field must not be after date to.");
    if (figures::daysBetween(date_from, date_to) >= kSummaryDaysMax)
        return badPeriod(fmt::format("The period must not exceed {} days.", kSummaryDaysMax));
    auto const midnight = storedTimestamp(services.clock.zone().firstSecond(today));
    auto const directory = services.directories.get(transaction);
    return summarize(
        transaction, {date_from, date_to, {today, midnight, input->poly_id}}, *directory
    );
}

// --- the answer ----------------------------------------------------------------------------------

value orNull(std::optional<Hundredths> const& number) {
    return number ? number->json() : value(nullptr);
}

value averageOf(std::int64_t wait_seconds_sum, std::int64_t waits) {
    return waits == 0 ? value(nullptr) : Hundredths::averageMinutes(wait_seconds_sum, waits).json();
}

void addWaits(object& to, WaitMinutes const& waits) {
    to["median_wait_minutes"] = orNull(waits.percentile(50));
    to["p90_wait_minutes"] = orNull(waits.percentile(90));
    to["under_60_minutes_percent"] =
        waits.count() == 0
            ? value(nullptr)
            : Hundredths::percentage(waits.countBelow(kStandardWaitMinutes), waits.count()).json();
}

object figuresObject(PolySums const& sums, WaitMinutes const& waits) {
    object figures{
        {"registered", sums.visits},
        {"present", sums.present},
        {"done", sums.done},
        {"no_show", sums.no_show},
        {"cancelled", sums.cancelled},
        {"bpjs", sums.bpjs},
        {"general", sums.visits - sums.bpjs},
        {"waits", sums.waits},
        {"waits_under_60_minutes", waits.countBelow(kStandardWaitMinutes)},
        {"average_wait_minutes", averageOf(sums.wait_seconds_sum, sums.waits)},
    };
    addWaits(figures, waits);
    return figures;
}

object totalObject(std::vector<PolySummary> const& polies) {
    PolySums total{};
    WaitMinutes waits;
    for (auto const& poly : polies) {
        total.visits += poly.sums.visits;
        total.bpjs += poly.sums.bpjs;
        total.done += poly.sums.done;
        total.no_show += poly.sums.no_show;
        total.cancelled += poly.sums.cancelled;
        total.present += poly.sums.present;
        total.waits += poly.sums.waits;
        total.wait_seconds_sum += poly.sums.wait_seconds_sum;
        waits.add(poly.waits);
    }
    return figuresObject(total, waits);
}

value usualValue(std::optional<Usual> const& usual) {
    if (!usual)
        return nullptr;
    object shown{
        {"registered", usual->registered.json()},
        {"present", usual->present.json()},
        {"done", usual->done.json()},
        {"no_show", usual->no_show.json()},
        {"cancelled", usual->cancelled.json()},
        {"bpjs", usual->bpjs.json()},
        {"general", usual->general.json()},
    };
    addWaits(shown, usual->waits);
    return shown;
}

object nowObject(WaitingNow const& now) {
    return {
        {"waiting", now.waiting},
        {"waiting_doctor", now.waiting_doctor},
        {"being_served", now.being_served},
        {"waiting_since", http::timestamp(now.waiting_since)},
    };
}

array polyArray(Summary const& summary) {
    array polies;
    for (auto const& [sums, waits, now] : summary.polies)
        polies.push_back(object{
            {"poly_id", sums.poly_id},
            {"poly", sums.poly},
            {"figures", figuresObject(sums, waits)},
            {"now", summary.now ? value(nowObject(now)) : value(nullptr)},
        });
    return polies;
}

array weekdayArray(Summary const& summary) {
    array weekdays;
    for (auto const& [days, registered] : summary.weekdays)
        weekdays.push_back(object{
            {"weekday", weekdays.size() + 1},
            {"days", days},
            {"registered_by_hour", array(registered.begin(), registered.end())},
        });
    return weekdays;
}

array dayArray(Summary const& summary) {
    array days;
    for (auto const& day : summary.days)
        days.push_back(object{
            {"date", day.date},
            {"registered", day.visits()},
            {"present", day.present},
            {"no_show", day.no_show},
            {"cancelled", day.cancelled},
            {"bpjs", day.bpjs},
            {"general", day.general},
            {"average_wait_minutes", averageOf(day.wait_seconds_sum, day.waits)},
        });
    return days;
}

Response showSummary(SummaryServices const&, Request const&, Summary const& summary) {
    return http::answer(
        "Summary retrieved successfully",
        object{
            {"date_from", summary.date_from},
            {"date_to", summary.date_to},
            {"figures", totalObject(summary.polies)},
            {"usual", usualValue(summary.usual)},
            {"now", summary.now ? value(nowObject(*summary.now)) : value(nullptr)},
            {"polies", polyArray(summary)},
            {"charts_from", summary.charts_from},
            {"weekdays", weekdayArray(summary)},
            {"days", dayArray(summary)},
        }
    );
}

using enum http::Method;

constexpr http::RouteOf<SummaryServices> kRoutes[] = {
    {get, "/api/summary", kSummary, run<summary, showSummary>},
};

}  // namespace

http::RouteTable<SummaryServices> summaryRoutes() {
    return kRoutes;
}

}  // namespace antrean::dashboard
