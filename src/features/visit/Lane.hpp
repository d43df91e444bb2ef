#pragma once

#include <string>

namespace antrean::http {
struct Request;
}

namespace antrean::visit {

// The poly and day of a request that registers a patient, from its input `poly_id` and `date`, or
// of today without a date. Such requests raise the counter, the seats and the figures of that day,
// so they are written one after the other (db::Job::lane). The input need not be valid.
std::string laneOf(http::Request const& request);

}  // namespace antrean::visit
