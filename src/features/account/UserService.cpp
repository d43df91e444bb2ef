#include "account/UserService.hpp"

#include "auth/DefaultPermissions.hpp"
#include "auth/Tokens.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "resource/Lookup.hpp"
#include "validation/Bind.hpp"

#include <algorithm>

namespace antrean::account {
namespace {

static_assert(validation::describes<UserInput>(kCreateUser));
static_assert(validation::describes<UserInput>(kUpdateUser));

constexpr std::string_view kUsersLock = "users";

boost::json::object roleObject(HeldRole const& role) {
    return {
        {"id", role.id},
        {"name", role.name},
        {"created_at", http::timestamp(role.created_at)},
        {"updated_at", http::timestamp(role.updated_at)},
        {"deleted_at", http::timestamp(role.deleted_at)},
        {"pivot",
         {{"user_id", role.user_id},
          {"role_id", role.id},
          {"created_at", http::timestamp(role.pivot_created_at)},
          {"updated_at", http::timestamp(role.pivot_updated_at)}}},
    };
}

bool contains(std::vector<std::int64_t> const& ids, std::int64_t id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Keeps the pivot rows of unchanged roles, with their timestamps.
bool syncRoles(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::vector<std::int64_t> const& wanted,
    std::string const& now
) {
    auto const held = listRoleIds(transaction, user_id);
    bool changed = false;
    for (auto const role_id : held)
        if (!contains(wanted, role_id)) {
            takeRole(transaction, user_id, role_id);
            changed = true;
        }
    for (auto const role_id : wanted)
        if (!contains(held, role_id)) {
            giveRole(transaction, user_id, role_id, now);
            changed = true;
        }
    return changed;
}

bool sameValues(User const& user, UserValues const& values) {
    return user.name == values.name && user.username == values.username &&
           user.email == values.email && user.poly_id == values.poly_id;
}

}  // namespace

Result<void> UserService::mayTouch(
    http::Caller const& caller, bool is_superadmin_now, bool is_superadmin_then
) {
    if ((is_superadmin_now || is_superadmin_then) && !caller.is_superadmin)
        return Error::forbidden();
    return {};
}

bool UserService::isSuperadmin(db::Transaction& transaction, std::int64_t user_id) {
    return contains(listRoleIds(transaction, user_id), auth::kSuperadminRoleId);
}

Result<boost::json::object> UserService::create(
    http::Request const& request, std::string const& password_hash, db::Transaction& transaction
) const {
    transaction.lock(kUsersLock);
    resource::Lookup lookup(transaction);
    auto const input = validation::bind<UserInput>(request.input, kCreateUser, {&lookup});
    if (!input)
        return input.error();
    auto const allowed =
        mayTouch(request.caller, false, contains(input->roles, auth::kSuperadminRoleId));
    if (!allowed)
        return allowed.error();

    auto const& now = request.moment.timestamp;
    UserValues const values{input->name, input->username, input->email, input->poly_id.value()};
    auto const id = insertUser(transaction, values, password_hash, now);
    syncRoles(transaction, id, input->roles, now);
    boost::json::object object{
        {"name", values.name},
        {"username", values.username},
        {"email", values.email},
        {"poly_id", http::orNull(values.poly_id)},
        {"updated_at", jsonTimestamp(now)},
        {"created_at", jsonTimestamp(now)},
        {"id", id},
    };
    auto const roles = listRoles(transaction, id, id);
    return relations(std::move(object), values.poly_id, roles, transaction);
}

Result<boost::json::object> UserService::update(
    http::Request const& request, std::string const& password_hash, db::Transaction& transaction
) const {
    transaction.lock(kUsersLock);
    resource::Lookup lookup(transaction);
    auto const input =
        validation::bind<UserInput>(request.input, kUpdateUser, {&lookup, request.id});
    if (!input)
        return input.error();
    auto user = findUser(transaction, request.id, Which::active);
    if (!user)
        return Error::notFound("User not found");
    bool const is_now = isSuperadmin(transaction, user->id);
    bool const is_then = contains(input->roles, auth::kSuperadminRoleId);
    if (auto const allowed = mayTouch(request.caller, is_now, is_then); !allowed)
        return allowed.error();
    if (is_now && !is_then && countOtherSuperadmins(transaction, user->id) == 0)
        return Error::refused("The last Superadmin cannot lose the role.");

    auto const& now = request.moment.timestamp;
    UserValues const values{
        input->name,
        input->username,
        input->email,
        input->poly_id.over(user->poly_id),
    };
    if (!sameValues(*user, values))
        updateUser(transaction, user->id, values, now);
    if (!password_hash.empty())
        updatePassword(transaction, user->id, password_hash, now);
    syncRoles(transaction, user->id, input->roles, now);
    transaction.notice(auth::kCallersTopic);
    return shown(findUser(transaction, user->id, Which::active).value(), transaction);
}

Result<void> UserService::remove(http::Request const& request, db::Transaction& transaction) const {
    transaction.lock(kUsersLock);
    if (!findUser(transaction, request.id, Which::active))
        return Error::notFound("User not found");
    bool const is_superadmin = isSuperadmin(transaction, request.id);
    if (auto const allowed = mayTouch(request.caller, is_superadmin, false); !allowed)
        return allowed.error();
    if (is_superadmin && countOtherSuperadmins(transaction, request.id) == 0)
        return Error::refused("The last Superadmin cannot be deleted.");
    removeUser(transaction, request.id, request.moment.timestamp);
    transaction.notice(auth::kCallersTopic);
    return {};
}

Result<boost::json::object> UserService::restore(
    http::Request const& request, db::Transaction& transaction
) const {
    transaction.lock(kUsersLock);
    if (!findUser(transaction, request.id, Which::trashed))
        return Error::notFound("User not found or not deleted");
    auto const allowed = mayTouch(request.caller, isSuperadmin(transaction, request.id), false);
    if (!allowed)
        return allowed.error();
    restoreUser(transaction, request.id, request.moment.timestamp);
    transaction.notice(auth::kCallersTopic);
    return shown(findUser(transaction, request.id, Which::active).value(), transaction);
}

boost::json::object UserService::shown(User const& user, db::Transaction& transaction) const {
    auto array = shown(std::span(&user, 1), transaction);
    return std::move(array.front().get_object());
}

boost::json::array UserService::shown(std::span<User const> users, db::Transaction& transaction)
    const {
    boost::json::array rows;
    if (users.empty())
        return rows;
    auto const roles = listRoles(transaction, users.front().id, users.back().id);
    auto role = roles.begin();
    for (auto const& user : users) {
        role = std::find_if(role, roles.end(), [&user](auto const& held) {
            return held.user_id >= user.id;
        });
        auto const end = std::find_if(role, roles.end(), [&user](auto const& held) {
            return held.user_id > user.id;
        });
        rows.push_back(relations(userObject(user), user.poly_id, {role, end}, transaction));
        role = end;
    }
    return rows;
}

boost::json::object UserService::relations(
    boost::json::object object,
    std::optional<std::int64_t> poly_id,
    std::span<HeldRole const> roles,
    db::Transaction& transaction
) const {
    boost::json::array list;
    for (auto const& role : roles)
        list.push_back(roleObject(role));
    object["roles"] = std::move(list);
    object["poly"] = directories_.get(transaction)->poly(poly_id);
    return object;
}

}  // namespace antrean::account
