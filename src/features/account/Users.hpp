// The rules about users: who may change them, and that one Superadmin always remains.
#pragma once

#include "account/User.hpp"
#include "account/UserInput.hpp"
#include "account/UserStore.hpp"
#include "base/Result.hpp"
#include "http/Message.hpp"
#include "http/Refusal.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace antrean::account {

inline constexpr http::Refusal kUnknownUser{ErrorKind::not_found, "User not found"};
inline constexpr http::Refusal kNotDeleted{ErrorKind::not_found, "User not found or not deleted"};
inline constexpr http::Refusal kLastSuperadminKept{
    ErrorKind::refused, "The last Superadmin cannot lose the role."};
inline constexpr http::Refusal kLastSuperadminStays{
    ErrorKind::refused, "The last Superadmin cannot be deleted."};

struct UserAndRoles {
    User user;
    std::vector<HeldRole> roles;
};

// The users of a page, ids ascending, with two statements regardless of their number.
std::vector<UserAndRoles> withRoles(db::Transaction& transaction, std::vector<User> users);
UserAndRoles withRoles(db::Transaction& transaction, User user);

// Who changes a user, and when.
struct Change {
    http::Caller const& caller;
    std::string const& now;  // as stored
};

// One change at a time. Comes before the input is checked, because other changes may break its
// `unique` rules.
void lockUsers(db::Transaction& transaction);

// All of these: forbidden, if the caller may not touch that user. `password_hash` is the bcrypt
// hash of the input's password, computed before the transaction; empty if the input has none.
Result<UserAndRoles> createUser(
    db::Transaction& transaction,
    UserInput const& input,
    std::string const& password_hash,
    Change const& change
);
// Errors: kUnknownUser, kLastSuperadminKept.
Result<UserAndRoles> changeUser(
    db::Transaction& transaction,
    std::int64_t id,
    UserInput const& input,
    std::string const& password_hash,
    Change const& change
);
// Errors: kUnknownUser, kLastSuperadminStays.
Result<void> trashUser(db::Transaction& transaction, std::int64_t id, Change const& change);
// Whether the caller may change, remove or log out the user. Error: kUnknownUser.
Result<void> mayManage(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t user_id
);
// Error: kNotDeleted.
Result<UserAndRoles> bringBackUser(
    db::Transaction& transaction, std::int64_t id, Change const& change
);

}  // namespace antrean::account
