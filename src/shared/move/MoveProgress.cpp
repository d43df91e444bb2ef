#include "move/MoveProgress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace antrean::move {
namespace {

constexpr std::chrono::seconds kBetweenLines{2};

}  // namespace

std::string grouped(std::int64_t number) {
    auto text = std::to_string(number);
    std::size_t const first = text.starts_with('-') ? 1 : 0;
    for (auto place = text.size(); place > first + 3;) {
        place -= 3;
        text.insert(place, ",");
    }
    return text;
}

std::string duration(std::chrono::seconds time) {
    auto const seconds = time.count();
    if (seconds < 60)
        return fmt::format("{} s", seconds);
    if (seconds < 3'600)
        return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3'600, seconds % 3'600 / 60);
}

MoveProgress::MoveProgress(std::int64_t total, std::int64_t before, Time now)
    : total_(total), before_(before), began_(now), last_line_(now) {}

void MoveProgress::startTable(std::string name, std::int64_t total, std::int64_t before) {
    table_ = std::move(name);
    table_total_ = total;
    table_moved_ = before;
}

void MoveProgress::add(std::int64_t rows) {
    moved_ += rows;
    table_moved_ += rows;
}

std::optional<std::string> MoveProgress::dueLine(Time now) {
    if (now - last_line_ < kBetweenLines)
        return std::nullopt;
    last_line_ = now;
    return line(now);
}

std::string MoveProgress::line(Time now) const {
    auto const seconds = std::max(std::chrono::duration<double>(now - began_).count(), 0.001);
    auto const rate = static_cast<double>(moved_) / seconds;
    auto const left = static_cast<double>(std::max<std::int64_t>(total_ - before_ - moved_, 0));
    auto const seconds_left = static_cast<std::int64_t>(left / std::max(rate, 1.0));
    return fmt::format(
        "{}: {} of {} rows, {} rows/s, {} left",
        table_,
        grouped(table_moved_),
        grouped(std::max(table_total_, table_moved_)),
        grouped(static_cast<std::int64_t>(rate)),
        duration(std::chrono::seconds(seconds_left))
    );
}

}  // namespace antrean::move
