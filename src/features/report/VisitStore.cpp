#include "report/VisitStore.hpp"

#include "db/Transaction.hpp"

#include <fmt/core.h>

#include <span>
#include <vector>

namespace antrean::report {
namespace {

// All stations are named, also when all are asked for: then the index finds the visits of one
// insurance without reading those of the other.
std::string listVisitsText() {
    constexpr std::string_view text = R"(SELECT r.id, p.patient_name, r.bpjs, r.status_id,
       q.re_reservation_time, q.call_time, q.wait_seconds
FROM (
    SELECT id
    FROM reservations
    WHERE date = :date
      AND poly_id = :poly_id
      AND status_id IN ({0})
      AND bpjs = :bpjs --? bpjs
      AND (checked_in_at IS NOT NULL --? present
           OR status_id NOT IN (:{1}, :{2}, :{3})) --? present
      AND EXISTS ( --? hour
          SELECT 1 FROM queues v WHERE v.id = reservations.id --? hour
            AND CAST(SUBSTR(CAST(v.re_reservation_time AS TEXT), 1, 2) AS INTEGER) = :hour --? hour
      ) --? hour
      AND EXISTS ( --? wait_from
          SELECT 1 FROM queues v WHERE v.id = reservations.id --? wait_from
            AND v.wait_seconds >= 60 * :wait_from --? wait_from
      ) --? wait_from
      AND EXISTS ( --? wait_to
          SELECT 1 FROM queues v WHERE v.id = reservations.id --? wait_to
            AND v.wait_seconds < 60 * (:wait_to + 1) --? wait_to
      ) --? wait_to
      AND deleted_at IS NULL
    ORDER BY id
    LIMIT :size OFFSET :skipped
) page
JOIN reservations r ON r.id = page.id
JOIN queues q ON q.id = page.id
JOIN patients p ON p.id = r.patient_id
ORDER BY page.id)";
    std::string parameters;
    for (auto const& row : clinic::kStations)
        parameters += fmt::format("{}:{}", parameters.empty() ? "" : ", ", row.figure);
    auto const figure = [](clinic::Station station) { return clinic::rowOf(station).figure; };
    using enum clinic::Station;
    return fmt::format(text, parameters, figure(waiting), figure(no_show), figure(cancelled));
}

}  // namespace

db::ComposedQuery const& listVisitsQuery() {
    static db::ComposedQuery const query("report.list_visits", listVisitsText());
    return query;
}

void listVisits(
    db::Transaction& transaction,
    figures::Group const& group,
    figures::Selection const& selection,
    clinic::Directory const& directory,
    figures::Slice slice,
    std::function<bool(Visit&&)> const& each
) {
    std::vector<db::Arg> args{
        {"date", group.date},
        {"poly_id", group.poly_id},
        {"bpjs", selection.bpjs},
        {"skipped", slice.skipped},
        {"size", slice.size},
    };
    auto const& refined = selection.refined;
    if (refined.is_present)
        args.emplace_back("present", 1);
    args.insert(
        args.end(),
        {{"hour", refined.hour}, {"wait_from", refined.wait_from}, {"wait_to", refined.wait_to}}
    );
    for (auto const& row : clinic::kStations) {
        bool const is_asked =
            !selection.stations || selection.stations->test(clinic::indexOf(row.station));
        auto const id = directory.statusId(row.station);
        args.emplace_back(row.figure, is_asked ? std::optional(id) : std::nullopt);
    }
    transaction.fetch(
        listVisitsQuery().query,
        args,
        db::RowOf<Visit>::columns(),
        [&each](std::span<db::Cell> cells) { return each(db::RowOf<Visit>::take(cells)); }
    );
}

}  // namespace antrean::report
