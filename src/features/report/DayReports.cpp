// The reports with a row per day and poly. All of them read figures/Days.hpp.
#include "figures/Days.hpp"
#include "report/Definitions.hpp"
#include "report/Percentile.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace antrean::report {
namespace {

using db::Transaction;
using figures::Day;
using figures::Days;

figures::Selection selectionOf(Filter const& filter) {
    return {filter.date_from, filter.date_to, filter.poly_id, filter.bpjs()};
}

template <Days which>
std::int64_t count(Transaction& transaction, Question const& question) {
    return figures::countDays(transaction, selectionOf(question.filter), which);
}

template <auto& columns>
std::span<Column const> always(Filter const&) {
    return columns;
}

// addTo(day, row) adds the cells after date and poly. One row serves all days, so that its texts
// keep their memory.
template <auto addTo>
void list(Transaction& transaction, Question const& question, Slice slice, Sink const& sink) {
    Row row;
    auto const selection = selectionOf(question.filter);
    auto const each = [&row, &sink](Day const& day) {
        row.clear();
        row.insert(row.end(), {day.date, day.poly});
        addTo(day, row);
        return sink(row);
    };
    figures::listDays(transaction, selection, Days::with_visits, slice, each);
}

// --- no-shows ------------------------------------------------------------------------------------

constexpr Column kNoShowColumns[] = {
    {"date", Kind::date},
    {"poly", Kind::text},
    {"total_reservations", Kind::integer},
    {"no_show", Kind::integer},
    {"cancelled", Kind::integer},
    {"ratio_percent", Kind::decimals},
};
constexpr auto kNoShowPage = pageInput(kOfInsurances, kKeysOf<kNoShowColumns>);

// The ratio counts both: no-shows and cancelled reservations, in percent of all.
void addNoShows(Day const& day, Row& row) {
    row.insert(
        row.end(),
        {day.visits(),
         day.no_show,
         day.cancelled,
         Hundredths::percentage(day.no_show + day.cancelled, day.visits())}
    );
}

// --- insurances ----------------------------------------------------------------------------------

constexpr Column kInsuranceColumns[] = {
    {"date", Kind::date},
    {"poly", Kind::text},
    {"total_bpjs", Kind::integer},
    {"total_general", Kind::integer},
    {"bpjs_percentage", Kind::decimals},
    {"general_percentage", Kind::decimals},
};
constexpr auto kInsurancePage = pageInput(kOfDays, kKeysOf<kInsuranceColumns>);

void addInsurances(Day const& day, Row& row) {
    row.insert(
        row.end(),
        {day.bpjs,
         day.general,
         Hundredths::percentage(day.bpjs, day.visits()),
         Hundredths::percentage(day.general, day.visits())}
    );
}

// --- performance of a poly -----------------------------------------------------------------------

constexpr Column kPerformanceColumns[] = {
    {"date", Kind::date},
    {"poly", Kind::text},
    {"total_patients", Kind::integer},
    {"average_waiting_time_minutes", Kind::decimals, true},
    {"no_show_rate_percent", Kind::decimals},
    {"peak_hour", Kind::time, true},
};
constexpr auto kPerformancePage = pageInput(kOfDays, kKeysOf<kPerformanceColumns>);

Cell averageWait(Day const& day) {
    if (day.waits == 0)
        return nullptr;
    return Hundredths::averageMinutes(day.wait_seconds_sum, day.waits);
}

// Of equal hours the latest (contract, RE-3).
Cell peakHour(Day const& day) {
    auto const peak = std::max_element(day.hours.rbegin(), day.hours.rend());
    if (*peak == 0)
        return nullptr;
    return fmt::format("{:02}:00", day.hours.rend() - peak - 1);
}

void addPerformance(Day const& day, Row& row) {
    row.insert(
        row.end(),
        {day.visits(),
         averageWait(day),
         Hundredths::percentage(day.no_show, day.visits()),
         peakHour(day)}
    );
}

// --- busy hours ----------------------------------------------------------------------------------

constexpr std::size_t kFirstHour = 6;
constexpr std::size_t kLastHour = 18;

constexpr Column kBusyHourColumns[] = {
    {"date", Kind::date},
    {"poly", Kind::text},
    {"06:00", Kind::integer},
    {"07:00", Kind::integer},
    {"08:00", Kind::integer},
    {"09:00", Kind::integer},
    {"10:00", Kind::integer},
    {"11:00", Kind::integer},
    {"12:00", Kind::integer},
    {"13:00", Kind::integer},
    {"14:00", Kind::integer},
    {"15:00", Kind::integer},
    {"16:00", Kind::integer},
    {"17:00", Kind::integer},
    {"18:00", Kind::integer},
    {"total_reservations", Kind::integer},
};
constexpr auto kBusyHourPage = pageInput(kOfDays, kKeysOf<kBusyHourColumns>);

// The total counts the hours that are shown (contract, RE-2).
void addHours(Day const& day, Row& row) {
    std::int64_t total = 0;
    for (auto hour = kFirstHour; hour <= kLastHour; ++hour) {
        row.emplace_back(day.hours[hour]);
        total += day.hours[hour];
    }
    row.emplace_back(total);
}

// --- waiting time --------------------------------------------------------------------------------

constexpr Column kWaitColumns[] = {
    {"date", Kind::date},
    {"poly", Kind::text},
    {"average_waiting_time_minutes", Kind::decimals},
    {"longest_waiting_time_minutes", Kind::decimals},
    {"fastest_waiting_time_minutes", Kind::decimals},
    {.key = "p50_waiting_time_minutes", .kind = Kind::decimals, .is_costly = true},
    {.key = "p90_waiting_time_minutes", .kind = Kind::decimals, .is_costly = true},
};
constexpr auto kWaitPage = pageInput(kOfWaits, kKeysOf<kWaitColumns>);
constexpr std::size_t kPercentileColumns = 2;

// The documented columns; the percentiles only with the filter `percentiles`.
std::span<Column const> waitColumns(Filter const& filter) {
    std::span<Column const> const all = kWaitColumns;
    return filter.percentiles.value_or(false) ? all : all.first(all.size() - kPercentileColumns);
}

void addPercentiles(Transaction& transaction, Day const& day, Row& row) {
    auto const waits = figures::listWaits(transaction, day);
    for (int const percent : {50, 90})
        row.push_back(cellOf(percentileMinutes(waits, percent)));
}

// Only days with a call to the doctor (contract, RE-10).
void listWaitingTimes(
    Transaction& transaction, Question const& question, Slice slice, Sink const& sink
) {
    bool const has_percentiles = question.filter.percentiles.value_or(false);
    Row row;
    auto const each = [&](Day const& day) {
        row.clear();
        row.insert(
            row.end(),
            {day.date,
             day.poly,
             averageWait(day),
             Hundredths::minutes(day.wait_seconds_max.value_or(0)),
             Hundredths::minutes(day.wait_seconds_min.value_or(0))}
        );
        if (has_percentiles)
            addPercentiles(transaction, day, row);
        return sink(row);
    };
    figures::listDays(transaction, selectionOf(question.filter), Days::with_waits, slice, each);
}

}  // namespace

