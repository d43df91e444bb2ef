// /up for load balancers, and /metrics for Prometheus.
#pragma once

#include "http/NetworkGate.hpp"
#include "http/RouteTable.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::http {

// Something that an operator wants to know of, but that does not keep the server from serving.
struct HealthCheck {
    std::string_view name;
    std::function<std::string_view()> state;  // a word; on any thread
};

struct StatusServices {
    std::function<std::string()> metrics_text;
    // Why the server is not to get further requests; empty if it is.
    std::function<std::optional<std::string>()> trouble;
    std::vector<HealthCheck> checks;
    NetworkList up_networks;  // the whole internet, if it contains everything
    NetworkList metrics_networks;
    HostNames own_hosts;
};

RouteTable<StatusServices> statusRoutes();

}  // namespace antrean::http
