#include "app/demo/DemoPlay.hpp"

#include "app/Signals.hpp"
#include "app/demo/DemoAnswers.hpp"
#include "app/demo/DemoApi.hpp"
#include "app/demo/DemoPeople.hpp"
#include "app/demo/DemoRandom.hpp"
#include "app/demo/DemoRows.hpp"
#include "base/Clock.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::app {
namespace {

namespace json = boost::json;

// Users of app/demo/DemoRows.cpp and app/demo/DemoClinic.cpp; of nurses and doctors one for each
// poly.
constexpr std::string_view kReception = "agus.setiawan";
constexpr std::array<std::string_view, 3> kNurses{
    "rizky.kurniawan", "siti.aisyah", "yuliana.safitri"};
constexpr std::array<std::string_view, 3> kDoctors{
    "andi.pratama", "budi.santoso", "ratna.wulandari"};

// One time in so many.
constexpr std::int64_t kCancels = 20;
constexpr std::int64_t kLeaves = 14;
constexpr std::int64_t kCalledAgain = 7;
constexpr std::int64_t kTakenBack = 12;
constexpr std::int64_t kArrivesLate = 3;

constexpr std::string_view kPageSize = "20";  // 20 rows fit into a reply (delivery::kReplyBytesMax)

using Staff = DemoApi::SignedIn;

struct Poly {
    std::int64_t id;
    std::string name;
    Staff nurse;
    Staff doctor;
    bool is_empty = false;  // nobody was there at the last look
};

class Play {
public:
    Play(PlaySettings const& settings, DemoApi& api, std::atomic<bool> const& is_over)
        : settings_(settings),
          api_(api),
          is_over_(is_over),
          random_(static_cast<std::uint64_t>(SystemClock().now().time_since_epoch().count())) {}

    void run() {
        enter();
        plan();
        fmt::print("The day of {} begins: {} patients will come.\n", clinic_, settings_.patients);
        for (std::int64_t turn = 0; !isOver() && !isDayDone(turn); ++turn) {
            auto& poly = polies_[static_cast<std::size_t>(turn) % polies_.size()];
            auto const before = acts_;
            receive(poly, turn);
            nurse(poly);
            doctor(poly);
            poly.is_empty = acts_ == before;
            api_.pause(gap_);
        }
        if (!isOver())
            close();
        fmt::print(
            "{}: {} registered, {} called to a doctor, {} did not come, {} cancelled.\n",
            isOver() ? "The day was stopped" : "The day is over",
            registered_,
            treated_,
            missed_,
            cancelled_
        );
    }

private:
    bool isOver() const { return is_over_; }

    bool isDayDone(std::int64_t turn) const {
        return registered_ >= settings_.patients && turn >= std::ssize(polies_) &&
               std::ranges::all_of(polies_, &Poly::is_empty);
    }

    // Refuses any server but a demo, and signs the staff in.
    void enter() {
        auto const answer = api_.get("/api/clinic");
        auto const& clinic = objectAt(answer.body, "data");
        auto const* const is_demo = clinic.if_contains("is_demo");
        if (!answer.isDone() || is_demo == nullptr || *is_demo != true)
            throw std::runtime_error(fmt::format(
                "{} is not a demo clinic, so nothing was done there; start one with "
                "`antrean serve --demo-clinic`",
                settings_.url
            ));
        clinic_ = textOf(clinic, "name");
        date_ = textOf(clinic, "date");
        zone_ = Zone::find(textOf(clinic, "timezone"));
        reception_ = signIn(kReception);
        auto const polies = api_.get("/api/poly", reception_.token);
        for (auto const& row : rowsOf(polies.body)) {
            auto const& poly = row.as_object();
            auto const id = numberOf(poly, "id");
            auto const nth =
                static_cast<std::size_t>(std::max<std::int64_t>(id - 1, 0)) % kNurses.size();
            polies_.push_back(
                {id, textOf(poly, "name"), signIn(kNurses.at(nth)), signIn(kDoctors.at(nth))}
            );
        }
        if (polies_.empty())
            throw std::runtime_error("the clinic has no poly");
        auto const statuses = api_.get("/api/status?per_page=100", reception_.token);
        for (auto const& row : rowsOf(statuses.body)) {
            auto const& status = row.as_object();
            if (textOf(status, "status_name") == "WAITING")
                waiting_id_ = numberOf(status, "id");
            if (textOf(status, "status_name") == "ANAMNESA")
                anamnesa_id_ = numberOf(status, "id");
        }
    }

    Staff const& signIn(std::string_view member) {
        std::string const name(settings_.user_name.empty() ? member : settings_.user_name);
        auto const known = signed_in_.find(name);
        if (known != signed_in_.end())
            return known->second;
        return signed_in_.emplace(name, api_.signIn(name, password())).first->second;
    }

