#include "figures/Queries.hpp"

#include "figures/Columns.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace antrean::figures {
namespace {

// Each name through `pattern`.
template <class Names>
std::string listOf(Names const& names, std::string_view pattern, std::string_view separator) {
    std::string list;
    for (auto const& name : names) {
        if (!list.empty())
            list += separator;
        list += fmt::format(fmt::runtime(pattern), name);
    }
    return list;
}

std::vector<std::string> visitColumnNames() {
    std::vector<std::string> names;
    for (auto const& column : visitColumns())
        names.push_back(column.name);
    return names;
}

std::vector<std::string> countColumnNames() {
    auto names = visitColumnNames();
    names.insert(names.end(), hourColumns().begin(), hourColumns().end());
    names.emplace_back(kPresentColumn);
    return names;
}

constexpr std::string_view kWhere = R"(WHERE TRUE
  AND f.date >= :date_from --? date_from
  AND f.date <= :date_to --? date_to
  AND f.poly_id = :poly_id --? poly_id
)";

std::string insertDayText() {
    auto const names = countColumnNames();
    return fmt::format(
        "INSERT INTO daily_figures (date, poly_id, waits, wait_seconds_sum, {})\n"
        "VALUES (:date, :poly_id, 0, 0, {})\n"
        "ON CONFLICT (date, poly_id) DO NOTHING",
        listOf(names, "{}", ", "),
        listOf(std::vector<int>(names.size(), 0), "{}", ", ")
    );
}

// The stored extreme, or the new wait if that is beyond it.
std::string extremeLine(std::string_view column, char comparison) {
    return fmt::format(
        "  , {0} = CASE WHEN {0} IS NULL OR :new_wait {1} {0} THEN :new_wait ELSE {0} END"
        " --? new_wait\n",
        column,
        comparison
    );
}

// Names only the columns that change: a statement that names all of them takes three times as long.
std::string raiseText() {
    constexpr std::string_view text = R"(UPDATE daily_figures
SET waits = waits + :waits
  , wait_seconds_sum = wait_seconds_sum + :wait_seconds_sum
{0}{1}{2}
WHERE date = :date
  AND poly_id = :poly_id)";
    return fmt::format(
        text,
        extremeLine("wait_seconds_min", '<'),
        extremeLine("wait_seconds_max", '>'),
        listOf(countColumnNames(), "  , {0} = {0} + :{0} --? {0}", "\n")
    );
}

// Each visit column times 1 or 0: whether its visits are asked for. Or, without those arguments,
// the one other figure that is asked for.
std::string askedVisits() {
    constexpr std::string_view text = R"(0
{0}
{1}
      + f.{2} --? {2}
      + (SELECT CAST(COALESCE(SUM(w.waits), 0) AS INTEGER) --? wait_from
         FROM daily_waits w --? wait_from
         WHERE w.date = f.date AND w.poly_id = f.poly_id --? wait_from
           AND w.minute >= :wait_from AND w.minute <= :wait_to) --? wait_from
)";
    return fmt::format(
        text,
        listOf(visitColumnNames(), "      + f.{0} * CAST(:{0} AS INTEGER) --? {0}", "\n"),
        listOf(hourColumns(), "      + f.{0} --? {0}", "\n"),
        kPresentColumn
    );
}

std::string countVisitsText() {
    return fmt::format(
        "SELECT COALESCE(SUM(\n    {}\n), 0) AS visits\nFROM daily_figures f\n{}",
        askedVisits(),
        kWhere
    );
}

std::string listDatesText() {
    return fmt::format(
        "--! stream\n"
        "SELECT f.date, SUM(\n    {}\n) AS visits\nFROM daily_figures f\n{}"
        "GROUP BY f.date\nORDER BY f.date",
        askedVisits(),
        kWhere
    );
}

std::string listGroupsText() {
    return fmt::format(
        "--! stream\n"
        "SELECT f.date, f.poly_id, p.name AS poly,\n    {} AS visits\n"
        "FROM daily_figures f\nJOIN polies p ON p.id = f.poly_id\n{}"
        "ORDER BY f.date, LOWER(p.name), f.poly_id",
        askedVisits(),
        kWhere
    );
}

