#include "reminder/ConfigRoutes.hpp"

#include "auth/Permissions.hpp"
#include "reminder/Template.hpp"
#include "reminder/Topics.hpp"
#include "resource/Resource.hpp"

#include <string_view>

namespace antrean::reminder {
namespace {

namespace is = validation;
using http::ListStyle;
using http::Permission;
using resource::Attribute;
using resource::Relation;
using resource::Resource;

constexpr Attribute kTemplateAttributes[] = {
    {"template_name", db::Type::text},
    {"message", db::Type::text},
};
constexpr is::Field kTemplateRules[] = {
    is::field("template_name", is::required, is::text, is::max(255)),
    is::field("message", is::required, is::text, is::max(kMessageLettersMax)),
};
constexpr std::string_view kTemplateSearch[] = {"template_name", "message"};

// Removing one speaks of a "Message Template" (contract, MT-1).
constexpr Resource kMessageTemplate{
    .path = "/api/message-templates",
    .noun = "message template",
    .table = kMessageTemplatesTopic,
    .attributes = kTemplateAttributes,
    .rules = kTemplateRules,
    .write = auth::permission("settings.write"),
    .search = kTemplateSearch,
    .order = "id",
    .style = ListStyle::paginator,
    .texts =
        {.list = "Message templates retrieved successfully",
         .created = "Message template created successfully",
         .updated = "Message template updated successfully",
         .detail = "Message template retrieved successfully",
         .removed = "Message Template deleted successfully",
         .not_found = "Message template not found",
         .removal_not_found = "Message Template not found"},
};

constexpr Attribute kReminderAttributes[] = {
    {"message_template_id", db::Type::integer},
    {"reminder_offset", db::Type::integer},
    {"reminder_patient_count", db::Type::integer},
    {"reminder_type", db::Type::text},
};
constexpr Relation kReminderRelations[] = {
    {"message_template", "message_template_id", "message_templates", kTemplateAttributes},
};
constexpr is::Field kReminderRules[] = {
    is::field("message_template_id", is::required, is::integer, is::exists("message_templates")),
    is::field("reminder_offset", is::required, is::integer),
    is::field("reminder_patient_count", is::required, is::integer),
    is::field("reminder_type", is::required, is::text, is::max(255)),
};
// The documented update sends the fields of a message template, and succeeds (contract, RC-1).
constexpr is::Field kReminderUpdateRules[] = {
    is::field(
        "message_template_id",
        is::sometimes,
        is::required,
        is::integer,
        is::exists("message_templates")
    ),
    is::field("reminder_offset", is::sometimes, is::required, is::integer),
    is::field("reminder_patient_count", is::sometimes, is::required, is::integer),
    is::field("reminder_type", is::sometimes, is::required, is::text, is::max(255)),
};

constexpr Resource kReminderConfig{
    .path = "/api/reminder-configs",
    .noun = "reminder config",
    .table = kReminderConfigsTopic,
    .attributes = kReminderAttributes,
    .relations = kReminderRelations,
    .rules = kReminderRules,
    .update_rules = kReminderUpdateRules,
    .write = auth::permission("settings.write"),
    .order = "reminder_configs.id",
    .style = ListStyle::paginator,
    .texts =
        {.list = "Reminder configs retrieved successfully",
         .created = "Reminder config created successfully",
         .updated = "Reminder config updated successfully",
         .detail = "Reminder config retrieved successfully",
         .removed = "Reminder config deleted successfully",
         .not_found = "Reminder config not found"},
};

constexpr Resource kResources[] = {kMessageTemplate, kReminderConfig};

}  // namespace

std::span<Resource const> configs() {
    return kResources;
}

}  // namespace antrean::reminder
