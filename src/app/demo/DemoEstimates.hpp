// What estimate::EstimateWatch would have kept of a day of the invented past: for each registration
// the estimated wait, compared with the call, and the pace of each poly.
#pragma once

#include "app/demo/DemoDay.hpp"
#include "base/Clock.hpp"
#include "estimate/EstimateStore.hpp"
#include "estimate/Estimates.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::app {

class DemoEstimates {
public:
    // Begins the day with the paces of the days before it.
    DemoEstimates(db::Transaction& transaction, std::string const& date);

    // The visit has the number `visit` in the plan. `session_start`: of its doctor.
    void registered(
        std::size_t visit,
        std::int64_t id,
        std::int64_t poly_id,
        Moment const& moment,
        Instant session_start
    );
    void checkedIn(std::size_t visit, Moment const& moment);
    void called(std::size_t visit, Moment const& moment);
    // Without a call: the visit is cancelled, or the patient did not come.
    void left(std::size_t visit);
    // Writes the sums of the day.
    void finish();

private:
    struct Waiting {
        std::int64_t id;
        std::int64_t poly_id;
        Instant ready_at;
    };

    db::Transaction& transaction_;
    std::string date_;
    estimate::Estimates estimates_;
    std::map<std::size_t, Waiting> waiting_;
    std::map<std::int64_t, estimate::Compared> compared_;  // by poly
};

}  // namespace antrean::app
