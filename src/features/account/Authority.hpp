// Who may give what to whom (docs/decisions/0022-handing-on-permissions.md).
//
// The permissions of the clinic's daily work may be given to others by everyone who may write
// users: a head of clinic employs doctors without being one. The others administrate the server.
// These, and everything for oneself, may be given only by a user who holds them.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

#include <bitset>
#include <cstdint>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::account {

// What roles allow.
struct Power {
    bool is_superadmin = false;
    std::bitset<32> permissions;  // as in http::Caller
};

// Of the user's roles, trashed ones too: they may be restored.
Power powerOf(db::Transaction& transaction, std::int64_t user_id);
Power powerOfRoles(db::Transaction& transaction, std::vector<std::int64_t> const& role_ids);

// All of the following: Error::forbidden, if the caller may not.

// To create, change, remove or restore a user who has this power now or then.
Result<void> mayHandOn(http::Caller const& caller, Power const& power);
// To have this power.
Result<void> mayTake(http::Caller const& caller, Power const& power);
// To rename or restore the role.
Result<void> mayChangeRole(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t role_id
);
// The same, and kRoleInUse if users have the role and the caller is no Superadmin.
Result<void> mayRemoveRole(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t role_id
);

}  // namespace antrean::account
