// Sends messages to WhatsApp through a WAHA server (contract 12.1).
#pragma once

#include "delivery/Carrier.hpp"
#include "http/ClinicClock.hpp"
#include "whatsapp/Message.hpp"
#include "whatsapp/SessionStates.hpp"
#include "whatsapp/WahaSettings.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace antrean {
class Seal;
}

namespace antrean::whatsapp {

// Thread-safe. The constructor's arguments must outlive this object.
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
    // Whether an earlier attempt arrived, or whether the number has WhatsApp.
    bool asks(delivery::Delivery const& delivery) const override {
        return delivery.isInDoubt() || delivery.question;
    }
    // No patient gets a message twice.
    bool isSentTwiceAtMost() const override { return true; }
    std::string const& recipientOf(delivery::Delivery const& delivery) const override {
        return delivery.target;
    }
    Result<delivery::Call> compose(delivery::Delivery const& delivery, db::Transaction& transaction)
        override;
    delivery::Verdict judge(
        delivery::Delivery const& delivery, delivery::Call const& call, delivery::Reply const& reply
    ) override;
    // The message that was found in the chat may be that of another delivery with the same text.
    delivery::Verdict confirm(
        delivery::Delivery const& delivery, delivery::Verdict verdict, db::Transaction& transaction
    ) override;
    // WhatsApp may have reported on the message before WAHA answered.
    void onSettled(
        delivery::Delivery const& delivery,
        delivery::State state,
        delivery::Verdict const& verdict,
        db::Transaction& transaction
    ) override;

private:
    // The instant at which the delivery may be sent, after all others of its number.
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
