#include "account/Authority.hpp"

#include "account/Sql.hpp"
#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "db/Transaction.hpp"
#include "http/Refusal.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <string>

namespace antrean::account {
namespace {

constexpr http::Refusal kRoleInUse{
    ErrorKind::forbidden, "Only a Superadmin can delete a role that users have."};

constexpr http::Permission kAdministrative[] = {
    auth::permission("users.write"),
    auth::permission("roles.write"),
    auth::permission("poly.write"),
    auth::permission("status.write"),
    auth::permission("settings.write"),
    auth::permission("audit.read"),
    auth::permission("backups.write"),
    auth::permission("tokens.create"),
};

struct Granted {
    std::string permission;
};
BOOST_DESCRIBE_STRUCT(Granted, (), (permission))

void add(Power& power, std::vector<Granted> const& granted) {
    for (auto const& row : granted)
        if (auto const permission = auth::permissionOf(row.permission))
            power.permissions.set(static_cast<std::size_t>(*permission));
}

bool isAdministrative(std::size_t permission) {
    return std::ranges::find(kAdministrative, static_cast<http::Permission>(permission)) !=
           std::end(kAdministrative);
}

}  // namespace

Power powerOf(db::Transaction& transaction, std::int64_t user_id) {
    Power power;
    power.is_superadmin =
        transaction.number(
            sql::kCountRoleOfUser, {{"user_id", user_id}, {"role_id", auth::kSuperadminRoleId}}
        ) > 0;
    add(power, transaction.all<Granted>(sql::kListPermissionsOfHolder, {{"user_id", user_id}}));
    return power;
}

Power powerOfRoles(db::Transaction& transaction, std::vector<std::int64_t> const& role_ids) {
    Power power;
    for (auto const id : role_ids) {
        power.is_superadmin = power.is_superadmin || id == auth::kSuperadminRoleId;
        add(power, transaction.all<Granted>(sql::kListPermissions, {{"role_id", id}}));
    }
    return power;
}

Result<void> mayHandOn(http::Caller const& caller, Power const& power) {
    if (caller.is_superadmin)
        return {};
    auto const lacked = power.permissions & ~caller.permissions;
    for (std::size_t permission = 0; permission < lacked.size(); ++permission)
        if (lacked.test(permission) && isAdministrative(permission))
            return Error::forbidden();
    return power.is_superadmin ? Result<void>(Error::forbidden()) : Result<void>();
}

Result<void> mayTake(http::Caller const& caller, Power const& power) {
    bool const has_it = !power.is_superadmin && (power.permissions & ~caller.permissions).none();
    return caller.is_superadmin || has_it ? Result<void>() : Result<void>(Error::forbidden());
}

Result<void> mayChangeRole(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t role_id
) {
    return mayTake(caller, powerOfRoles(transaction, {role_id}));
}

Result<void> mayRemoveRole(
    db::Transaction& transaction, http::Caller const& caller, std::int64_t role_id
) {
    if (auto const allowed = mayChangeRole(transaction, caller, role_id); !allowed)
        return allowed.error();
    auto const users = transaction.number(sql::kCountUsersOfRole, {{"role_id", role_id}});
    if (users.value_or(0) > 0 && !caller.is_superadmin)
        return kRoleInUse.error();
    return {};
}

}  // namespace antrean::account
