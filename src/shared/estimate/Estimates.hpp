// The state of the day from which waits are estimated: the calls of each poly, and the pace of its
// recent days. In memory, so that an estimate costs no request to the database.
#pragma once

#include "estimate/Estimate.hpp"
#include "estimate/Pace.hpp"
#include "estimate/PolyDay.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace antrean::estimate {

struct Question {
    std::int64_t poly_id = 0;
    std::int64_t people_ahead = 0;  // who wait for the nurse and have a lower number
    Instant now{};
    std::optional<Instant> session_start = {};  // of the patient's doctor, today
};

// Thread-safe. EstimateWatch keeps it current.
class Estimates {
public:
    // Empty if there is nothing to base an estimate on.
    std::optional<Estimate> find(Question const& question) const;
    // The pace that find() uses.
    std::optional<Pace> pace(std::int64_t poly_id) const;

    // The following are for EstimateWatch.
    void forgetCalls();
    // The latest days first.
    void setRecent(std::vector<DayPace> const& days);
    void addCall(std::int64_t poly_id, std::int64_t visit_id, Instant called_at, Instant ready_at);
    void removeCall(std::int64_t poly_id, std::int64_t visit_id);
    std::optional<Pace> paceOfDay(std::int64_t poly_id) const;

private:
    // Under the mutex.
    std::optional<Pace> chosenPace(std::int64_t poly_id) const;

    mutable std::mutex mutex_;  // for all that follows
    std::map<std::int64_t, PolyDay> today_;
    std::map<std::int64_t, Pace> recent_;
};

}  // namespace antrean::estimate
