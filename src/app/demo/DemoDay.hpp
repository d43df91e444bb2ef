// Plans the day of an invented clinic: who comes when, who waits, who is called, who does not come.
// The plan is a list of steps in the order of time; app/demo/DemoClinic.cpp carries it out.
//
// A poly has one nurse and one doctor. Each of them takes the lowest number that is there, and
// calls the next patient in the second in which the last one leaves.
#pragma once

#include "base/CalendarDay.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::app {

enum class DemoStep : std::uint8_t {
    book,
    check_in,
    call_to_nurse,
    send_to_doctor,
    call_to_doctor,
    finish,
    miss,  // the patient is called and is not there, or never came
    cancel,
};

struct DemoVisit {
    std::int64_t poly_id;
    bool is_evening;      // of the evening's doctor
    std::int64_t person;  // app/demo/DemoPeople.hpp
    std::optional<std::string_view> priority;
};

struct DemoEvent {
    std::int64_t second;  // of the day; negative: on the day before
    DemoStep step;
    std::size_t visit;  // in DemoPlan::visits
};

struct DemoPlan {
    std::vector<DemoVisit> visits;
    std::vector<DemoEvent> events;  // by second
};

inline constexpr std::int64_t kMorningStart = 7 * 3'600 + 1'800;
inline constexpr std::int64_t kEveningStart = 16 * 3'600;
inline constexpr std::int64_t kEveningEnd = 20 * 3'600;

// The polies of the demo clinic have the ids from 1 to this.
inline constexpr std::int64_t kDemoPolies = 3;

// A whole day: about 36 visits, on a Monday 60. It ends with every visit at its end.
DemoPlan planDay(Day day);

// Reservations for a day that is to come, made on the evening before the day of the seconds.
DemoPlan planReservations(Day day, std::int64_t count);

// A morning that has lasted for 75 minutes at the second `now` of the day: every nurse and every
// doctor has a patient, others wait for them, and some are not there yet. In the first hours after
// midnight the same has happened faster.
DemoPlan planMorningUntil(std::int64_t now, Day day);
// The second at which that morning begins.
std::int64_t morningStart(std::int64_t now);

}  // namespace antrean::app
