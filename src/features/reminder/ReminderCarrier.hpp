#pragma once

#include "clinic/Directory.hpp"
#include "whatsapp/WahaCarrier.hpp"

#include <optional>
#include <string>

namespace antrean::reminder {

// Carries reminders: a WhatsApp message that somebody who is inside already, or does not come any
// more, does not get. Thread-safe. What it is given outlives it.
class ReminderCarrier final : public whatsapp::WahaCarrier {
public:
    ReminderCarrier(
        clinic::Directories& directories,
        Seal const& seal,
        http::ClinicClock const& clock,
        whatsapp::SessionStates& sessions,
        whatsapp::WahaSettings settings
    )
        : WahaCarrier(seal, clock, sessions, std::move(settings)), directories_(directories) {}

    // Reasons are read by staff.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    // A delivered one is noted on the visit's queue row (`notification_status`).
    void onSettled(
        delivery::Delivery const& delivery,
        delivery::State state,
        delivery::Verdict const& verdict,
        db::Transaction& transaction
    ) override;

private:
    clinic::Directories& directories_;
};

}  // namespace antrean::reminder
