#include "app/demo/DemoDay.hpp"

#include "app/demo/DemoPeople.hpp"
#include "app/demo/DemoRandom.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace antrean::app {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3'600;
// Reception registers those who wrote in the evening, after the clinic has closed.
constexpr std::int64_t kBookedFrom = -3 * kHour - 1'800;
constexpr std::int64_t kBookedUntil = -3 * kHour;
// Those who booked come when the session begins, so that their low numbers are called in turn. Who
// does not come says so before, or is called in turn and missed.
constexpr std::int64_t kPunctual = 15 * kMinute;
constexpr std::int64_t kCancelFrom = 6 * kHour;
constexpr std::int64_t kCancelUntil = 7 * kHour;
// Before a patient who has come can be called.
constexpr std::int64_t kSitDown = 45;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kKia = 3;  // mothers and children

// How long a nurse and a doctor of the poly need for a patient, and the poly's share of the day.
struct Pace {
    std::int64_t nurse_seconds;
    std::int64_t doctor_seconds;
    std::int64_t percent;
};
constexpr std::array<Pace, kDemoPolies> kPaces{
    Pace{8 * kMinute, 11 * kMinute, 50},
    Pace{13 * kMinute, 20 * kMinute, 22},
    Pace{11 * kMinute, 17 * kMinute, 28},
};

enum class Fate : std::uint8_t { seen, leaves, never_comes, cancels };

// A patient of one session of one poly, before it is known when staff has time.
struct Guest {
    std::size_t visit;
    std::int64_t booked;
    std::int64_t arrives;  // kNever: not on this day, or not until the plan ends
    Fate fate;
};

struct Session {
    std::vector<Guest> guests;
    Pace pace;
    std::int64_t nurse_from;
    std::int64_t doctor_from;
    std::int64_t jitter_percent;  // how much the time for a patient varies
};

std::int64_t varied(std::int64_t seconds, std::int64_t percent, DemoRandom& random) {
    auto const most = seconds * percent / 100;
    return seconds + random.between(-most, most);
}

// The guest with the lowest number who is ready, or the guest who is ready first. `ready` has a
// second for each guest; kNever: not again.
std::optional<std::size_t> nextOf(std::vector<std::int64_t> const& ready, std::int64_t now) {
    std::optional<std::size_t> first;
    for (std::size_t index = 0; index < ready.size(); ++index) {
        if (ready[index] <= now)
            return index;
        if (ready[index] != kNever && (!first || ready[index] < ready[*first]))
            first = index;
    }
    return first;
}

// Lets the staff of one session work.
class Walk {
public:
    Walk(Session const& session, DemoRandom& random, std::vector<DemoEvent>& events)
        : session_(session), random_(random), events_(events) {}

    void run() {
        for (auto const& guest : session_.guests)
            arrive(guest);
        work(session_.nurse_from, at_nurse_, [this](std::size_t index, std::int64_t now) {
            return see(index, now);
        });
        work(session_.doctor_from, at_doctor_, [this](std::size_t index, std::int64_t now) {
            return treat(index, now);
        });
    }

private:
    void add(std::int64_t second, DemoStep step, std::size_t visit) {
        events_.push_back({second, step, visit});
    }

    void arrive(Guest const& guest) {
        add(guest.booked, DemoStep::book, guest.visit);
        bool const comes = guest.fate == Fate::seen || guest.fate == Fate::leaves;
        if (comes && guest.arrives != kNever)
            add(guest.arrives, DemoStep::check_in, guest.visit);
        if (guest.fate == Fate::cancels)
            add(guest.arrives, DemoStep::cancel, guest.visit);
        at_nurse_.push_back(readyAt(guest, comes));
        at_doctor_.push_back(kNever);
    }

    // When the nurse may call the guest.
    std::int64_t readyAt(Guest const& guest, bool comes) {
        if (guest.fate == Fate::never_comes)
            return session_.nurse_from;
        if (!comes || guest.arrives == kNever)
            return kNever;
        return guest.arrives + random_.between(kSitDown, 3 * kSitDown);
    }

    template <class Serve>
    void work(std::int64_t now, std::vector<std::int64_t>& ready, Serve const& serve) {
        while (auto const index = nextOf(ready, now)) {
            now = std::max(now, ready[*index]);
            ready[*index] = kNever;
            now = serve(*index, now);
        }
    }

