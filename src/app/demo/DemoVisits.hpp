// Carries out the plan of a day (app/demo/DemoDay.hpp) with the functions that serve the API.
#pragma once

#include "app/demo/DemoDay.hpp"
#include "app/demo/DemoEstimates.hpp"
#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "clinic/Directory.hpp"
#include "ledger/Ledger.hpp"
#include "schedule/Schedule.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::app {

class DemoVisits {
public:
    DemoVisits(db::Transaction& transaction, Zone const& zone);

    // Second 0 of the plan is the first second of `seconds_of`, usually the date itself. A visit
    // for which no doctor has a seat left is not made.
    Result<void> make(DemoPlan const& plan, std::string const& date, std::string const& seconds_of);

private:
    struct Made {
        std::int64_t id = 0;  // 0: the visit was not made
        std::int64_t doctor_id = 0;
        Instant session_start{};
    };

    schedule::ScheduleAndDoctor const* scheduleOf(DemoVisit const& visit) const;
    Result<void> book(DemoVisit const& visit, std::string const& date, Made& made);
    void note(DemoEstimates& estimates, DemoEvent const& event, DemoVisit const& visit) const;
    Result<void> move(DemoStep step, DemoVisit const& visit, Made const& made);

    db::Transaction& transaction_;
    Zone zone_;
    clinic::Directory directory_;
    ledger::Ledger ledger_;  // without listeners: nobody follows the past
    std::vector<schedule::ScheduleAndDoctor> schedules_;
    std::vector<Made> made_;
    Moment moment_;
};

}  // namespace antrean::app
