#include "ticket/QueueDay.hpp"

#include "db/Transaction.hpp"
#include "ticket/Sql.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace antrean::ticket {
namespace {

using clinic::Station;

// More visits than any clinic has on a day.
constexpr std::int64_t kRowsMax = 20'000;

// Of several visits at a station, the one that was called last; then the highest number.
void keepLatest(VisitRow const*& kept, VisitRow const& row) {
    if (kept == nullptr || row.called_seq >= kept->called_seq)
        kept = &row;
}

std::optional<std::int64_t> numberOf(VisitRow const* row) {
    return row == nullptr ? std::nullopt : std::optional(row->queue_number);
}

std::int64_t countBefore(std::vector<std::int64_t> const& numbers, std::int64_t number) {
    return std::ranges::lower_bound(numbers, number) - numbers.begin();
}

bool hasBeenSeen(std::optional<Station> station) {
    return station == Station::anamnesa || station == Station::waiting_doctor ||
           station == Station::with_doctor || station == Station::done;
}

}  // namespace

std::optional<VisitRow> findRow(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<VisitRow>(sql::kFindRow, {{"id", id}});
}

QueueDay::QueueDay(
    std::string date,
    std::vector<VisitRow> rows,
    std::shared_ptr<clinic::Directory const> directory,
    Waits const& waits
)
    : date_(std::move(date)),
      rows_(std::move(rows)),
      directory_(std::move(directory)),
      waits_(waits) {
    by_id_.reserve(rows_.size());
    // The rows come by number, so the lists are sorted.
    for (auto const& row : rows_) {
        by_id_.emplace(row.id, &row);
        auto& poly = polies_[row.poly_id];
        auto const station = directory_->station(row.status_id);
        if (hasBeenSeen(station)) {
            ++poly.seen;
            poly.seen_checked_in += row.checked_in_at ? 1 : 0;
        }
        if (station == Station::waiting) {
            poly.waiting.push_back(row.queue_number);
            if (!row.checked_in_at)
                poly.absent.push_back(row.queue_number);
        } else if (station == Station::waiting_doctor) {
            poly.waiting_doctor.push_back(row.queue_number);
        } else if (station == Station::anamnesa) {
            keepLatest(poly.nurse, row);
        } else if (station == Station::with_doctor) {
            keepLatest(poly.doctor, row);
        }
    }
}

VisitRow const* QueueDay::find(std::int64_t id) const {
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

std::optional<std::int64_t> QueueDay::peopleAhead(VisitRow const& visit) const {
    auto const station = directory_->station(visit.status_id);
    bool const waits = station == Station::waiting || station == Station::waiting_doctor;
    auto const poly = polies_.find(visit.poly_id);
    if (!waits || visit.date != date_ || poly == polies_.end())
        return std::nullopt;
    auto const& line =
        station == Station::waiting ? poly->second.waiting : poly->second.waiting_doctor;
    return countBefore(line, visit.queue_number);
}

std::optional<std::int64_t> QueueDay::absentAhead(VisitRow const& visit) const {
    auto const poly = polies_.find(visit.poly_id);
    if (!peopleAhead(visit) || poly->second.seen_checked_in * 2 <= poly->second.seen)
        return std::nullopt;
    // A patient who waits for the doctor has been with the nurse.
    bool const waits_for_nurse = directory_->station(visit.status_id) == Station::waiting;
    return waits_for_nurse ? countBefore(poly->second.absent, visit.queue_number) : 0;
}

std::optional<estimate::Estimate> QueueDay::estimate(VisitRow const& visit, Instant now) const {
    auto const ahead = peopleAhead(visit);
    if (!ahead || directory_->station(visit.status_id) != Station::waiting)
        return std::nullopt;
    estimate::Question question{visit.poly_id, *ahead, now, std::nullopt};
    if (visit.start_time)
        question.session_start = waits_.clock.zone().at(date_, *visit.start_time);
    return waits_.estimates.find(question);
}

std::int64_t QueueDay::waiting(std::int64_t poly_id) const {
    auto const poly = polies_.find(poly_id);
    return poly == polies_.end() ? 0 : std::ssize(poly->second.waiting);
}

QueueDay::Serving QueueDay::serving(std::int64_t poly_id) const {
    auto const poly = polies_.find(poly_id);
    if (poly == polies_.end())
        return {};
    return {numberOf(poly->second.nurse), numberOf(poly->second.doctor)};
}

SharedDay QueueDays::read(db::Transaction& transaction, std::string const& date) {
    auto rows = transaction.all<VisitRow>(sql::kListRows, {{"date", date}, {"size", kRowsMax}});
    return std::make_shared<QueueDay const>(
        date, std::move(rows), directories_.get(transaction), waits_
    );
}

SharedDay QueueDays::get(db::Transaction& transaction, std::string const& date) {
    // The mark is read first, so that rows which are newer than it are only read once more.
    auto const mark = ledger::findMark(transaction);
    auto const directory = directories_.get(transaction);
    {
        std::scoped_lock const lock(mutex_);
        bool const is_same = kept_ && kept_->date() == date && mark_ == mark;
        if (is_same && &kept_->directory() == directory.get())
            return kept_;
    }
    auto day = read(transaction, date);
    std::scoped_lock const lock(mutex_);
    mark_ = mark;
    kept_ = day;
    return day;
}

}  // namespace antrean::ticket
