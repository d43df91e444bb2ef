#pragma once

#include <vector>

namespace prometheus {
struct MetricFamily;
}
namespace antrean::db {
struct ReplicaFigures;
}

namespace antrean::app {

// The figures of the replica, for /metrics.
std::vector<prometheus::MetricFamily> families(db::ReplicaFigures const& figures);

}  // namespace antrean::app
