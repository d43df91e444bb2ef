// /up and /metrics: what a load balancer and Prometheus ask.
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
