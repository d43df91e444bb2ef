#include "base/PhpDate.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    namespace phpdate = antrean::phpdate;
    auto const date = phpdate::read(std::string_view(bytes, size));
    if (!date)
        return 0;
    // A date that was read is a calendar day, and its ISO form means the same day.
    auto const again = phpdate::read(phpdate::isoDate(*date));
    bool const is_same = again && again->year == date->year && again->month == date->month &&
                         again->day == date->day;
    if (!is_same || !phpdate::isCalendarDay(date->year, date->month, date->day))
        std::abort();
    return 0;
}