std::string sumByDateText() {
    constexpr std::string_view text = R"(--! stream
SELECT f.date,
       SUM(f.visits_bpjs) AS bpjs,
       SUM(f.visits_general) AS general,
       SUM(f.done_bpjs + f.done_general) AS done,
       SUM(f.no_show_bpjs + f.no_show_general) AS no_show,
       SUM(f.cancelled_bpjs + f.cancelled_general) AS cancelled,
       SUM(f.present) AS present,
       SUM(f.waits) AS waits,
       CAST(SUM(f.wait_seconds_sum) AS BIGINT) AS wait_seconds_sum,
       {}
FROM daily_figures f
{}GROUP BY f.date
ORDER BY f.date)";
    return fmt::format(text, listOf(hourColumns(), "SUM(f.{})", ", "), kWhere);
}

std::string sumByHourText() {
    return fmt::format(
        "SELECT\n    {}\nFROM daily_figures f\n{}",
        listOf(hourColumns(), "COALESCE(SUM(f.{}), 0)", ",\n    "),
        kWhere
    );
}

// The page is found in the index alone, before its rows are read.
std::string listDaysText() {
    constexpr std::string_view text = R"(--! stream
SELECT f.date, f.poly_id, page.poly,
       0
       + f.visits_bpjs --? bpjs
       AS bpjs,
       0
       + f.visits_general --? general
       AS general,
       0
       + f.no_show_bpjs --? bpjs
       + f.no_show_general --? general
       AS no_show,
       0
       + f.cancelled_bpjs --? bpjs
       + f.cancelled_general --? general
       AS cancelled,
       {0},
       {1}
FROM (
    SELECT f.date, f.poly_id, p.name AS poly, LOWER(p.name) AS poly_order
    FROM daily_figures f
    JOIN polies p ON p.id = f.poly_id
    {2}
      AND 0
          + f.visits_bpjs --? bpjs
          + f.visits_general --? general
          > 0
      AND f.waits > 0 --? with_waits
    ORDER BY f.date, poly_order, f.poly_id
    LIMIT :size OFFSET :skipped --? size
) page
JOIN daily_figures f ON f.date = page.date AND f.poly_id = page.poly_id
ORDER BY page.date, page.poly_order, page.poly_id)";
    return fmt::format(
        text, listOf(kWaitColumns, "f.{}", ", "), listOf(hourColumns(), "f.{}", ", "), kWhere
    );
}

// Days whose figures differ from those that the view counts. A day that every visit has left keeps
// a row of zeros.
std::string listFaultsText() {
    constexpr std::string_view text = R"(SELECT date, poly_id
FROM (
    SELECT {0} FROM daily_figures
    EXCEPT
    SELECT {0} FROM counted_figures
    EXCEPT
    SELECT {1} FROM daily_figures
) too_much
UNION
SELECT date, poly_id
FROM (
    SELECT {0} FROM counted_figures
    EXCEPT
    SELECT {0} FROM daily_figures
) too_little
ORDER BY date, poly_id)";
    auto const counts = countColumnNames();
    return fmt::format(
        text,
        fmt::format(
            "date, poly_id, {}, {}", listOf(counts, "{}", ", "), listOf(kWaitColumns, "{}", ", ")
        ),
        fmt::format(
            "date, poly_id, {}, 0, 0, NULL, NULL",
            listOf(std::vector<int>(counts.size(), 0), "{}", ", ")
        )
    );
}

}  // namespace

Queries::Queries()
    : insert_day("figures.insert_day", insertDayText()),
      raise("figures.raise", raiseText()),
      count_visits("figures.count_visits", countVisitsText()),
      list_dates("figures.list_dates", listDatesText()),
      list_groups("figures.list_groups", listGroupsText()),
      sum_by_date("figures.sum_by_date", sumByDateText()),
      sum_by_hour("figures.sum_by_hour", sumByHourText()),
      list_days("figures.list_days", listDaysText()),
      list_faults("figures.list_faults", listFaultsText()) {}

std::vector<db::Query const*> Queries::all() const {
    return {
        &insert_day.query,
        &raise.query,
        &count_visits.query,
        &list_dates.query,
        &list_groups.query,
        &sum_by_date.query,
        &sum_by_hour.query,
        &list_days.query,
        &list_faults.query,
    };
}

Queries const& queries() {
    static Queries const queries;
    return queries;
}

}  // namespace antrean::figures
