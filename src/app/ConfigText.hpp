// What can be configured and how it is now, as text: `antrean config`.
#pragma once

#include <string>
#include <vector>

namespace antrean::app {

// A flag of `antrean serve`.
struct ConfigLine {
    std::string group;
    std::string name;  // "data-dir"
    std::string help;
    std::string default_value;
    std::string value;   // the effective one
    std::string source;  // "default", "command line", "environment", "file"
};

// One line per flag: `listen = "0.0.0.0:8000"  # file`. Secrets are masked.
std::string effectiveConfig(std::vector<ConfigLine> const& lines);

// A configuration file with every flag and its help as comments: what /etc/antrean/antrean.conf is
// when the package is installed.
std::string exampleConfig(std::vector<ConfigLine> const& lines);

}  // namespace antrean::app
