#include "clinic/SettingRoutes.hpp"

#include "base/Clock.hpp"
#include "clinic/Directory.hpp"
#include "resource/Resource.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace antrean::clinic {
namespace {

namespace is = validation;
namespace shape = http::shape;
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
    is::field("message", is::required, is::text),
};
constexpr std::string_view kTemplateSearch[] = {"template_name", "message"};

// Removing one speaks of a "Message Template" (contract, MT-1).
constexpr Resource kMessageTemplate{
    .path = "/api/message-templates",
    .noun = "message template",
    .table = kMessageTemplatesTopic,
    .attributes = kTemplateAttributes,
    .rules = kTemplateRules,
    .write = Permission::settings_write,
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
    is::field("reminder_type", is::required, is::text),
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
    is::field("reminder_type", is::sometimes, is::required, is::text),
};

constexpr Resource kReminderConfig{
    .path = "/api/reminder-configs",
    .noun = "reminder config",
    .table = kReminderConfigsTopic,
    .attributes = kReminderAttributes,
    .relations = kReminderRelations,
    .rules = kReminderRules,
    .update_rules = kReminderUpdateRules,
    .write = Permission::settings_write,
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

constexpr Attribute kWhatsappAttributes[] = {
    {"whatsapp_number", db::Type::text},
    {"waha_api_url", db::Type::text},
    // Additions: the documented form has neither, so an answer shows them only when they are set.
    {"session", db::Type::text, true, resource::Shown::when_set},
    {"api_key", db::Type::text, true, resource::Shown::never},
};
constexpr is::Field kWhatsappRules[] = {
    is::field(
        "whatsapp_number",
        is::required,
        is::text,
        is::max(255),
        is::unique("whatsapp_configs", "whatsapp_number")
    ),
    is::field("waha_api_url", is::required, is::url),
    is::field("session", is::nullable, is::text, is::max(255)),
    is::field("api_key", is::nullable, is::text, is::max(255)),
};

// "Whatsapp" where it is shown or removed in vain, and where it is removed (contract, WA-1).
constexpr Resource kWhatsappConfig{
    .path = "/api/whatsapp-configs",
    .noun = "WhatsApp config",
    .table = kWhatsappConfigsTopic,
    .attributes = kWhatsappAttributes,
    .rules = kWhatsappRules,
    .write = Permission::settings_write,
    .order = "id",
    .texts =
        {.list = "WhatsApp config list retrieved successfully",
         .created = "WhatsApp config created successfully",
         .updated = "WhatsApp config updated successfully",
         .detail = "WhatsApp config retrieved successfully",
         .removed = "Whatsapp config deleted successfully",
         .not_found = "WhatsApp config not found",
         .detail_not_found = "Whatsapp config not found",
         .removal_not_found = "Whatsapp config not found"},
};

constexpr Attribute kConfigAttributes[] = {{"name", db::Type::text}, {"value", db::Type::text}};
constexpr is::Field kConfigRules[] = {
    is::field("name", is::required, is::text, is::max(255), is::unique(kConfigsTopic, "name")),
    is::field("value", is::required, is::text),
};

// A clinic whose zone nobody knows would fall back to another one without a word.
void refuseUnknownZone(boost::json::object const& input, std::vector<FieldErrors>& broken) {
    auto const* name = input.if_contains("name");
    if (name == nullptr || *name != boost::json::value(kTimezoneConfig) ||
        std::ranges::find(broken, "value", &FieldErrors::field) != broken.end())
        return;
    if (!Zone::find(std::string_view(input.at("value").get_string())))
        broken.push_back({"value", {"The value field must be a valid timezone."}});
}

// Beside the contract's keys, and only where it has something to say.
constexpr http::Key kConfigWarnings[] = {shape::maybe("warning", shape::text)};

void warnOfTestWebhook(boost::json::object& row) {
    auto const* name = row.if_contains("name");
    auto const* value = row.if_contains("value");
    if (name == nullptr || *name != boost::json::value(kWebhookConfig) || value == nullptr ||
        !value->is_string() || !isTestWebhook(value->get_string()))
        return;
    row["warning"] =
        "URL uji n8n (/webhook-test/) hanya menjawab satu kali setelah Listen diklik; gunakan URL "
        "produksi (/webhook/).";
}

// The detail alone speaks of a "config" (contract, CF-1).
constexpr Resource kConfig{
    .path = "/api/configs",
    .noun = "config",
    .table = kConfigsTopic,
    .attributes = kConfigAttributes,
    .rules = kConfigRules,
    .write = Permission::settings_write,
    .order = "id",
    .texts =
        {.list = "Config list retrieved successfully",
         .created = "Config created successfully",
         .updated = "Config updated successfully",
         .detail = "Config retrieved successfully",
         .removed = "Config deleted successfully",
         .not_found = "Config not found",
         .detail_not_found = "config not found"},
    .amend = refuseUnknownZone,
    .annotations = kConfigWarnings,
    .annotate = warnOfTestWebhook,
};

}  // namespace

void addSettingRoutes(http::Routes& routes, Seal const& seal) {
    for (auto const* setting : {&kMessageTemplate, &kReminderConfig, &kWhatsappConfig, &kConfig})
        resource::addRoutes(routes, *setting, &seal);
}

}  // namespace antrean::clinic
