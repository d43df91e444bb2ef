// What the doctor looks at, one function for each topic. They may throw what they cannot explain.
#pragma once

#include "app/Settings.hpp"
#include "app/doctor/Finding.hpp"

#include <vector>

namespace antrean::app::doctor {

// Its rights, its disk and the system of its files.
std::vector<Finding> lookAtFolder(Settings const& settings);
// The system's clock and the zone of the clinic.
std::vector<Finding> lookAtClock(Settings const& settings);
// Whether it answers, its schema, and the settings of a PostgreSQL server that hurt.
std::vector<Finding> lookAtDatabase(Settings const& settings);
// TLS certificate, file descriptors, proxies, and the public address.
std::vector<Finding> lookAtNetwork(Settings const& settings);
// n8n and WAHA: whether they can be reached and are set up right. Calls nothing that has an effect.
std::vector<Finding> lookAtPartners(Settings const& settings);

}  // namespace antrean::app::doctor
