#include "laravel/Original.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace antrean::laravel {
namespace {

using Fields = std::vector<Field>;

constexpr std::string_view kNoName = "(tanpa nama)";

constexpr Field kId{"id", Kind::number, Absent::leave_out};

// With the three instants that nearly every table ends with.
Fields withInstants(Fields fields) {
    for (auto const* const name : {"created_at", "updated_at", "deleted_at"})
        fields.push_back({name, Kind::instant});
    return fields;
}

constexpr Field text(std::string_view name, std::string_view fallback) {
    return {name, Kind::text, Absent::fallback, fallback};
}
constexpr Field number(std::string_view name, std::string_view fallback) {
    return {name, Kind::number, Absent::fallback, fallback};
}
constexpr Field needed(std::string_view name, Kind kind) {
    return {name, kind, Absent::leave_out};
}

std::vector<OriginalTable> people() {
    return {
        {.name = "polies",
         .names =
             {"polies",
              "poly",
              "polys",
              "polis",
              "poli",
              "polyclinics",
              "polyclinic",
              "polikliniks",
              "poliklinik"},
         .fields = withInstants({kId, text("name", kNoName)}),
         .uniques = {{"name"}},
         .is_required = true},
        {.name = "roles",
         .names = {"roles", "role"},
         .fields = withInstants({kId, text("name", kNoName)}),
         .uniques = {{"name"}},
         .is_required = true},
        {.name = "users",
         .names = {"users", "user"},
         .fields = withInstants(
             {kId,
              text("name", kNoName),
              {"email"},
              {"email_verified_at", Kind::instant},
              text("password", ""),
              {"remember_token"},
              {"poly_id", Kind::number},
              {"username"}}
         ),
         .references = {{"poly_id", "polies", false}},
         .uniques = {{"username"}, {"email"}},
         .is_required = true},
        {.name = "role_user",
         .names = {"role_user", "user_role", "user_roles", "role_users", "users_roles"},
         .fields =
             {needed("user_id", Kind::number),
              needed("role_id", Kind::number),
              {"created_at", Kind::instant},
              {"updated_at", Kind::instant}},
         .references = {{"user_id", "users"}, {"role_id", "roles"}},
         .is_required = true,
         .is_pivot = true,
         .loses_rows = true},
        {.name = "personal_access_tokens",
         .names = {"personal_access_tokens"},
         .fields =
             {kId,
              needed("tokenable_type", Kind::text),
              needed("tokenable_id", Kind::number),
              text("name", ""),
              needed("token", Kind::text),
              {"abilities"},
              {"last_used_at", Kind::instant},
              {"expires_at", Kind::instant},
              {"created_at", Kind::instant},
              {"updated_at", Kind::instant}},
         .references = {{"tokenable_id", "users"}},
         .uniques = {{"token", true}},
         .loses_rows = true},
    };
}

std::vector<OriginalTable> settings() {
    return {
        {.name = "statuses",
         .names = {"statuses", "status"},
         .fields = withInstants(
             {kId, needed("status_name", Kind::text), text("label", ""), {"information"}}
         ),
         .uniques = {{"status_name", true}},
         .is_required = true},
        {.name = "configs",
         .names = {"configs", "config"},
         .fields = withInstants({kId, needed("name", Kind::text), text("value", "")}),
         .uniques = {{"name", true}}},
        {.name = "message_templates",
         .names = {"message_templates", "message_template"},
         .fields = withInstants({kId, text("template_name", kNoName), text("message", "")})},
        {.name = "reminder_configs",
         .names = {"reminder_configs", "reminder_config"},
         .fields = withInstants(
             {kId,
              needed("message_template_id", Kind::number),
              number("reminder_offset", "0"),
              number("reminder_patient_count", "0"),
              text("reminder_type", "")}
         ),
         .references = {{"message_template_id", "message_templates"}}},
        {.name = "whatsapp_configs",
         .names = {"whatsapp_configs", "whatsapp_config"},
         .fields =
             withInstants({kId, needed("whatsapp_number", Kind::text), text("waha_api_url", "")}),
         .uniques = {{"whatsapp_number", true}}},
        {.name = "faqs",
         .names = {"faqs", "faq"},
         .fields = withInstants({kId, text("name", kNoName), needed("file", Kind::text)})},
    };
}

std::vector<OriginalTable> plans() {
    return {
        {.name = "schedules",
         .names = {"schedules", "schedule", "doctor_schedules", "doctor_schedule"},
         .fields = withInstants(
             {kId,
              needed("doctor_id", Kind::number),
              needed("date", Kind::date),
              {"start_time", Kind::time, Absent::fallback, "00:00:00"},
              {"end_time", Kind::time, Absent::fallback, "23:59:59"},
              {"quota", Kind::number}}
         ),
         .references = {{"doctor_id", "users"}}},
        {.name = "patients",
         .names = {"patients", "patient"},
         .fields = withInstants(
             {kId,
              text("patient_name", kNoName),
              {"no_bpjs"},
              text("whatsapp_number", ""),
              {"email"},
              {"chat_id"},
              {"whatsapp_key", Kind::computed},
              {"search_key", Kind::computed}}
         ),
         .is_required = true},
    };
}

std::vector<OriginalTable> visits() {
    return {
        {.name = "reservations",
         .names = {"reservations", "reservation"},
         .fields = withInstants(
             {kId,
              needed("patient_id", Kind::number),
              needed("poly_id", Kind::number),
              {"schedule_id", Kind::number},
              {"date", Kind::date},
              {"bpjs", Kind::flag, Absent::fallback, "0"},
              needed("status_id", Kind::number)}
         ),
         .references =
             {{"patient_id", "patients"},
              {"poly_id", "polies"},
              {"schedule_id", "schedules", false},
              {"status_id", "statuses"}},
         .is_required = true},
        {.name = "queues",
         .names = {"queues", "queue"},
         .fields = withInstants(
             {kId,
              needed("reservation_id", Kind::number),
              number("poly_id", "0"),
              number("queue_number", "0"),
              {"date", Kind::date, Absent::fallback, "1970-01-01"},
              {"re_reservation_time", Kind::time},
              {"call_time", Kind::time},
              number("number_of_calls", "0"),
              {"notification_status", Kind::flag, Absent::fallback, "0"},
              {"called_at", Kind::computed}}
         ),
         .references = {{"reservation_id", "reservations"}},
         .uniques = {{"reservation_id", true, true}},
         .is_required = true},
        {.name = "checkup_schedules",
         .names = {"checkup_schedules", "checkup_schedule", "checkups", "checkup"},
         .fields = withInstants(
             {kId,
              needed("patient_id", Kind::number),
              needed("poly_id", Kind::number),
              needed("date", Kind::date),
              {"description"}}
         ),
         .references = {{"patient_id", "patients"}, {"poly_id", "polies"}}},
    };
}

std::vector<OriginalTable> allTables() {
    auto all = people();
    for (auto const& more : {settings(), plans(), visits()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

std::size_t OriginalTable::placeOf(std::string_view field) const {
    auto const found = std::ranges::find(fields, field, &Field::name);
    if (found == fields.end())
        throw std::logic_error(std::string(name) + " has no field " + std::string(field));
    return static_cast<std::size_t>(found - fields.begin());
}

std::span<OriginalTable const> originalTables() {
    static auto const tables = allTables();
    return tables;
}

}  // namespace antrean::laravel
