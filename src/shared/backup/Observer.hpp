#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string_view>

namespace antrean::backup {

// Who waits for a backup or a restore: sees how far it is, and may stop it.
struct Observer {
    // What is done now, and how many bytes of all are done.
    std::function<void(std::string_view step, std::int64_t done, std::int64_t all)> show =
        [](auto, auto, auto) {};
    std::stop_token stop = {};

    // Throws std::runtime_error when a stop is requested.
    void at(std::string_view step, std::int64_t done, std::int64_t all) const {
        if (stop.stop_requested())
            throw std::runtime_error("it was stopped");
        show(step, done, all);
    }
};

}  // namespace antrean::backup
