#include "dashboard/Summary.hpp"

#include "figures/Weekday.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace antrean::dashboard {
namespace {

using clinic::Station;
using db::Transaction;
using figures::DateHours;
using figures::Selection;
using figures::WaitMinutes;

constexpr std::size_t kWeekdays = 7;

std::size_t weekdayIndex(std::string_view date) {
    return static_cast<std::size_t>(figures::weekdayOf(date) - 1);
}

// How often each weekday is in the period.
std::array<std::int64_t, kWeekdays> weekdaysOf(SummaryQuestion const& question) {
    std::array<std::int64_t, kWeekdays> counts{};
    auto const days = figures::daysBetween(question.date_from, question.date_to) + 1;
    auto const first = weekdayIndex(question.date_from);
    for (std::size_t day = 0; day < static_cast<std::size_t>(days); ++day)
        ++counts[(first + day) % kWeekdays];
    return counts;
}

// The days before the period, by weekday.
class UsualDays {
public:
    explicit UsualDays(std::array<std::int64_t, kWeekdays> asked) : asked_(asked) {}

    void add(DateHours const& day) {
        auto& weekday = weekdays_[weekdayIndex(day.date)];
        if (day.visits() == 0)
            return;
        ++weekday.days;
        auto& sums = weekday.sums;
        sums.bpjs += day.bpjs;
        sums.general += day.general;
        sums.done += day.done;
        sums.no_show += day.no_show;
        sums.cancelled += day.cancelled;
        sums.present += day.present;
    }
    bool areAsked(std::string_view date) const { return asked_[weekdayIndex(date)] != 0; }

    // Without the waits.
    std::optional<Usual> usual() const {
        Usual usual;
        bool is_known = false;
        for (std::size_t index = 0; index < kWeekdays; ++index) {
            auto const& [days, sums] = weekdays_[index];
            if (days == 0 || asked_[index] == 0)
                continue;
            is_known = true;
            auto const add = [days = days, times = asked_[index]](
                                 Hundredths& to, std::int64_t sum
                             ) { to.count += Hundredths::quotient(times * sum, days).count; };
            add(usual.registered, sums.visits());
            add(usual.bpjs, sums.bpjs);
            add(usual.general, sums.general);
            add(usual.done, sums.done);
            add(usual.no_show, sums.no_show);
            add(usual.cancelled, sums.cancelled);
            add(usual.present, sums.present);
        }
        return is_known ? std::optional(std::move(usual)) : std::nullopt;
    }

private:
    struct Weekday {
        std::int64_t days = 0;
        figures::DateSums sums{};
    };

    std::array<std::int64_t, kWeekdays> const asked_;
    std::array<Weekday, kWeekdays> weekdays_{};
};

std::optional<Usual> usualOf(
    Transaction& transaction,
    SummaryQuestion const& question,
    Selection const& before,
    std::span<DateHours const> dates
) {
    UsualDays days(weekdaysOf(question));
    for (auto const& date : dates)
        if (date.date < question.date_from)
            days.add(date);
    auto usual = days.usual();
    if (usual)
        for (auto const& row : figures::sumWaitsByDate(transaction, before))
            if (days.areAsked(row.date))
                usual->waits.add(row.minute, row.waits);
    return usual;
}

std::array<WeekdayHours, kWeekdays> weekdayHours(std::span<DateHours const> dates) {
    std::array<WeekdayHours, kWeekdays> weekdays{};
    for (auto const& date : dates) {
        auto& weekday = weekdays[weekdayIndex(date.date)];
        ++weekday.days;
        for (std::size_t hour = 0; hour < figures::kHours; ++hour)
            weekday.registered[hour] += date.hours[hour];
    }
    return weekdays;
}

std::vector<PolySummary> polySummaries(Transaction& transaction, Selection const& selection) {
    std::vector<PolySummary> polies;
    for (auto& sums : figures::sumByPoly(transaction, selection))
        polies.push_back({std::move(sums), {}, {}});
    // Both are by the id of the poly.
    auto poly = polies.begin();
    for (auto const& row : figures::sumWaitsByPoly(transaction, selection)) {
        while (poly != polies.end() && poly->sums.poly_id < row.poly_id)
            ++poly;
        if (poly != polies.end() && poly->sums.poly_id == row.poly_id)
            poly->waits.add(row.minute, row.waits);
    }
    return polies;
}

// Fills in who waits now, and returns the sum.
WaitingNow waitingNow(
    Transaction& transaction,
    Today const& today,
    clinic::Directory const& directory,
    std::vector<PolySummary>& polies
) {
    WaitingNow all;
    for (auto const& row : listNow(transaction, today, directory)) {
        auto const station = directory.station(row.status_id);
        if (!station)
            continue;
        all.add(row, *station);
        for (auto& poly : polies)
            if (poly.sums.poly_id == row.poly_id)
                poly.now.add(row, *station);
    }
    return all;
}

}  // namespace

void WaitingNow::add(StationNow const& row, Station station) {
    if (station == Station::anamnesa || station == Station::with_doctor) {
        being_served += row.visits;
        return;
    }
    (station == Station::waiting ? waiting : waiting_doctor) += row.visits;
    if (row.since && (!waiting_since || *row.since < *waiting_since))
        waiting_since = row.since;
}

Summary summarize(
    Transaction& transaction, SummaryQuestion const& question, clinic::Directory const& directory
) {
    auto const& [date_from, date_to, today] = question;
    Selection const period{date_from, date_to, today.poly_id};
    Selection const before{
        figures::dateAfter(date_from, -kUsualDays),
        figures::dateAfter(date_from, -1),
        today.poly_id};
    auto dates = figures::sumByDate(transaction, {before.date_from, date_to, today.poly_id});
    Summary summary;
    summary.date_from = date_from;
    summary.date_to = date_to;
    summary.charts_from = std::min(date_from, figures::dateAfter(date_to, 1 - kUsualDays));
    summary.polies = polySummaries(transaction, period);
    summary.usual = usualOf(transaction, question, before, dates);
    if (date_from <= today.date && today.date <= date_to)
        summary.now = waitingNow(transaction, today, directory, summary.polies);
    std::erase_if(dates, [&summary](DateHours const& date) {
        return date.date < summary.charts_from || date.visits() == 0;
    });
    summary.weekdays = weekdayHours(dates);
    summary.days = std::move(dates);
    return summary;
}

}  // namespace antrean::dashboard
