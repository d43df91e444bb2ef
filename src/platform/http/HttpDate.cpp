#include "http/HttpDate.hpp"

#include <fmt/format.h>

#include <array>

namespace antrean::http {

std::string httpDate(std::time_t instant) {
    std::tm utc{};
    gmtime_r(&instant, &utc);
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        kDays[static_cast<std::size_t>(utc.tm_wday)],
        utc.tm_mday,
        kMonths[static_cast<std::size_t>(utc.tm_mon)],
        utc.tm_year + 1900,
        utc.tm_hour,
        utc.tm_min,
        utc.tm_sec
    );
}

std::optional<std::time_t> readHttpDate(std::string_view text) {
    // The program never leaves the "C" locale, so the names are English.
    constexpr std::array kForms{
        "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
    std::string const written(text);
    for (auto const* form : kForms) {
        std::tm utc{};
        auto const* end = ::strptime(written.c_str(), form, &utc);
        if (end == written.c_str() + written.size())
            return ::timegm(&utc);
    }
    return std::nullopt;
}

}  // namespace antrean::http
