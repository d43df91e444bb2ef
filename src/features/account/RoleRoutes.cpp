#include "account/AccountRoutes.hpp"
#include "account/Authority.hpp"
#include "account/Grants.hpp"
#include "auth/DefaultPermissions.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace antrean::account {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::NoServices;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr resource::Attribute kAttributes[] = {{"name", db::Type::text}};
constexpr is::Field kRules[] = {
    is::field("name", is::required, is::text, is::max(255), is::unique("roles", "name")),
};
constexpr std::string_view kSearch[] = {"name"};

constexpr http::Refusal kSuperadminStays{
    ErrorKind::refused, "The Superadmin role cannot be deleted."};

constexpr http::Refusal kSuperadminKeepsName{
    ErrorKind::refused, "The Superadmin role cannot be renamed."};

// Clients show their menus by the names of roles, and this one opens all of them.
Result<void> mayRename(
    resource::Change const& change,
    boost::json::object const& before,
    boost::json::object const& after
) {
    if (auto const allowed = mayChangeRole(change.transaction, change.caller, change.id); !allowed)
        return allowed.error();
    if (change.id == auth::kSuperadminRoleId && before.at("name") != after.at("name"))
        return kSuperadminKeepsName.error();
    return {};
}

// Without the Superadmin role nobody could ever be a Superadmin again.
Result<void> mayRemove(resource::Change const& change) {
    if (change.id == auth::kSuperadminRoleId)
        return kSuperadminStays.error();
    return mayRemoveRole(change.transaction, change.caller, change.id);
}

Result<void> mayRestore(resource::Change const& change) {
    return mayChangeRole(change.transaction, change.caller, change.id);
}

constexpr resource::Resource kRole{
    .path = "/api/roles",
    .noun = "role",
    .table = "roles",
    .attributes = kAttributes,
    .rules = kRules,
    .write = auth::permission("roles.write"),
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
         .not_updated = kSuperadminKeepsName.message,
         .not_removed = kSuperadminStays.message},
    .may_update = mayRename,
    .may_remove = mayRemove,
    .may_restore = mayRestore,
    .also_notify = auth::kCallersTopic,
};

struct PermissionsInput {
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(PermissionsInput, (), (permissions))

// "users.write,roles.write,...", as the rule `in` takes it.
constexpr auto kGrantable = [] {
    constexpr std::size_t size = [] {
        std::size_t sum = 0;
        for (auto const name : auth::kPermissionNames)
            sum += name.size() + 1;
        return sum;
    }();
    std::array<char, size> list{};
    auto end = list.begin();
    for (auto const name : auth::kPermissionNames) {
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

constexpr http::Shape kPermissionName = shape::like("users.write");
constexpr http::Key kGrantsKeys[] = {
    {"role_id", shape::integer},
    {"name", shape::text},
    {"permissions", shape::listOf(kPermissionName)},
    {"available", shape::listOf(kPermissionName)},
};
constexpr http::Shape kGrants = shape::object(kGrantsKeys, "RolePermissions");

Response answerOf(std::string_view message, Grants const& grants) {
    boost::json::array granted(grants.permissions.begin(), grants.permissions.end());
    boost::json::array available(auth::kPermissionNames.begin(), auth::kPermissionNames.end());
    return http::answer(
        message,
        {
            {"role_id", grants.role_id},
            {"name", grants.role_name},
            {"permissions", std::move(granted)},
            {"available", std::move(available)},
        }
    );
}

constexpr Endpoint kShow{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "Show the permissions of a role",
    .outcome = gives::one(kGrants).refusing(kUnknownRole),
};

Result<Grants> show(NoServices const&, Request const& request, Transaction& transaction) {
    return findGrants(transaction, request.id);
}

Response showFound(NoServices const&, Request const&, Grants const& grants) {
    return answerOf("Role permissions retrieved successfully", grants);
}

constexpr Endpoint kReplace{
    .work = Work::write,
    .permission = Permission::superadmin_only,
    .input = kPermissions,
    .summary = "Set the permissions of a role",
    .outcome = gives::one(kGrants).refusing(kUnknownRole, kSuperadminMayAll),
};

Result<Grants> replace(NoServices const&, Request const& request, Transaction& transaction) {
    // An empty list takes everything away, so it has to be explicit.
    if (!request.input.contains("permissions"))
        return Error::invalid({{"permissions", {"The permissions field must be present."}}});
    auto const input = http::inputOf<PermissionsInput>(request, kReplace);
    if (!input)
        return input.error();
    return replaceGrants(transaction, request.id, input->permissions);
}

Response showReplaced(NoServices const&, Request const&, Grants const& grants) {
    return answerOf("Role permissions updated successfully", grants);
}

using enum http::Method;

constexpr http::RouteOf<NoServices> kRoutes[] = {
    {get, "/api/roles/{id}/permissions", kShow, run<show, showFound>},
    {put, "/api/roles/{id}/permissions", kReplace, run<replace, showReplaced>},
};

}  // namespace

std::span<resource::Resource const> roles() {
    return {&kRole, 1};
}

http::RouteTable<http::NoServices> permissionRoutes() {
    return kRoutes;
}

}  // namespace antrean::account
