// The report of patient visits. A page far into the history costs as much as the first one: the
// figures give the days of its visits, and only those days are read.
#include "db/Transaction.hpp"
#include "figures/VisitCounts.hpp"
#include "report/Definitions.hpp"
#include "report/VisitStore.hpp"

#include <algorithm>
#include <utility>

namespace antrean::report {
namespace {

using db::Transaction;
using figures::Group;
using figures::Selection;

constexpr Column kColumns[] = {
    {"date", Kind::date},
    {"reservation_number", Kind::integer},
    {"patient_name", Kind::text},
    {"poly", Kind::text},
    {"insurance_type", Kind::text},
    {"status", Kind::text, true},
    {"registration_time", Kind::time},
    {"call_time", Kind::time, true},
    {"waiting_time_minutes", Kind::decimals, true},
};
constexpr auto kPage = pageInput(kOfVisits, kKeysOf<kColumns>);

std::span<Column const> columns(Filter const&) {
    return kColumns;
}

constexpr std::int64_t kMinutesOfDay = 24 * 60;

Selection selectionOf(Question const& question) {
    auto const& filter = question.filter;
    figures::Refinement refined{filter.hour, filter.present.value_or(false)};
    if (filter.wait_from || filter.wait_to) {
        refined.wait_from = filter.wait_from.value_or(0);
        refined.wait_to = filter.wait_to.value_or(kMinutesOfDay - 1);
    }
    return {
        filter.date_from,
        filter.date_to,
        filter.poly_id,
        filter.bpjs(),
        filter.status.empty()
            ? std::nullopt
            : std::optional(figures::stationsOf(filter.status, question.directory)),
        filter.weekday ? std::optional(static_cast<int>(*filter.weekday)) : std::nullopt,
        refined,
    };
}

std::int64_t count(Transaction& transaction, Question const& question) {
    return figures::countVisits(transaction, selectionOf(question));
}

// "09:15:00" -> "09:15"
std::string hourAndMinute(std::string time) {
    time.resize(std::min<std::size_t>(time.size(), 5));
    return time;
}

void fill(Row& row, Visit&& visit, Group const& group, clinic::Directory const& directory) {
    auto const station = directory.station(visit.status_id);
    row.clear();
    row.emplace_back(group.date);
    row.emplace_back(visit.id);
    row.emplace_back(std::move(visit.patient_name));
    row.emplace_back(group.poly);
    row.emplace_back(visit.bpjs ? "BPJS" : "GENERAL");
    row.push_back(station ? Cell(std::string(clinic::rowOf(*station).status_name)) : Cell(nullptr));
    row.emplace_back(hourAndMinute(std::move(visit.re_reservation_time)));
    row.push_back(
        visit.call_time ? Cell(hourAndMinute(std::move(*visit.call_time))) : Cell(nullptr)
    );
    row.push_back(visit.wait_seconds ? Cell(Hundredths::minutes(*visit.wait_seconds)) : nullptr);
}

// Lists the visits group by group: those of one poly on one day.
class Groups {
public:
    Groups(Transaction& transaction, Question const& question, Sink const& sink)
        : transaction_(transaction),
          question_(question),
          sink_(sink),
          selection_(selectionOf(question)) {}

    void list(Slice slice) {
        auto const each = [this, slice](Group const& group) { return listGroup(group, slice); };
        figures::listGroups(transaction_, selection_, slice, each);
    }

private:
    // False when the sink has stopped.
    bool listGroup(Group const& group, Slice slice) {
        auto const skipped = std::max<std::int64_t>(slice.skipped - group.before, 0);
        auto const end = slice.size
                             ? std::min(slice.skipped + *slice.size - group.before, group.visits)
                             : group.visits;
        bool is_wanted = true;
        auto const each = [this, &group, &is_wanted](Visit&& visit) {
            fill(row_, std::move(visit), group, question_.directory);
            is_wanted = sink_(row_);
            return is_wanted;
        };
        listVisits(
            transaction_, group, selection_, question_.directory, {skipped, end - skipped}, each
        );
        return is_wanted;
    }

    Transaction& transaction_;
    Question const& question_;
    Sink const& sink_;
    Selection const selection_;
    Row row_;
};

void list(Transaction& transaction, Question const& question, Slice slice, Sink const& sink) {
    Groups(transaction, question, sink).list(slice);
}

}  // namespace

constexpr Report kPatientVisits{
    .path = "/api/reports/patient-visits",
    .export_path = "/api/reports/patient-visits/export",
    .name = "patient-visits",
    .message = "Patient visit report retrieved successfully",
    .summary = "List every visit, by day and poly",
    .input = kOfVisits,
    .page_input = kPage,
    .columns = columns,
    .count = count,
    .list = list,
};

}  // namespace antrean::report
