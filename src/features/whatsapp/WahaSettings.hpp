#pragma once

#include "whatsapp/QuietHours.hpp"

#include <chrono>
#include <string>

namespace antrean::whatsapp {

struct WahaSettings {
    // Secret that WAHA signs its webhooks with. Empty: unsigned webhooks are accepted, but from
    // private networks only.
    std::string webhook_secret;
    QuietHours quiet_hours;
    // Least time between two messages from one sender; a random time of up to the same length is
    // added. WhatsApp bans numbers that write with the regularity of a machine.
    std::chrono::milliseconds gap{5'000};
};

}  // namespace antrean::whatsapp
