// /up for load balancers, and /metrics for Prometheus.
#pragma once

#include "http/NetworkGate.hpp"
#include "http/RouteTable.hpp"

#include <functional>
#include <optional>
#include <string>

namespace antrean::http {

struct StatusServices {
    std::function<std::string()> metrics_text;
    // db::Database::trouble.
    std::function<std::optional<std::string>()> database_trouble;
    NetworkList up_networks;  // the whole internet, if it contains everything
    NetworkList metrics_networks;
    HostNames own_hosts;
};

RouteTable<StatusServices> statusRoutes();

}  // namespace antrean::http
