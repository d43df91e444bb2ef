// What each role may do.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::account {

inline constexpr http::Refusal kUnknownRole{ErrorKind::not_found, "Role not found"};
inline constexpr http::Refusal kSuperadminMayAll{
    ErrorKind::refused, "The Superadmin role always has every permission."};

struct Grants {
    std::int64_t role_id;
    std::string role_name;
    std::vector<std::string> permissions;  // in the order of auth::kPermissionNames
};

// Error: kUnknownRole.
Result<Grants> findGrants(db::Transaction& transaction, std::int64_t role_id);
// Gives the role these permissions and no other. Errors: kUnknownRole, kSuperadminMayAll.
Result<Grants> replaceGrants(
    db::Transaction& transaction, std::int64_t role_id, std::vector<std::string> const& permissions
);

}  // namespace antrean::account
