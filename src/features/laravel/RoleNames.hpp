#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace antrean::auth {
struct DefaultRole;
}

namespace antrean::laravel {

struct Role {
    std::int64_t id = 0;
    std::string name;
};

// The role that may do everything in the original: "Super Admin", otherwise "administrator" or
// "admin". Empty if no role has such a name.
std::optional<std::int64_t> findSuperadmin(std::span<Role const> roles);

// The default role of that name, in any case and spelling ("doctor", "perawat-anamnesa"). Null if
// no default role has it.
auth::DefaultRole const* findDefaultRole(std::string_view name);

}  // namespace antrean::laravel
