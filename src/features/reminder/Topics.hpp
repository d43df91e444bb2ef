// Topics of the notices (db::Database::onNotice) about the tables of this feature.
#pragma once

#include <string_view>

namespace antrean::reminder {

inline constexpr std::string_view kMessageTemplatesTopic = "message_templates";
inline constexpr std::string_view kReminderConfigsTopic = "reminder_configs";

}  // namespace antrean::reminder
