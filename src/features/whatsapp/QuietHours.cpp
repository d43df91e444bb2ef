#include "whatsapp/QuietHours.hpp"

#include "base/Text.hpp"

namespace antrean::whatsapp {

std::optional<std::string> QuietHours::parse(std::string_view time) {
    if (time.size() != 5 || time[2] != ':')
        return std::nullopt;
    auto const isDigit = [time](std::size_t at) { return time[at] >= '0' && time[at] <= '9'; };
    if (!isDigit(0) || !isDigit(1) || !isDigit(3) || !isDigit(4))
        return std::nullopt;
    if (time.substr(0, 2) > "23" || time[3] > '5')
        return std::nullopt;
    return std::string(time) + ":00";
}

Instant QuietHours::firstAfter(Instant instant, Zone const& zone) const {
    auto const moment = zone.moment(instant);
    auto const& time = moment.time;
    bool const is_over_midnight = until < from;
    bool const is_quiet =
        is_over_midnight ? time >= from || time < until : time >= from && time < until;
    if (!is_quiet)
        return instant;
    // In the evening the quiet hours end on the next day.
    bool const ends_tomorrow = is_over_midnight && time >= from;
    auto const day = ends_tomorrow
                         ? zone.moment(zone.lastSecond(moment.date) + std::chrono::seconds(1)).date
                         : moment.date;
    return zone.at(day, until);
}

}  // namespace antrean::whatsapp
