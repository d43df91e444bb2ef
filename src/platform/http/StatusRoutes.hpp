// /up and /metrics: what a load balancer and Prometheus ask.
#pragma once

#include "http/Route.hpp"

#include <functional>
#include <string>

namespace antrean::http {

Routes statusRoutes(std::function<std::string()> metrics_text);

}  // namespace antrean::http
