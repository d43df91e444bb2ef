#include "account/AccountRoutes.hpp"
#include "account/Sql.hpp"
#include "auth/DefaultPermissions.hpp"
#include "auth/Tokens.hpp"
#include "http/Answer.hpp"
#include "resource/Resource.hpp"
#include "validation/Bind.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace antrean::account {
namespace {

namespace is = validation;
using db::Transaction;
using http::Request;
using http::Response;

constexpr resource::Attribute kAttributes[] = {{"name", db::Type::text}};
constexpr is::Field kRules[] = {
    is::field("name", is::required, is::text, is::max(255), is::unique("roles", "name")),
};
constexpr std::string_view kSearch[] = {"name"};

constexpr std::string_view kSuperadminRemoved = "The Superadmin role cannot be deleted.";

// Without that role no user could become a Superadmin again.
Result<void> keepSuperadmin(Transaction&, std::int64_t id) {
    if (id == auth::kSuperadminRoleId)
        return Error::refused(std::string(kSuperadminRemoved));
    return {};
}

constexpr resource::Resource kRole{
    .path = "/api/roles",
    .noun = "role",
    .table = "roles",
    .attributes = kAttributes,
    .rules = kRules,
    .write = http::Permission::roles_write,
    .search = kSearch,
    .order = "LOWER(name), id",
    .texts =
        {.list = "",
         .created = "Role created successfully",
         .updated = "Role updated successfully",
         .detail = "",
         .removed = "Role deleted successfully",
         .not_found = "Role not found",
         .restored = "Role restored successfully",
         .not_found_or_active = "Role not found or not deleted",
         .not_removed = kSuperadminRemoved},
    .may_remove = keepSuperadmin,
    .also_notify = auth::kCallersTopic,
};

struct Role {
    std::int64_t id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name))

struct PermissionRow {
    std::string permission;
};
BOOST_DESCRIBE_STRUCT(PermissionRow, (), (permission))

struct PermissionsInput {
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(PermissionsInput, (), (permissions))

// "users.write,roles.write,...", the parameter of the rule `in`.
constexpr auto kGrantable = [] {
    constexpr std::size_t size = [] {
        std::size_t sum = 0;
        for (auto const name : http::kPermissionNames)
            sum += name.size() + 1;
        return sum;
    }();
    std::array<char, size> list{};
    auto end = list.begin();
    for (auto const name : http::kPermissionNames) {
        end = std::copy(name.begin(), name.end(), end);
        *end++ = ',';
    }
    return list;
}();

constexpr is::Field kPermissions[] = {
    is::field("permissions", is::array),
    is::field("permissions.*", is::in({kGrantable.data(), kGrantable.size() - 1})),
};
static_assert(is::describes<PermissionsInput>(kPermissions));

constexpr http::Shape kPermissionName = http::shape::like("users.write");
constexpr http::Key kRolePermissionsKeys[] = {
    {"role_id", http::shape::integer},
    {"name", http::shape::text},
    {"permissions", http::shape::listOf(kPermissionName)},
    {"available", http::shape::listOf(kPermissionName)},
};
constexpr http::Shape kRolePermissions =
    http::shape::object(kRolePermissionsKeys, "RolePermissions");
constexpr http::Refusal kShowRefusals[] = {{ErrorKind::not_found, "Role not found"}};
constexpr http::Refusal kReplaceRefusals[] = {
    {ErrorKind::not_found, "Role not found"},
    {ErrorKind::refused, "The Superadmin role always has every permission."},
};

boost::json::object shown(Role const& role, Transaction& transaction) {
    boost::json::array granted;
    auto const held = transaction.all<PermissionRow>(sql::kListPermissions, {{"role_id", role.id}});
    for (auto const name : http::kPermissionNames) {
        bool const has = role.id == auth::kSuperadminRoleId ||
                         std::find_if(held.begin(), held.end(), [name](auto const& row) {
                             return row.permission == name;
                         }) != held.end();
        if (has)
            granted.push_back(boost::json::value(name));
    }
    boost::json::array available;
    for (auto const name : http::kPermissionNames)
        available.push_back(boost::json::value(name));
    return {
        {"role_id", role.id},
        {"name", role.name},
        {"permissions", std::move(granted)},
        {"available", std::move(available)},
    };
}

Result<Response> showPermissions(Request const& request, Transaction& transaction) {
    auto const role = transaction.first<Role>(sql::kFindRole, {{"id", request.id}});
    if (!role)
        return Error::notFound("Role not found");
    return http::answer("Role permissions retrieved successfully", shown(*role, transaction));
}

Result<Response> replacePermissions(Request const& request, Transaction& transaction) {
    transaction.lock("roles");
    // An empty list removes all permissions, so it must be sent explicitly.
    if (!request.input.contains("permissions"))
        return Error::invalid({{"permissions", {"The permissions field must be present."}}});
    auto const input = is::bind<PermissionsInput>(request.input, kPermissions);
    if (!input)
        return input.error();
    auto const role = transaction.first<Role>(sql::kFindRole, {{"id", request.id}});
    if (!role)
        return Error::notFound("Role not found");
    if (role->id == auth::kSuperadminRoleId)
        return Error::refused("The Superadmin role always has every permission.");
    transaction.run(sql::kDeletePermissions, {{"role_id", role->id}});
    for (auto const& name : input->permissions)
        transaction.run(sql::kInsertPermission, {{"role_id", role->id}, {"permission", name}});
    transaction.notice(auth::kCallersTopic);
    return http::answer("Role permissions updated successfully", shown(*role, transaction));
}

}  // namespace

void addRoleRoutes(http::Routes& routes) {
    using http::Method;
    using http::Permission;
    using http::Work;
    resource::addRoutes(routes, kRole);
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/roles/{id}/permissions", Work::read, Permission::signed_in, {},
         "Show what a role may do", http::Handler(showPermissions),
         http::gives::one(kRolePermissions).refusing(kShowRefusals)},
        {Method::put, "/api/roles/{id}/permissions", Work::write, Permission::superadmin_only,
         kPermissions, "Decide what a role may do", http::Handler(replacePermissions),
         http::gives::one(kRolePermissions).refusing(kReplaceRefusals)},
    });
    // clang-format on
}

}  // namespace antrean::account
