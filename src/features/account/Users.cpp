#include "account/Users.hpp"

#include "account/Authority.hpp"
#include "auth/Tokens.hpp"
#include "db/Transaction.hpp"

#include <algorithm>
#include <utility>

namespace antrean::account {
namespace {

bool contains(std::vector<std::int64_t> const& ids, std::int64_t id) {
    return std::ranges::find(ids, id) != ids.end();
}

// Keeps the pivot rows that stay, with their instants. Returns whether a role was taken.
bool syncRoles(
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
    return std::ranges::any_of(held, [&wanted](std::int64_t id) { return !contains(wanted, id); });
}

// A stolen token is of no use any more. When users change their own row, the token in use stays.
void endTokens(db::Transaction& transaction, std::int64_t user_id, http::Caller const& caller) {
    auth::endTokensExcept(transaction, user_id, caller.user_id == user_id ? caller.token_id : 0);
}

bool sameValues(User const& user, UserValues const& values) {
    return user.name == values.name && user.username == values.username &&
           user.email == values.email && user.poly_id == values.poly_id;
}

Result<void> mayChange(
    http::Caller const& caller, std::int64_t user_id, Power const& now, Power const& then
) {
    if (caller.user_id == user_id)
        return mayTake(caller, then);
    if (auto const allowed = mayHandOn(caller, now); !allowed)
        return allowed.error();
    return mayHandOn(caller, then);
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
    auto const allowed = mayHandOn(change.caller, powerOfRoles(transaction, input.roles));
    if (!allowed)
        return allowed.error();
    UserValues const values{input.name, input.username, input.email, input.poly_id.value()};
    auto const id = insertUser(transaction, values, password_hash, change.now);
    syncRoles(transaction, id, input.roles, change.now);
    transaction.notice(auth::kCallersTopic);
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
    auto const now = powerOf(transaction, id);
    auto const then = powerOfRoles(transaction, input.roles);
    if (auto const allowed = mayChange(change.caller, id, now, then); !allowed)
        return allowed.error();
    bool const loses_superadmin = now.is_superadmin && !then.is_superadmin;
    if (loses_superadmin && countOtherSuperadmins(transaction, id) == 0)
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
    bool const loses_role = syncRoles(transaction, id, input.roles, change.now);
    if (loses_role || !password_hash.empty())
        endTokens(transaction, id, change.caller);
    transaction.notice(auth::kCallersTopic);
    return withRoles(transaction, findUser(transaction, id, Which::active).value());
}

Result<void> trashUser(db::Transaction& transaction, std::int64_t id, Change const& change) {
    if (!findUser(transaction, id, Which::active))
        return kUnknownUser.error();
    auto const power = powerOf(transaction, id);
    if (auto const allowed = mayHandOn(change.caller, power); !allowed)
        return allowed.error();
    if (power.is_superadmin && countOtherSuperadmins(transaction, id) == 0)
        return kLastSuperadminStays.error();
    removeUser(transaction, id, change.now);
    auth::endTokensExcept(transaction, id, 0);
    transaction.notice(auth::kCallersTopic);
    return {};
}

Result<void> mayManage(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t user_id
) {
    if (!findUser(transaction, user_id, Which::active))
        return kUnknownUser.error();
    if (caller.user_id == user_id)
        return {};
    return mayHandOn(caller, powerOf(transaction, user_id));
}

Result<UserAndRoles> bringBackUser(
    db::Transaction& transaction, std::int64_t id, Change const& change
) {
    if (!findUser(transaction, id, Which::trashed))
        return kNotDeleted.error();
    auto const allowed = mayHandOn(change.caller, powerOf(transaction, id));
    if (!allowed)
        return allowed.error();
    restoreUser(transaction, id, change.now);
    transaction.notice(auth::kCallersTopic);
    return withRoles(transaction, findUser(transaction, id, Which::active).value());
}

}  // namespace antrean::account