    std::string password() const {
        if (settings_.user_name.empty())
            return std::string(kDemoPassword);
        auto const* const value = std::getenv(settings_.password_variable.c_str());
        if (value == nullptr)
            throw std::runtime_error(fmt::format(
                "the environment variable {} with the password is missing",
                settings_.password_variable
            ));
        return value;
    }

    // How long a turn takes, so that the day has its length: those who wait already have turns too.
    void plan() {
        auto turns = settings_.patients;
        for (auto const& poly : polies_)
            turns += std::ssize(list(poly, waiting_id_));
        gap_ = std::chrono::milliseconds(settings_.lasts) /
               std::max<std::int64_t>(turns + std::ssize(polies_), 1);
    }

    // The poly's visits of today with that status, the lowest numbers first.
    std::vector<QueuedPatient> list(Poly const& poly, std::int64_t status_id) {
        std::vector<QueuedPatient> visits;
        for (int page = 1;; ++page) {
            auto const answer = api_.get(
                fmt::format(
                    "/api/queue?poly_id={}&date={}&status_id={}&per_page={}&page={}",
                    poly.id,
                    date_,
                    status_id,
                    kPageSize,
                    page
                ),
                reception_.token
            );
            auto const& found = rowsOf(answer.body);
            for (auto const& row : found)
                visits.push_back(queuedPatientOf(row.as_object()));
            if (std::to_string(found.size()) != kPageSize)
                break;
        }
        std::ranges::sort(visits, {}, &QueuedPatient::queue_number);
        return visits;
    }

    void say(Staff const& who, std::string const& what) {
        auto const now = SystemClock().now();
        auto const time = zone_ ? zone_->moment(now).time : storedTimestamp(now).substr(11);
        fmt::print("{}  {:<16} {}\n", time, who.name, what);
        std::fflush(stdout);
    }

    bool isOneIn(std::int64_t times) { return random_.below(times) == 0; }

    // Whether the visit was moved. If another person was faster, that is only reported.
    bool move(
        Staff const& who,
        std::int64_t id,
        std::string_view step,
        json::object const& body,
        std::string const& what
    ) {
        ++acts_;
        auto const answer = api_.patch(fmt::format("/api/queue/{}/{}", id, step), body, who.token);
        say(who, answer.isDone() ? what : fmt::format("{} - no: {}", what, answer.message()));
        return answer.isDone();
    }

    void checkIn(std::int64_t id, std::string const& what) {
        ++acts_;
        auto const answer =
            api_.post(fmt::format("/api/queue/{}/check-in", id), {}, reception_.token);
        say(reception_,
            answer.isDone() ? what : fmt::format("{} - no: {}", what, answer.message()));
    }

    void receive(Poly const& poly, std::int64_t turn) {
        if (turn % kArrivesLate == 0)
            receiveLate(poly);
        if (registered_ >= settings_.patients)
            return;
        ++acts_;
        ++registered_;
        auto const person = demoPerson(random_.between(kDemoPeople, kDemoNumbers - 1));
        json::object input{
            {"patient_name", person.name},
            {"whatsapp_number", person.whatsapp_number},
            {"poly_id", poly.id},
            {"bpjs", person.no_bpjs.has_value()},
            {"date", date_},
        };
        if (person.no_bpjs)
            input["no_bpjs"] = *person.no_bpjs;
        auto const answer = api_.post("/api/reservation", input, reception_.token);
        auto const& data = objectAt(answer.body, "data");
        auto const& queue = objectAt(data, "queue");
        auto const id = numberOf(queue, "reservation_id");
        if (!answer.isDone()) {
            say(reception_, fmt::format("cannot register {}: {}", person.name, answer.message()));
            return;
        }
        say(reception_,
            fmt::format("registers {} for {}: {}", person.name, poly.name, shownNumber(queue)));
        if (!isOneIn(kCancels))
            return checkIn(id, fmt::format("{} has come", shownNumber(queue)));
        json::object const reason{
            {"expected_status", "WAITING"}, {"cancel_reason", "Pasien berhalangan hadir"}};
        if (move(reception_, id, "cancelled", reason, shownNumber(queue) + " is cancelled"))
            ++cancelled_;
    }

    // Somebody who has a reservation comes.
    void receiveLate(Poly const& poly) {
        auto const visits = list(poly, waiting_id_);
        auto const late = std::ranges::find(visits, false, &QueuedPatient::is_there);
        if (late != visits.end())
            checkIn(late->id, fmt::format("{} with a reservation has come", late->shown_number));
    }

