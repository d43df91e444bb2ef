#include "app/demo/DemoVisits.hpp"

#include "app/demo/DemoPeople.hpp"
#include "db/Transaction.hpp"
#include "queue/CheckIn.hpp"
#include "queue/Transitions.hpp"
#include "reservation/ReservationService.hpp"
#include "schedule/ScheduleStore.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace antrean::app {
namespace {

// Users of app/demo/DemoRows.cpp and app/demo/DemoClinic.cpp. Each poly has a nurse.
constexpr std::array<std::int64_t, kDemoPolies> kNurses{11, 12, 19};
constexpr std::int64_t kMorningReception = 15;
constexpr std::int64_t kEveningReception = 16;

constexpr auto kCancelReasons = std::to_array<std::string_view>({
    "Pasien berhalangan hadir",
    "Pasien minta ganti hari",
    "Sudah berobat di tempat lain",
});

std::int64_t userOf(DemoStep step, DemoVisit const& visit, std::int64_t doctor_id) {
    switch (step) {
        case DemoStep::book:
        case DemoStep::check_in:
        case DemoStep::cancel:
            return visit.is_evening ? kEveningReception : kMorningReception;
        case DemoStep::call_to_nurse:
        case DemoStep::send_to_doctor:
        case DemoStep::miss:
            return kNurses.at(static_cast<std::size_t>(visit.poly_id - 1));
        case DemoStep::call_to_doctor:
        case DemoStep::finish:
            return doctor_id;
    }
    return doctor_id;
}

Result<void> withoutValue(Result<visit::Visit> const& moved) {
    if (!moved)
        return moved.error();
    return {};
}

}  // namespace

DemoVisits::DemoVisits(db::Transaction& transaction, Zone const& zone)
    : transaction_(transaction), zone_(zone), directory_(clinic::Directory::load(transaction)) {}

// The poly's first schedule of the day is that of the morning, the last one that of the evening.
schedule::ScheduleAndDoctor const* DemoVisits::scheduleOf(DemoVisit const& visit) const {
    auto const isOfPoly = [&visit](auto const& schedule) {
        return schedule.doctor_poly_id == visit.poly_id;
    };
    if (visit.is_evening) {
        auto const last = std::find_if(schedules_.rbegin(), schedules_.rend(), isOfPoly);
        return last == schedules_.rend() ? nullptr : &*last;
    }
    auto const first = std::ranges::find_if(schedules_, isOfPoly);
    return first == schedules_.end() ? nullptr : &*first;
}

Result<void> DemoVisits::book(DemoVisit const& visit, std::string const& date, Made& made) {
    auto const* const schedule = scheduleOf(visit);
    if (schedule == nullptr)
        return {};
    auto person = demoPerson(visit.person);
    reservation::CreateReservation input{};
    input.patient_name = std::move(person.name);
    input.bpjs = person.no_bpjs.has_value();
    input.no_bpjs = std::move(person.no_bpjs);
    input.whatsapp_number = std::move(person.whatsapp_number);
    input.poly_id = visit.poly_id;
    input.schedule_id = schedule->id;
    input.date = date;
    if (visit.priority)
        input.priority = std::string(*visit.priority);
    visit::Step const step{
        directory_, ledger_, userOf(DemoStep::book, visit, schedule->doctor_id), moment_};
    auto const registered = reservation::book(transaction_, input, step);
    if (registered)
        made = {registered->id, schedule->doctor_id, zone_.at(date, schedule->start_time)};
    else if (registered.error().kind != ErrorKind::refused)  // a full quota
        return registered.error();
    return {};
}

Result<void> DemoVisits::move(DemoStep step, DemoVisit const& visit, Made const& made) {
    visit::Step const by{directory_, ledger_, userOf(step, visit, made.doctor_id), moment_};
    switch (step) {
        case DemoStep::book:
            return {};
        case DemoStep::check_in:
            return withoutValue(queue::checkIn(transaction_, made.id, by));
        case DemoStep::call_to_nurse:
            return withoutValue(queue::callToAnamnesa(transaction_, made.id, by));
        case DemoStep::send_to_doctor:
            return withoutValue(queue::sendToWaitingDoctor(transaction_, made.id, by));
        case DemoStep::call_to_doctor:
            return withoutValue(queue::callToDoctor(transaction_, made.id, by));
        case DemoStep::finish:
            return withoutValue(queue::finish(transaction_, made.id, by));
        case DemoStep::miss:
            return withoutValue(queue::markNoShow(transaction_, made.id, by));
        case DemoStep::cancel: {
            auto const nth = static_cast<std::size_t>(made.id) % kCancelReasons.size();
            std::string const reason(kCancelReasons.at(nth));
            return withoutValue(queue::cancelFor(transaction_, made.id, by, reason));
        }
    }
    return {};
}

void DemoVisits::note(DemoEstimates& estimates, DemoEvent const& event, DemoVisit const& visit)
    const {
    auto const& made = made_.at(event.visit);
    switch (event.step) {
        case DemoStep::book:
            return estimates.registered(
                event.visit, made.id, visit.poly_id, moment_, made.session_start
            );
        case DemoStep::check_in:
            return estimates.checkedIn(event.visit, moment_);
        case DemoStep::call_to_nurse:
            return estimates.called(event.visit, moment_);
        case DemoStep::miss:
        case DemoStep::cancel:
            return estimates.left(event.visit);
        case DemoStep::send_to_doctor:
        case DemoStep::call_to_doctor:
        case DemoStep::finish:
            return;
    }
}

Result<void> DemoVisits::make(
    DemoPlan const& plan, std::string const& date, std::string const& seconds_of
) {
    schedule::ScheduleRange range;
    range.first_date = range.last_date = date;
    schedules_ = schedule::listSchedules(transaction_, range);
    made_.assign(plan.visits.size(), {});
    auto const midnight = zone_.firstSecond(seconds_of);
    DemoEstimates estimates(transaction_, date);
    for (auto const& event : plan.events) {
        moment_ = zone_.moment(midnight + std::chrono::seconds(event.second));
        auto const& visit = plan.visits.at(event.visit);
        auto& made = made_.at(event.visit);
        Result<void> done;
        if (event.step == DemoStep::book)
            done = book(visit, date, made);
        else if (made.id != 0)
            done = move(event.step, visit, made);
        if (!done)
            return done;
        if (made.id != 0)
            note(estimates, event, visit);
    }
    estimates.finish();
    return {};
}

}  // namespace antrean::app
