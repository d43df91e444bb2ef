// /up for load balancers, and /metrics for Prometheus.
#pragma once

#include "http/RouteTable.hpp"

#include <functional>
#include <string>

namespace antrean::http {

struct StatusServices {
    std::function<std::string()> metrics_text;
};

RouteTable<StatusServices> statusRoutes();

}  // namespace antrean::http
