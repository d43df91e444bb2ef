// What a route requires of its caller.
#pragma once

#include <cstdint>

namespace antrean::http {

// The values from first_grantable on are permissions that roles are granted. This module does not
// know them; auth/Permissions.hpp names them.
enum class Permission : std::uint8_t {
    anyone,     // no token at all
    signed_in,  // any valid token
    superadmin_only,
    kiosk,  // a device in the waiting room, which may do nothing else; not even a Superadmin
    first_grantable,
};

}  // namespace antrean::http
