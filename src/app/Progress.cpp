#include "app/Progress.hpp"

#include <fmt/core.h>

#include <unistd.h>

namespace antrean::app {

Progress::Progress() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (is_shown_)
        fmt::print(stderr, "\r\033[K");
}

backup::Observer Progress::observer() {
    backup::Observer observer;
    if (is_terminal_)
        observer.show = [this](std::string_view step, std::int64_t done, std::int64_t all) {
            show(step, done, all);
        };
    return observer;
}

void Progress::show(std::string_view step, std::int64_t done, std::int64_t all) {
    auto const percent = all > 0 ? done * 100 / all : 100;
    if (percent == shown_percent_ && step == shown_step_)
        return;
    shown_percent_ = percent;
    shown_step_ = step;
    is_shown_ = true;
    fmt::print(stderr, "\r\033[K{}: {} % of {} MiB", step, percent, (all >> 20U) + 1);
}

}  // namespace antrean::app
