#pragma once

#include "http/Permission.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace antrean::auth {

// The role with all permissions. Identified by its id, so that it can be renamed.
inline constexpr std::int64_t kSuperadminRoleId = 1;

struct DefaultRole {
    std::int64_t id;
    std::string_view name;  // the existing web client shows its menus by exactly these names
    std::span<http::Permission const> permissions;
};

// The six roles of a new database and their write permissions. Later the table `role_permissions`
// decides.
std::span<DefaultRole const> defaultRoles();

}  // namespace antrean::auth
