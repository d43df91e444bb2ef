// What the doctor looks at, one function for each topic. They may throw what they cannot explain.
#pragma once

#include "app/doctor/Finding.hpp"
#include "app/doctor/Subject.hpp"

#include <vector>

namespace antrean::app::doctor {

// Its rights, its disk and the system of its files.
std::vector<Finding> lookAtFolder(Subject const& subject);
// The system's clock and the zone of the clinic.
std::vector<Finding> lookAtClock(Subject const& subject);
// Whether it answers, its schema, and the settings of a PostgreSQL server that hurt.
std::vector<Finding> lookAtDatabase(Subject const& subject);
// TLS certificate, file descriptors, proxies, and the public address.
std::vector<Finding> lookAtNetwork(Subject const& subject);
// Whether backups are planned, and how old the newest one is.
std::vector<Finding> lookAtBackups(Subject const& subject);
// Servers of this data folder that did not end properly.
std::vector<Finding> lookAtRuns(Subject const& subject);
// n8n and WAHA: whether they can be reached and are set up right. Calls nothing that has an effect.
std::vector<Finding> lookAtPartners(Subject const& subject);

}  // namespace antrean::app::doctor
