// Carries messages to WhatsApp by way of a WAHA server (facts of its API: docs/integrations.md).
#pragma once

#include "delivery/Carrier.hpp"
#include "http/ClinicClock.hpp"
#include "whatsapp/QuietHours.hpp"
#include "whatsapp/SessionStates.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace antrean {
class Seal;
}

namespace antrean::whatsapp {

inline constexpr std::string_view kKind = "whatsapp";

// What is stored until a message is sent: {"chatId":...,"text":...}, and whatever else its author
// wants to know of it later.
std::string bodyOf(std::string_view chat_id, std::string_view text, boost::json::object author);

struct WahaSettings {
    QuietHours quiet_hours;
    // Between two messages of one number; as much again at most is added by chance. WhatsApp takes
    // a number that writes like a machine for one, and bans it.
    std::chrono::milliseconds gap{5'000};
    // From 0 to that number.
    std::function<std::int64_t(std::int64_t most)> chance;
};

// Thread-safe. What it is given outlives it.
class WahaCarrier : public delivery::Carrier {
public:
    WahaCarrier(
        Seal const& seal,
        http::ClinicClock const& clock,
        SessionStates& sessions,
        WahaSettings settings
    )
        : seal_(seal), clock_(clock), sessions_(sessions), settings_(std::move(settings)) {}

    std::string_view kind() const override { return kKind; }
    std::optional<Instant> notBefore(
        delivery::Delivery const& delivery, db::Transaction& transaction, Instant now
    ) override;
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;
    delivery::Verdict judge(
        delivery::Delivery const& delivery, delivery::Call const& call, delivery::Reply const& reply
    ) override;

private:
    // The instant that the delivery may go out at, after every other of its number.
    Instant slotOf(
        delivery::Delivery const& delivery,
        db::Transaction& transaction,
        std::int64_t sender_id,
        Instant now
    ) const;

    Seal const& seal_;
    http::ClinicClock const& clock_;
    SessionStates& sessions_;
    WahaSettings settings_;
};

}  // namespace antrean::whatsapp
