#include "account/Grants.hpp"

#include "account/Sql.hpp"
#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "db/Transaction.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <optional>

namespace antrean::account {
namespace {

struct RoleName {
    std::int64_t id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(RoleName, (), (id, name))

struct Granted {
    std::string permission;
};
BOOST_DESCRIBE_STRUCT(Granted, (), (permission))

std::optional<RoleName> findRole(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<RoleName>(sql::kFindRole, {{"id", id}});
}

Grants grantsOf(db::Transaction& transaction, RoleName const& role) {
    Grants grants{role.id, role.name, {}};
    auto const held = transaction.all<Granted>(sql::kListPermissions, {{"role_id", role.id}});
    for (auto const name : auth::kPermissionNames)
        if (role.id == auth::kSuperadminRoleId ||
            std::ranges::find(held, name, &Granted::permission) != held.end())
            grants.permissions.emplace_back(name);
    return grants;
}

}  // namespace

Result<Grants> findGrants(db::Transaction& transaction, std::int64_t role_id) {
    auto const role = findRole(transaction, role_id);
    if (!role)
        return kUnknownRole.error();
    return grantsOf(transaction, *role);
}

Result<Grants> replaceGrants(
    db::Transaction& transaction, std::int64_t role_id, std::vector<std::string> const& permissions
) {
    transaction.lock("roles");
    auto const role = findRole(transaction, role_id);
    if (!role)
        return kUnknownRole.error();
    if (role->id == auth::kSuperadminRoleId)
        return kSuperadminMayAll.error();
    transaction.run(sql::kDeletePermissions, {{"role_id", role->id}});
    for (auto const& name : permissions)
        transaction.run(sql::kInsertPermission, {{"role_id", role->id}, {"permission", name}});
    transaction.notice(auth::kCallersTopic);
    return grantsOf(transaction, *role);
}

}  // namespace antrean::account
