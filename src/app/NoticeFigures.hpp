#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::app {

// Counts the notices of changes, by topic: whether this server learns what other servers on the
// same database change. Thread-safe.
class NoticeFigures {
public:
    // For Database::onNotice, after all other listeners: what is counted has emptied the caches.
    void onNotice(std::string_view topic);

    std::vector<prometheus::MetricFamily> families() const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::uint64_t, std::less<>> counts_;
};

}  // namespace antrean::app
