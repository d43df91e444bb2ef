// Random numbers that are the same for the same seed on every machine.
#pragma once

#include <cstdint>
#include <random>

namespace antrean::app {

class DemoRandom {
public:
    explicit DemoRandom(std::uint64_t seed) : engine_(seed) {}

    // 0 to count - 1. The distributions of the standard library differ between its vendors.
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(count));
    }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    bool isOneOf100(std::int64_t percent) { return below(100) < percent; }

private:
    std::mt19937_64 engine_;
};

}  // namespace antrean::app