    void nurse(Poly const& poly) {
        json::object const inside{{"expected_status", "ANAMNESA"}};
        for (auto const& visit : list(poly, anamnesa_id_)) {
            auto const what = visit.shown_number + " waits for the doctor";
            if (move(poly.nurse, visit.id, "waitingdoctor", inside, what) && isOneIn(kTakenBack))
                takeBack(poly, visit);
        }
        auto const visits = list(poly, waiting_id_);
        auto const next = std::ranges::find(visits, true, &QueuedPatient::is_there);
        if (next == visits.end())
            return;
        json::object const outside{{"expected_status", "WAITING"}};
        auto const what = fmt::format("calls {} ({})", next->shown_number, poly.name);
        if (!move(poly.nurse, next->id, "anamnesa", outside, what))
            return;
        if (isOneIn(kLeaves))
            return giveUp(poly, *next);
        if (isOneIn(kCalledAgain))
            move(
                poly.nurse, next->id, "anamnesa", inside, "calls " + next->shown_number + " again"
            );
    }

    void takeBack(Poly const& poly, QueuedPatient const& visit) {
        ++acts_;
        auto const answer =
            api_.post(fmt::format("/api/queue/{}/undo", visit.id), {}, poly.nurse.token);
        say(poly.nurse,
            answer.isDone()
                ? fmt::format("takes that back: {} is not ready yet", visit.shown_number)
                : answer.message());
        if (answer.isDone())
            move(
                poly.nurse,
                visit.id,
                "waitingdoctor",
                {{"expected_status", "ANAMNESA"}},
                visit.shown_number + " waits for the doctor"
            );
    }

    void giveUp(Poly const& poly, QueuedPatient const& visit) {
        json::object const inside{{"expected_status", "ANAMNESA"}};
        for (auto const* const which : {"a second", "a third"})
            move(
                poly.nurse,
                visit.id,
                "anamnesa",
                inside,
                fmt::format("calls {} {} time", visit.shown_number, which)
            );
        if (move(poly.nurse, visit.id, "noshow", inside, visit.shown_number + " has left"))
            ++missed_;
    }

    void doctor(Poly const& poly) {
        auto const current = api_.get(
            fmt::format("/api/queue/current?poly_id={}&date={}", poly.id, date_), poly.doctor.token
        );
        json::object input{{"poly_id", poly.id}, {"date", date_}, {"expected_serving", nullptr}};
        auto const serving = numberOf(current.body, "queue_number_with_doctor");
        if (serving != 0)
            input["expected_serving"] = serving;
        auto const answer = api_.patch("/api/queue/call-next", input, poly.doctor.token);
        if (!answer.isDone())
            return say(poly.doctor, "cannot call the next: " + answer.message());
        auto const& next = objectAt(objectAt(answer.body, "data"), "current");
        auto const id = numberOf(next, "id");
        if (id == 0) {
            if (serving != 0)
                say(poly.doctor, fmt::format("has nobody left in {}", poly.name));
            acts_ += serving != 0 ? 1 : 0;
            return;
        }
        ++acts_;
        ++treated_;
        auto const called = shownNumber(objectAt(next, "queue"));
        say(poly.doctor, fmt::format("calls {} ({})", called, poly.name));
        json::object const inside{{"expected_status", "WITH_DOCTOR"}};
        if (isOneIn(kCalledAgain))
            move(poly.doctor, id, "withdoctor", inside, "calls " + called + " again");
    }

    // Those who have not come until now do not come any more.
    void close() {
        json::object const outside{{"expected_status", "WAITING"}};
        for (auto const& poly : polies_)
            for (auto const& visit : list(poly, waiting_id_))
                if (move(
                        poly.nurse,
                        visit.id,
                        "noshow",
                        outside,
                        visit.shown_number + " did not come"
                    ))
                    ++missed_;
    }

    PlaySettings const& settings_;
    DemoApi& api_;
    std::atomic<bool> const& is_over_;
    DemoRandom random_;
    std::string clinic_;
    std::string date_;
    std::optional<Zone> zone_;
    std::map<std::string, Staff> signed_in_;  // by user name
    Staff reception_;
    std::vector<Poly> polies_;
    std::int64_t waiting_id_ = 0;
    std::int64_t anamnesa_id_ = 0;
    std::chrono::milliseconds gap_{0};
    std::int64_t acts_ = 0;
    std::int64_t registered_ = 0;
    std::int64_t treated_ = 0;
    std::int64_t missed_ = 0;
    std::int64_t cancelled_ = 0;
};

}  // namespace

void playDay(PlaySettings const& settings) {
    std::atomic<bool> is_over = false;
    DemoApi api(settings.url);
    Signals signals;  // ends before what it uses
    auto const stop = [&is_over, &api] {
        is_over = true;
        api.wake();
    };
    signals.listen({.stop = stop}, std::chrono::seconds::zero());
    Play(settings, api, is_over).run();
}

}  // namespace antrean::app
