// How reminders and WhatsApp follow from the settings.
#pragma once

#include "app/Settings.hpp"
#include "reminder/ReminderCarrier.hpp"
#include "reminder/ReminderWatch.hpp"
#include "whatsapp/WebhookRoutes.hpp"

namespace antrean::app {

// Throws std::invalid_argument for hours that are none.
whatsapp::WahaSettings wahaSettings(Settings const& settings);

whatsapp::WebhookServices wahaWebhook(Settings const& settings, whatsapp::SessionStates& sessions);

}  // namespace antrean::app
