#include "audit/Subject.hpp"

namespace antrean::audit {
namespace {

using enum Shown;
constexpr auto kInteger = db::Type::integer;

constexpr std::string_view kNoTrash{};

constexpr Field kUser[] = {
    {"name"},
    {"username"},
    {"email"},
    {"poly_id", kInteger},
    {"password", db::Type::text, changed}};
constexpr Field kRolesOfUser[] = {
    {"roles",
     db::Type::text,
     value,
     "(SELECT name FROM roles WHERE roles.id = role_user.role_id)"}};
constexpr Field kRole[] = {{"name"}};
constexpr Field kPermissionsOfRole[] = {{"permissions", db::Type::text, value, "permission"}};
constexpr Field kToken[] = {{"token", db::Type::text, value, "name"}, {"address"}, {"agent"}};
constexpr Field kPoly[] = {{"name"}, {"room"}, {"letter"}};
constexpr Field kStatus[] = {{"status_name"}, {"label"}, {"information"}};
constexpr Field kConfig[] = {{"name"}, {"value", db::Type::text, config}};
constexpr Field kSchedule[] = {
    {"doctor_id", kInteger}, {"date"}, {"start_time"}, {"end_time"}, {"quota", kInteger}};
constexpr Field kHoliday[] = {{"doctor_id", kInteger}, {"first_date"}, {"last_date"}, {"reason"}};
constexpr Field kTemplate[] = {{"template_name"}, {"message"}};
constexpr Field kReminder[] = {
    {"message_template_id", kInteger},
    {"reminder_offset", kInteger},
    {"reminder_patient_count", kInteger},
    {"reminder_type"},
};
constexpr Field kWhatsapp[] = {
    {"whatsapp_number"},
    {"waha_api_url", db::Type::text, url},
    {"session"},
    {"api_key", db::Type::text, changed},
};
constexpr Field kFaq[] = {{"name"}, {"file", db::Type::text, changed}};
constexpr Field kKiosk[] = {{"name"}, {"device", db::Type::text, changed, "token_hash"}};
constexpr Field kCheckup[] = {
    {"patient_id", kInteger},
    {"poly_id", kInteger},
    {"date"},
    {"description", db::Type::text, changed},
};
constexpr Field kPatient[] = {
    {"patient_name", db::Type::text, changed},
    {"whatsapp_number", db::Type::text, changed},
    {"no_bpjs", db::Type::text, changed},
    {"email", db::Type::text, changed},
};
constexpr Field kLabToken[] = {
    {"is_active", db::Type::text, value, "Api_WynacomTokenIsActive"},
    {"expired_at", db::Type::text, value, "Api_WynacomTokenExpiredAt"},
};
constexpr Field kLabSetting[] = {
    {"name", db::Type::text, value, "Api_WynacomSettingName"},
    {"value", db::Type::text, value, "Api_WynacomSettingValue"},
};
constexpr Field kLabSample[] = {
    {"is_taken", db::Type::text, value, "T_OrderSampleSampling"},
    {"is_handed_over", db::Type::text, value, "T_OrderSampleReceive"},
};

constexpr Subject kSubjects[] = {
    {.kind = "user", .table = "users", .fields = kUser, .label = "name"},
    {.kind = "user_roles",
     .table = "role_user",
     .fields = kRolesOfUser,
     .label = "(SELECT name FROM users WHERE users.id = role_user.user_id)",
     .id = "user_id",
     .trashed_at = kNoTrash,
     .is_list = true},
    {.kind = "role", .table = "roles", .fields = kRole, .label = "name"},
    {.kind = "role_permissions",
     .table = "role_permissions",
     .fields = kPermissionsOfRole,
     .label = "(SELECT name FROM roles WHERE roles.id = role_permissions.role_id)",
     .id = "role_id",
     .trashed_at = kNoTrash,
     .is_list = true},
    {.kind = "session",
     .table = "personal_access_tokens",
     .fields = kToken,
     .label = "(SELECT name FROM users WHERE users.id = personal_access_tokens.tokenable_id)",
     .trashed_at = kNoTrash,
     .needs_author = true},
    {.kind = "poly", .table = "polies", .fields = kPoly, .label = "name"},
    {.kind = "status", .table = "statuses", .fields = kStatus, .label = "label"},
    {.kind = "config",
     .table = "configs",
     .fields = kConfig,
     .label = "name",
     .found_by = "name = :name"},
    {.kind = "schedule",
     .table = "schedules",
     .fields = kSchedule,
     .label = "(SELECT name FROM users WHERE users.id = schedules.doctor_id)"},
    {.kind = "holiday",
     .table = "holidays",
     .fields = kHoliday,
     .label = "reason",
     .trashed_at = kNoTrash},
    {.kind = "message_template",
     .table = "message_templates",
     .fields = kTemplate,
     .label = "template_name"},
    {.kind = "reminder_config", .table = "reminder_configs", .fields = kReminder},
    {.kind = "whatsapp_config",
     .table = "whatsapp_configs",
     .fields = kWhatsapp,
     .label = "whatsapp_number"},
    {.kind = "faq", .table = "faqs", .fields = kFaq, .label = "name"},
    {.kind = "kiosk", .table = "kiosks", .fields = kKiosk, .label = "name", .trashed_at = kNoTrash},
    {.kind = "checkup_schedule", .table = "checkup_schedules", .fields = kCheckup},
    {.kind = "patient", .table = "patients", .fields = kPatient, .is_created_elsewhere = true},
    {.kind = "lab_token",
     .table = "api_wynacom_token",
     .fields = kLabToken,
     .id = "Api_WynacomTokenID",
     .trashed_at = kNoTrash,
     .found_by = "Api_WynacomTokenValue = :value"},
    // The table has one row, and its key is a text.
    {.kind = "lab_setting",
     .table = "api_wynacom_setting",
     .fields = kLabSetting,
     .label = "Api_WynacomSettingName",
     .id = "1",
     .trashed_at = kNoTrash,
     .found_by = "Api_WynacomSettingName = :name"},
    {.kind = "lab_sample",
     .table = "t_ordersample",
     .fields = kLabSample,
     .id = "T_OrderSampleID",
     .trashed_at = kNoTrash},
};

}  // namespace

std::span<Subject const> subjects() {
    return kSubjects;
}

}  // namespace antrean::audit
