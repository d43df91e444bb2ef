// `antrean doctor`: looks at everything around the clinic's data and says what to do. It changes
// nothing, and works beside a running server.
#pragma once

#include "app/Settings.hpp"
#include "app/doctor/Finding.hpp"

#include <string>
#include <vector>

namespace antrean::app::doctor {

// Settings as the command line gives them. Never throws: what cannot be looked at is a finding.
std::vector<Finding> examine(Settings const& settings);

// A line or two for each finding, and a last one that sums up.
std::string asText(std::vector<Finding> const& findings);
// {"level": "ok|warning|fault", "findings": [{"level", "topic", "text", "advice"}]}
std::string asJson(std::vector<Finding> const& findings);
// 0: all is well. 1: a warning. 2: a fault.
int exitStatus(std::vector<Finding> const& findings);

}  // namespace antrean::app::doctor
