#include "account/Users.hpp"

#include "auth/DefaultPermissions.hpp"
#include "auth/Tokens.hpp"
#include "db/Transaction.hpp"

#include <algorithm>
#include <utility>

namespace antrean::account {
namespace {

bool contains(std::vector<std::int64_t> const& ids, std::int64_t id) {
    return std::ranges::find(ids, id) != ids.end();
}

// Keeps the pivot rows that stay, with their instants.
void syncRoles(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::vector<std::int64_t> const& wanted,
    std::string const& now
) {
    auto const held = listRoleIds(transaction, user_id);
    for (auto const role_id : held)
        if (!contains(wanted, role_id))
            takeRole(transaction, user_id, role_id);
    for (auto const role_id : wanted)
        if (!contains(held, role_id))
            giveRole(transaction, user_id, role_id, now);
}

bool sameValues(User const& user, UserValues const& values) {
    return user.name == values.name && user.username == values.username &&
           user.email == values.email && user.poly_id == values.poly_id;
}

// Only a Superadmin may give or take the Superadmin role, or touch a user who has it.
Result<void> mayTouch(http::Caller const& caller, bool is_superadmin_now, bool is_superadmin_then) {
    if ((is_superadmin_now || is_superadmin_then) && !caller.is_superadmin)
        return Error::forbidden();
    return {};
}

bool isSuperadmin(db::Transaction& transaction, std::int64_t user_id) {
    return contains(listRoleIds(transaction, user_id), auth::kSuperadminRoleId);
}

}  // namespace

std::vector<UserAndRoles> withRoles(db::Transaction& transaction, std::vector<User> users) {
    std::vector<UserAndRoles> rows;
    if (users.empty())
        return rows;
    auto const roles = listRoles(transaction, users.front().id, users.back().id);
    auto role = roles.begin();
    for (auto& user : users) {
        auto const isOfLater = [&user](HeldRole const& held) { return held.user_id > user.id; };
        role = std::find_if(role, roles.end(), [&user](HeldRole const& held) {
            return held.user_id >= user.id;
        });
        auto const end = std::find_if(role, roles.end(), isOfLater);
        rows.push_back({std::move(user), {role, end}});
        role = end;
    }
    return rows;
}

UserAndRoles withRoles(db::Transaction& transaction, User user) {
    auto const id = user.id;
    return {std::move(user), listRoles(transaction, id, id)};
}

void lockUsers(db::Transaction& transaction) {
    transaction.lock("users");
}

Result<UserAndRoles> createUser(
    db::Transaction& transaction,
    UserInput const& input,
    std::string const& password_hash,
    Change const& change
) {
    auto const allowed =
        mayTouch(change.caller, false, contains(input.roles, auth::kSuperadminRoleId));
    if (!allowed)
        return allowed.error();
    UserValues const values{input.name, input.username, input.email, input.poly_id.value()};
    auto const id = insertUser(transaction, values, password_hash, change.now);
    syncRoles(transaction, id, input.roles, change.now);
    User const user{
        id,
        values.name,
        values.email,
        std::nullopt,
        change.now,
        change.now,
        values.poly_id,
        values.username,
        std::nullopt,
    };
    return withRoles(transaction, user);
}

Result<UserAndRoles> changeUser(
    db::Transaction& transaction,
    std::int64_t id,
    UserInput const& input,
    std::string const& password_hash,
    Change const& change
) {
    auto user = findUser(transaction, id, Which::active);
    if (!user)
        return kUnknownUser.error();
    bool const is_now = isSuperadmin(transaction, id);
    bool const is_then = contains(input.roles, auth::kSuperadminRoleId);
    if (auto const allowed = mayTouch(change.caller, is_now, is_then); !allowed)
        return allowed.error();
    if (is_now && !is_then && countOtherSuperadmins(transaction, id) == 0)
        return kLastSuperadminKept.error();

    UserValues const values{
        input.name,
        input.username,
        input.email,
        input.poly_id.over(user->poly_id),
    };
    if (!sameValues(*user, values))
        updateUser(transaction, id, values, change.now);
    if (!password_hash.empty())
        updatePassword(transaction, id, password_hash, change.now);
    syncRoles(transaction, id, input.roles, change.now);
    transaction.notice(auth::kCallersTopic);
    return withRoles(transaction, findUser(transaction, id, Which::active).value());
}

Result<void> trashUser(db::Transaction& transaction, std::int64_t id, Change const& change) {
    if (!findUser(transaction, id, Which::active))
        return kUnknownUser.error();
    bool const is_superadmin = isSuperadmin(transaction, id);
    if (auto const allowed = mayTouch(change.caller, is_superadmin, false); !allowed)
        return allowed.error();
    if (is_superadmin && countOtherSuperadmins(transaction, id) == 0)
        return kLastSuperadminStays.error();
    removeUser(transaction, id, change.now);
    transaction.notice(auth::kCallersTopic);
    return {};
}

Result<UserAndRoles> bringBackUser(
    db::Transaction& transaction, std::int64_t id, Change const& change
) {
    if (!findUser(transaction, id, Which::trashed))
        return kNotDeleted.error();
    auto const allowed = mayTouch(change.caller, isSuperadmin(transaction, id), false);
    if (!allowed)
        return allowed.error();
    restoreUser(transaction, id, change.now);
    transaction.notice(auth::kCallersTopic);
    return withRoles(transaction, findUser(transaction, id, Which::active).value());
}

}  // namespace antrean::account