constexpr Report kNoShowCancelled{
    .path = "/api/reports/no-show-cancelled",
    .export_path = "/api/reports/no-show-cancelled/export",
    .name = "no-show-cancelled",
    .message = "No-show and cancelled report retrieved successfully",
    .summary = "Count no-shows and cancellations by day and poly",
    .input = kOfInsurances,
    .page_input = kNoShowPage,
    .columns = always<kNoShowColumns>,
    .count = count<Days::with_visits>,
    .list = list<addNoShows>,
};

constexpr Report kBpjsVsGeneral{
    .path = "/api/reports/bpjs-vs-general",
    .export_path = "/api/reports/bpjs-vs-general/export",
    .name = "bpjs-vs-general",
    .message = "BPJS vs General report retrieved successfully",
    .summary = "Count visits by insurance, day and poly",
    .input = kOfDays,
    .page_input = kInsurancePage,
    .columns = always<kInsuranceColumns>,
    .count = count<Days::with_visits>,
    .list = list<addInsurances>,
};

constexpr Report kPolyPerformance{
    .path = "/api/reports/poly-performance",
    .export_path = "/api/reports/poly-performance/export",
    .name = "poly-performance",
    .message = "Poly performance report retrieved successfully",
    .summary = "Show patients, waits and the peak hour by day and poly",
    .input = kOfDays,
    .page_input = kPerformancePage,
    .columns = always<kPerformanceColumns>,
    .count = count<Days::with_visits>,
    .list = list<addPerformance>,
};

constexpr Report kWaitingTime{
    .path = "/api/reports/waiting-time",
    .export_path = "/api/reports/waiting-time/export",
    .name = "waiting-time",
    .message = "Waiting time report retrieved successfully",
    .summary = "Show how long patients waited for the doctor, by day and poly",
    .input = kOfWaits,
    .page_input = kWaitPage,
    .columns = waitColumns,
    .count = count<Days::with_waits>,
    .list = listWaitingTimes,
};

constexpr Report kBusyHour{
    .path = "/api/reports/busy-hour",
    .export_path = "/api/reports/busy-hour/export",
    .name = "busy-hour",
    .message = "Busy hour report retrieved successfully",
    .summary = "Count registrations by hour, day and poly",
    .input = kOfDays,
    .page_input = kBusyHourPage,
    .columns = always<kBusyHourColumns>,
    .count = count<Days::with_visits>,
    .list = list<addHours>,
};

}  // namespace antrean::report