    // Return when the patient has left.
    std::int64_t see(std::size_t index, std::int64_t now) {
        auto const& guest = session_.guests[index];
        add(now, DemoStep::call_to_nurse, guest.visit);
        if (guest.fate == Fate::leaves || guest.fate == Fate::never_comes) {
            add(now + 45, DemoStep::call_to_nurse, guest.visit);
            add(now + 90, DemoStep::call_to_nurse, guest.visit);
            add(now + 120, DemoStep::miss, guest.visit);
            return now + 120;
        }
        if (random_.isOneOf100(8))
            add(now + 40, DemoStep::call_to_nurse, guest.visit);
        now += varied(session_.pace.nurse_seconds, session_.jitter_percent, random_);
        add(now, DemoStep::send_to_doctor, guest.visit);
        at_doctor_[index] = now;
        return now;
    }

    std::int64_t treat(std::size_t index, std::int64_t now) {
        auto const visit = session_.guests[index].visit;
        add(now, DemoStep::call_to_doctor, visit);
        if (random_.isOneOf100(6))
            add(now + 40, DemoStep::call_to_doctor, visit);
        now += varied(session_.pace.doctor_seconds, session_.jitter_percent, random_);
        add(now, DemoStep::finish, visit);
        return now;
    }

    Session const& session_;
    DemoRandom& random_;
    std::vector<DemoEvent>& events_;
    std::vector<std::int64_t> at_nurse_;
    std::vector<std::int64_t> at_doctor_;
};

class Planner {
public:
    explicit Planner(std::uint64_t seed) : random(seed) {}

    std::size_t invite(std::int64_t poly_id, bool is_evening) {
        std::int64_t person = 0;
        do {
            person =
                poly_id == kKia ? random.below(kDemoPeople / 2) * 2 + 1 : random.below(kDemoPeople);
        } while (!invited_.insert(person).second);
        plan.visits.push_back({poly_id, is_evening, person, priority(poly_id)});
        return plan.visits.size() - 1;
    }

    void add(Session session) {
        // Numbers are given in the order of the registrations.
        std::ranges::stable_sort(session.guests, {}, &Guest::booked);
        Walk(session, random, plan.events).run();
    }

    DemoPlan take() {
        std::ranges::stable_sort(plan.events, {}, &DemoEvent::second);
        return std::move(plan);
    }

    DemoRandom random;
    DemoPlan plan;

private:
    std::optional<std::string_view> priority(std::int64_t poly_id) {
        if (poly_id == kKia && random.isOneOf100(35))
            return random.isOneOf100(70) ? "ibu_hamil" : "balita";
        if (random.isOneOf100(7))
            return random.isOneOf100(80) ? "lansia" : "disabilitas";
        return std::nullopt;
    }

    std::set<std::int64_t> invited_;
};

// Most patients come between 07:30 and 10:00, and most of those around 08:45.
std::int64_t morningArrival(DemoRandom& random) {
    auto const percent = random.below(100);
    if (percent < 6)
        return random.between(7 * kHour, kMorningStart);
    if (percent < 82)
        return (random.between(kMorningStart, 10 * kHour) +
                random.between(kMorningStart, 10 * kHour)) /
               2;
    return random.between(10 * kHour, 12 * kHour);
}

Fate fateOf(DemoRandom& random) {
    auto const percent = random.below(100);
    if (percent < 3)
        return Fate::cancels;
    if (percent < 6)
        return Fate::never_comes;
    return percent < 9 ? Fate::leaves : Fate::seen;
}

Guest ordinaryGuest(std::size_t visit, bool is_evening, DemoRandom& random) {
    auto const arrives = is_evening ? random.between(kEveningStart, kEveningEnd - 90 * kMinute)
                                    : morningArrival(random);
    auto const fate = fateOf(random);
    bool const is_absent = fate == Fate::never_comes || fate == Fate::cancels;
    if (!is_absent && !random.isOneOf100(12))
        return {visit, arrives, arrives, fate};
    auto const begins = is_evening ? kEveningStart : kMorningStart;
    return {
        visit,
        random.between(kBookedFrom, kBookedUntil),
        fate == Fate::cancels ? random.between(kCancelFrom, kCancelUntil)
                              : random.between(begins - kPunctual, begins + kPunctual),
        fate};
}

Session openSession(Pace const& pace, bool is_evening) {
    if (is_evening)
        return {{}, pace, kEveningStart, kEveningStart + 10 * kMinute, 35};
    return {{}, pace, kMorningStart, 8 * kHour, 35};
}

std::int64_t visitsOf(std::chrono::weekday weekday) {
    if (weekday == std::chrono::Monday)
        return 60;
    return weekday == std::chrono::Saturday ? 28 : 36;
}

