#include "app/SettingsTopics.hpp"

#include "auth/Tokens.hpp"
#include "checkup/CheckupRoutes.hpp"
#include "clinic/Configs.hpp"
#include "clinic/Directory.hpp"
#include "faq/FaqStore.hpp"
#include "kiosk/KioskStore.hpp"
#include "reminder/Topics.hpp"
#include "whatsapp/Sender.hpp"

namespace antrean::app {

std::vector<std::string_view> settingsTopics() {
    return {
        auth::kCallersTopic,
        clinic::kPoliesTopic,
        clinic::kStatusesTopic,
        clinic::kConfigsTopic,
        reminder::kMessageTemplatesTopic,
        reminder::kReminderConfigsTopic,
        whatsapp::kConfigsTopic,
        kiosk::kKiosksTopic,
        faq::kFaqsTopic,
        checkup::kCheckupsTopic,
    };
}

}  // namespace antrean::app
