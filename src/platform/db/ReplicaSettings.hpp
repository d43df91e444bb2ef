#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace antrean::db {

struct ReplicaSettings {
    std::string url;  // postgresql://...; empty: there is no replica
    // How long a read waits until the replica has all writes that were answered before. A replica
    // that is further behind is not asked.
    std::chrono::milliseconds behind_max{1'000};
    std::size_t sessions = 4;
    std::size_t waiting_max = 256;  // one more read is done by the primary
};

}  // namespace antrean::db
