#pragma once

#include "clinic/Directory.hpp"
#include "whatsapp/WahaCarrier.hpp"

#include <optional>
#include <string>

namespace antrean::reminder {

// Sends reminders: WhatsApp messages that are not sent if the patient has been called or does not
// come any more. Thread-safe. The constructor's arguments must outlive this object.
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

    // Reasons are texts for staff.
    std::optional<std::string> whyUnwanted(
        delivery::Delivery const& delivery, db::Transaction& transaction
    ) override;
    // A delivered reminder is recorded on the visit's queue row (`notification_status`).
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
