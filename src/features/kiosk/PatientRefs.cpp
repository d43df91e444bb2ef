#include "kiosk/PatientRefs.hpp"

#include "base/Text.hpp"

#include <fmt/format.h>

namespace antrean::kiosk {
namespace {

std::int64_t secondsOf(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace

std::string PatientRefs::issue(std::int64_t kiosk_id, std::int64_t patient_id, Instant now) const {
    return seal_.close(fmt::format("{} {} {}", kiosk_id, patient_id, secondsOf(now)));
}

std::optional<std::int64_t> PatientRefs::redeem(
    std::string_view reference, std::int64_t kiosk_id, Instant now
) const {
    auto const opened = seal_.open(reference);
    if (!opened)
        return std::nullopt;
    auto const parts = text::split(*opened, ' ');
    if (parts.size() != 3 || text::toInt(parts[0]) != kiosk_id)
        return std::nullopt;
    auto const issued_at = text::toInt(parts[2]).value_or(0);
    // The distance counts, because the clock may have been set back.
    auto const age = std::chrono::seconds(secondsOf(now) - issued_at);
    if (std::chrono::abs(age) > kValidFor)
        return std::nullopt;
    return text::toInt(parts[1]);
}

}  // namespace antrean::kiosk
