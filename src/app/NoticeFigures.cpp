#include "app/NoticeFigures.hpp"

#include <algorithm>
#include <cstddef>
#include <prometheus/metric_family.h>
#include <utility>

namespace antrean::app {
namespace {

constexpr std::size_t kTopicsMax = 64;
constexpr std::string_view kEverything = "everything";  // notices may have been missed

// Other topics, such as those of failed logins, name what they are about.
bool isPlain(std::string_view topic) {
    return std::ranges::all_of(topic, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || letter == '_' || letter == '-';
    });
}

}  // namespace

void NoticeFigures::onNotice(std::string_view topic) {
    auto const name = topic.empty() ? kEverything : topic;
    if (!isPlain(name))
        return;
    std::scoped_lock const lock(mutex_);
    if (auto const found = counts_.find(name); found != counts_.end())
        ++found->second;
    else if (counts_.size() < kTopicsMax)
        counts_.emplace(name, 1);
}

std::vector<prometheus::MetricFamily> NoticeFigures::families() const {
    prometheus::MetricFamily family;
    family.name = "antrean_change_notices_total";
    family.help = "Changes of which this server learned, made by itself or by others";
    family.type = prometheus::MetricType::Counter;
    std::scoped_lock const lock(mutex_);
    for (auto const& [topic, count] : counts_) {
        prometheus::ClientMetric metric;
        metric.label = {{"topic", topic}};
        metric.counter.value = static_cast<double>(count);
        family.metric.push_back(std::move(metric));
    }
    return {std::move(family)};
}

}  // namespace antrean::app