// One morning of the first day, whose poly is so full that nurse and doctor always have a patient.
struct FullPoly {
    Pace pace;
    int there_at_opening;
    int come_later;
    int not_yet_there;
};
constexpr std::array<FullPoly, kDemoPolies> kFullPolies{
    FullPoly{{5 * kMinute, 7 * kMinute, 0}, 11, 9, 2},
    FullPoly{{10 * kMinute, 15 * kMinute, 0}, 6, 4, 1},
    FullPoly{{9 * kMinute, 13 * kMinute, 0}, 6, 5, 1},
};
constexpr std::int64_t kMorningLasts = 75 * kMinute;
constexpr std::int64_t kFirstArrival = 15 * kMinute;  // before the opening

// The morning begins at 0; `now` is at kMorningLasts.
Session fullSession(std::int64_t poly_id, Planner& planner) {
    auto const& poly = kFullPolies.at(static_cast<std::size_t>(poly_id - 1));
    auto& random = planner.random;
    Session session{{}, poly.pace, 0, 10 * kMinute, 10};
    auto const add = [&](std::int64_t booked, std::int64_t arrives, Fate fate) {
        session.guests.push_back({planner.invite(poly_id, false), booked, arrives, fate});
    };
    for (int nth = 0; nth < poly.there_at_opening; ++nth) {
        auto const arrives = random.between(-kFirstArrival, 0);
        add(arrives, arrives, nth == 1 ? Fate::leaves : Fate::seen);
    }
    for (int nth = 0; nth < poly.come_later; ++nth) {
        auto const arrives = random.between(1, kMorningLasts - 10 * kMinute);
        add(arrives, arrives, Fate::seen);
    }
    for (int nth = 0; nth < poly.not_yet_there; ++nth)
        add(random.between(kBookedFrom, kBookedUntil), kNever, Fate::seen);
    if (poly_id == 1)
        add(random.between(kBookedFrom, kBookedUntil), 20 * kMinute, Fate::cancels);
    return session;
}

// Second `now` of the day is the end of a morning that begins at 0.
class Scale {
public:
    explicit Scale(std::int64_t now) : now_(now), length_(std::min(now, kWhole)) {}

    std::int64_t secondOf(std::int64_t second) const {
        return now_ - (kMorningLasts - second) * length_ / kWhole;
    }

private:
    static constexpr std::int64_t kWhole = kMorningLasts + kFirstArrival;
    std::int64_t now_;
    std::int64_t length_;  // of the whole plan, when it has happened as fast as it must
};

std::uint64_t seedOf(Day day) {
    return static_cast<std::uint64_t>(day.time_since_epoch().count());
}

}  // namespace

DemoPlan planDay(Day day) {
    Planner planner(seedOf(day));
    auto const visits = visitsOf(std::chrono::weekday(day));
    for (std::int64_t poly_id = 1; poly_id <= kDemoPolies; ++poly_id) {
        auto const& pace = kPaces.at(static_cast<std::size_t>(poly_id - 1));
        auto morning = openSession(pace, false);
        auto evening = openSession(pace, true);
        for (std::int64_t nth = 0; nth < visits * pace.percent / 100; ++nth) {
            bool const is_evening = nth % 4 == 3;
            (is_evening ? evening : morning)
                .guests.push_back(
                    ordinaryGuest(planner.invite(poly_id, is_evening), is_evening, planner.random)
                );
        }
        planner.add(std::move(morning));
        planner.add(std::move(evening));
    }
    return planner.take();
}

DemoPlan planReservations(Day day, std::int64_t count) {
    Planner planner(seedOf(day));
    for (std::int64_t nth = 0; nth < count; ++nth) {
        auto const visit = planner.invite(nth % kDemoPolies + 1, nth % 4 == 3);
        auto const booked = planner.random.between(kBookedFrom, kBookedUntil);
        planner.plan.events.push_back({booked, DemoStep::book, visit});
    }
    return planner.take();
}

DemoPlan planMorningUntil(std::int64_t now, Day day) {
    Planner planner(seedOf(day));
    for (std::int64_t poly_id = 1; poly_id <= kDemoPolies; ++poly_id)
        planner.add(fullSession(poly_id, planner));
    auto plan = planner.take();
    std::erase_if(plan.events, [](DemoEvent const& event) { return event.second > kMorningLasts; });
    Scale const scale(now);
    for (auto& event : plan.events)
        if (event.second >= -kFirstArrival)
            event.second = scale.secondOf(event.second);
    return plan;
}

std::int64_t morningStart(std::int64_t now) {
    return Scale(now).secondOf(0);
}

}  // namespace antrean::app
