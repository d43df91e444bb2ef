// The permissions that roles are granted. Their names are stored per role in `role_permissions`,
// and GET/PUT /api/roles/{id}/permissions reads and changes them.
#pragma once

#include "http/Permission.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace antrean::auth {

// In the order of answers. Add new ones at the end.
inline constexpr std::array<std::string_view, 21> kPermissionNames{
    "users.write",         "roles.write",       "poly.write",     "status.write",
    "schedule.write",      "reservation.write", "patients.write", "queue.anamnesa",
    "queue.waitingdoctor", "queue.withdoctor",  "queue.done",     "queue.noshow",
    "queue.cancelled",     "queue.call-next",   "checkup.write",  "settings.write",
    "tokens.create",       "reports.read",      "lab.write",      "audit.read",
    "backups.write",
};

inline constexpr auto kFirstGrantable = static_cast<std::size_t>(http::Permission::first_grantable);

constexpr std::optional<http::Permission> permissionOf(std::string_view name) {
    auto const found = std::ranges::find(kPermissionNames, name);
    if (found == kPermissionNames.end())
        return std::nullopt;
    auto const index = static_cast<std::size_t>(found - kPermissionNames.begin());
    return static_cast<http::Permission>(kFirstGrantable + index);
}

// For routes: permission("poly.write"). A name that is not in the list does not compile.
consteval http::Permission permission(std::string_view name) {
    auto const found = permissionOf(name);
    if (!found)
        throw std::invalid_argument("no such permission");
    return *found;
}

// The name in answers, in the database and in the API document: "poly.write".
constexpr std::string_view name(http::Permission permission) {
    switch (permission) {
        case http::Permission::anyone:
            return "anyone";
        case http::Permission::signed_in:
            return "signed-in";
        case http::Permission::superadmin_only:
            return "superadmin";
        case http::Permission::kiosk:
            return "kiosk";
        default:
            return kPermissionNames[static_cast<std::size_t>(permission) - kFirstGrantable];
    }
}

}  // namespace antrean::auth
