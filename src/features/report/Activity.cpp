#include "report/Activity.hpp"

#include "db/Transaction.hpp"
#include "report/Sql.hpp"

#include <algorithm>
#include <utility>

namespace antrean::report {
namespace {

using Time = std::optional<std::string>;
using db::Transaction;

constexpr std::string_view kDayBegins = " 00:00:00";
constexpr std::string_view kDayEnds = " 23:59:59";
// Between these, texts compare like instants, and both databases know the dates.
constexpr std::string_view kFirstInstant = "0001-01-01 00:00:00";
constexpr std::string_view kLastInstant = "9999-12-31 23:59:59";

std::string dateOf(std::string const& timestamp) {
    return timestamp.substr(0, kFirstInstant.find(' '));
}

std::string at(std::string date, std::string_view time) {
    return date += time;
}

// Counts the events of one part, which is less than a day.
std::int64_t countPart(
    Transaction& transaction, Activity const& activity, std::optional<Instants> const& part
) {
    if (!part)
        return 0;
    return transaction
        .number(
            sql::kCountEntries,
            {{"user_id", activity.user_id}, {"first", part->first}, {"last", part->last}}
        )
        .value();
}

std::int64_t countDays(
    Transaction& transaction, Activity const& activity, std::optional<figures::UtcDays> const& days
) {
    return days ? figures::countActivity(transaction, *days, activity.user_id) : 0;
}

// Where a slice begins: `skipped` events before the latest one that is not after `last`.
struct Beginning {
    Time last;
    std::int64_t skipped;
};

Beginning findBeginning(Transaction& transaction, Activity const& activity, std::int64_t skipped) {
    if (skipped == 0)
        return {activity.instants.last, 0};
    auto const parts = cut(activity.instants);
    auto const after = countPart(transaction, activity, parts.after);
    if (skipped < after || !parts.days)
        return {activity.instants.last, skipped};
    skipped -= after;
    auto const day = figures::findActivityDay(transaction, *parts.days, activity.user_id, skipped);
    if (day)
        return {at(day->date, kDayEnds), skipped - day->before};
    skipped -= countDays(transaction, activity, parts.days);
    if (parts.before)
        return {parts.before->last, skipped};
    // Beyond the end, so before the first event.
    return {std::string(kFirstInstant), skipped};
}

}  // namespace

Instants instantsOf(Filter const& filter, Zone const& zone) {
    Instants instants;
    if (filter.date_from)
        instants.first = std::max(
            storedTimestamp(zone.firstSecond(*filter.date_from)), std::string(kFirstInstant)
        );
    if (filter.date_to) {
        instants.last = storedTimestamp(zone.lastSecond(*filter.date_to));
        if (instants.last->size() > kLastInstant.size())
            instants.last = kLastInstant;
    }
    return instants;
}

Cut cut(Instants const& instants) {
    auto const& [first, last] = instants;
    bool const begins_whole = !first || first->ends_with(kDayBegins);
    bool const ends_whole = !last || last->ends_with(kDayEnds);
    if (first && last && dateOf(*first) >= dateOf(*last) && !(begins_whole && ends_whole))
        return {.after = instants};
    Cut parts;
    auto& days = parts.days.emplace();
    if (first)
        (begins_whole ? days.date_from : days.date_after) = dateOf(*first);
    if (last)
        (ends_whole ? days.date_to : days.date_before) = dateOf(*last);
    if (!begins_whole)
        parts.before = Instants{first, at(dateOf(*first), kDayEnds)};
    if (!ends_whole)
        parts.after = Instants{at(dateOf(*last), kDayBegins), last};
    return parts;
}

std::int64_t countEntries(Transaction& transaction, Activity const& activity) {
    auto const parts = cut(activity.instants);
    return countPart(transaction, activity, parts.before) +
           countDays(transaction, activity, parts.days) +
           countPart(transaction, activity, parts.after);
}

void listEntries(
    Transaction& transaction,
    Activity const& activity,
    Slice slice,
    std::function<bool(Entry const&)> const& each
) {
    auto const beginning = findBeginning(transaction, activity, slice.skipped);
    db::Arg const args[] = {
        {"user_id", activity.user_id},
        {"first", activity.instants.first},
        {"last", beginning.last},
        {"skipped", beginning.skipped},
        {"size", slice.size},
    };
    transaction.fetch(
        sql::kListEntries,
        args,
        db::RowOf<Entry>::columns(),
        [&each](std::span<db::Cell> row) { return each(db::RowOf<Entry>::take(row)); }
    );
}

std::vector<UserRole> listRolesOfUser(Transaction& transaction, std::int64_t user_id) {
    return transaction.all<UserRole>(sql::kListRolesOfUser, {{"id", user_id}});
}

}  // namespace antrean::report
