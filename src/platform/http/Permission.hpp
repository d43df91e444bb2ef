// The permission that a route requires. Their names are stored per role in `role_permissions`, and
// GET/PUT /api/roles/{id}/permissions reads and changes them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace antrean::http {

enum class Permission : std::uint8_t {
    anyone,     // no token at all
    signed_in,  // any valid token
    superadmin_only,
    users_write,
    roles_write,
    poly_write,
    status_write,
    schedule_write,
    reservation_write,
    patients_write,
    queue_anamnesa,
    queue_waitingdoctor,
    queue_withdoctor,
    queue_done,
    queue_noshow,
    queue_cancelled,
    queue_call_next,
    checkup_write,
    settings_write,
    tokens_create,
    reports_read,
    lab_write,
};

inline constexpr std::size_t kFirstGrantable = 3;
// Grantable permissions in the order of the enumeration, from users_write on.
inline constexpr std::array<std::string_view, 19> kPermissionNames{
    "users.write",         "roles.write",       "poly.write",     "status.write",
    "schedule.write",      "reservation.write", "patients.write", "queue.anamnesa",
    "queue.waitingdoctor", "queue.withdoctor",  "queue.done",     "queue.noshow",
    "queue.cancelled",     "queue.call-next",   "checkup.write",  "settings.write",
    "tokens.create",       "reports.read",      "lab.write",
};

constexpr std::optional<Permission> permissionOf(std::string_view name) {
    for (std::size_t index = 0; index < kPermissionNames.size(); ++index)
        if (kPermissionNames[index] == name)
            return static_cast<Permission>(index + kFirstGrantable);
    return std::nullopt;
}

// The name in answers and in the database: "poly.write".
constexpr std::string_view name(Permission permission) {
    switch (permission) {
        case Permission::anyone:
            return "anyone";
        case Permission::signed_in:
            return "signed-in";
        case Permission::superadmin_only:
            return "superadmin";
        default:
            return kPermissionNames[static_cast<std::size_t>(permission) - kFirstGrantable];
    }
}

}  // namespace antrean::http
