#include "base/Clock.hpp"

#include "base/Text.hpp"

#include <date/tz.h>
#include <fmt/core.h>

namespace antrean {
namespace {

struct Civil {
    int year;
    unsigned month;
    unsigned day;
    long long hours;
    long long minutes;
    long long seconds;
};

template <class TimePoint>
Civil civilOf(TimePoint point) {
    auto const day = date::floor<date::days>(point);
    date::year_month_day const date(day);
    date::hh_mm_ss const time(date::floor<std::chrono::seconds>(point) - day);
    return {
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        time.hours().count(),
        time.minutes().count(),
        time.seconds().count(),
    };
}

std::string dateText(Civil const& civil) {
    return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

int number(std::string_view text, std::size_t at, std::size_t size) {
    return static_cast<int>(text::toInt(text.substr(at, size)).value());
}

date::local_days localDay(std::string_view date) {
    return date::local_days(
        date::year(number(date, 0, 4)) / number(date, 5, 2) / number(date, 8, 2)
    );
}

std::string timeText(Civil const& civil) {
    return fmt::format("{:02}:{:02}:{:02}", civil.hours, civil.minutes, civil.seconds);
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()
    );
}

Zone::Zone(std::shared_ptr<std::string const> name, void const* zone)
    : name_(std::move(name)), zone_(zone) {}

std::optional<Zone> Zone::find(std::string_view name) {
    try {
        return Zone(
            std::make_shared<std::string const>(name), date::locate_zone(std::string(name))
        );
    } catch (std::runtime_error const&) {
        return std::nullopt;  // the date library reports an unknown zone only like this
    }
}

Moment Zone::moment(Instant instant) const {
    auto const* zone = static_cast<date::time_zone const*>(zone_);
    auto const local = civilOf(zone->to_local(instant));
    return {instant, storedTimestamp(instant), dateText(local), timeText(local)};
}

Instant Zone::firstSecond(std::string_view date) const {
    return midnight(date, 0);
}

Instant Zone::lastSecond(std::string_view date) const {
    return midnight(date, 1) - std::chrono::seconds(1);
}

Instant Zone::at(std::string_view date, std::string_view time) const {
    auto const* zone = static_cast<date::time_zone const*>(zone_);
    auto const since_midnight = std::chrono::hours(number(time, 0, 2)) +
                                std::chrono::minutes(number(time, 3, 2)) +
                                std::chrono::seconds(number(time, 6, 2));
    return zone->to_sys(localDay(date) + since_midnight, date::choose::earliest);
}

Instant Zone::midnight(std::string_view date, int days_later) const {
    auto const* zone = static_cast<date::time_zone const*>(zone_);
    // If the clocks skip midnight, the day begins at the end of the gap.
    return zone->to_sys(localDay(date) + date::days(days_later), date::choose::earliest);
}

std::string storedTimestamp(Instant instant) {
    auto const utc = civilOf(instant);
    return dateText(utc) + ' ' + timeText(utc);
}

std::string jsonTimestamp(std::string_view stored) {
    constexpr std::string_view kRest = ".000000Z";
    auto const seconds = stored.substr(0, 19);
    std::string text;
    text.reserve(seconds.size() + kRest.size());
    text += seconds;
    if (text.size() > 10)
        text[10] = 'T';
    return text += kRest;
}

std::string jsonInstant(Instant instant) {
    auto const micros = instant.time_since_epoch().count() % 1'000'000;
    auto const utc = civilOf(instant);
    return fmt::format("{}T{}.{:06}Z", dateText(utc), timeText(utc), micros);
}

}  // namespace antrean
