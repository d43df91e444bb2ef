#include "account/AccountRoutes.hpp"
#include "account/Users.hpp"
#include "auth/Permissions.hpp"
#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/AnswerKeeper.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"
#include "http/Paginator.hpp"
#include "resource/Lookup.hpp"
#include "resource/Rows.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace antrean::account {
namespace {

using clinic::Directory;
using db::Database;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

static_assert(is::describes<UserInput>(kCreateUser));
static_assert(is::describes<UserInput>(kUpdateUser));

namespace gives = http::gives;
namespace shape = http::shape;

using SharedDirectory = std::shared_ptr<Directory const>;

constexpr auto kPivotKeys = shape::keysOf<Pivot>();
constexpr http::Key kPivotKey[] = {{"pivot", shape::object(kPivotKeys)}};
constexpr auto kHeldRoleKeys = shape::joined(shape::keysOf<Role>(), kPivotKey);
constexpr http::Shape kHeldRole = shape::object(kHeldRoleKeys, "HeldRole");
constexpr http::Key kRelationKeys[] = {
    {"roles", shape::listOf(kHeldRole)},
    {"poly", shape::orNull(clinic::kPolyShape)},
};
constexpr http::Shape kShownUser = shape::extended(kUserShape, kRelationKeys, "UserWithRoles");

// Puts roles and poly at the end of a user.
boost::json::object withRelations(
    boost::json::object object, UserAndRoles const& row, Directory const& directory
) {
    boost::json::array roles;
    for (auto const& held : row.roles) {
        auto role = http::objectOf(held.role());
        role["pivot"] = http::objectOf(held.pivot());
        roles.push_back(std::move(role));
    }
    object["roles"] = std::move(roles);
    object["poly"] = directory.poly(row.user.poly_id);
    return object;
}

boost::json::object userObject(UserAndRoles const& row, Directory const& directory) {
    return withRelations(http::objectOf(row.user), row, directory);
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "List users by page",
    .outcome = gives::list(kShownUser, http::ListStyle::meta_a)
                   .silent()
                   .searching("name, user name and e-mail"),
};
constexpr Endpoint kListTrashed{
    .work = kList.work,
    .permission = kList.permission,
    .summary = "List removed users by page",
    .outcome = kList.outcome,
};

struct Listed {
    http::PageOf<UserAndRoles> page;
    SharedDirectory directory;
};

template <Which which>
Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const page = http::readPage(request.input);
    auto const pattern = resource::pattern(resource::searched(request.input));
    auto const total = countUsers(transaction, which, pattern);
    auto users = listUsers(transaction, which, pattern, page.size, page.offset());
    return Listed{
        {withRoles(transaction, std::move(users)), page, total},
        services.directories.get(transaction)};
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    auto const shown = [&listed](UserAndRoles const& row) {
        return userObject(row, *listed.directory);
    };
    return http::answerPage(http::ListStyle::meta_a, "", listed.page, request, shown);
}

struct Found {
    UserAndRoles row;
    SharedDirectory directory;
};

Response answerOf(std::string_view message, Found const& found) {
    return http::answer(message, userObject(found.row, *found.directory));
}

// bcrypt takes a quarter of a second, so it comes before the transaction. Empty without a password,
// and if the input is going to be refused.
std::string hashOf(Request const& request, int bcrypt_rounds) {
    auto const* password = request.input.if_contains("password");
    if (request.kept_rules == nullptr || password == nullptr || !password->is_string() ||
        text::isBlank(password->get_string()))
        return {};
    return digest::bcrypt(password->get_string(), bcrypt_rounds);
}

struct CreatedUser {
    std::string name;
    std::string username;
    std::string email;
    std::optional<std::int64_t> poly_id;
    std::string updated_at;
    std::string created_at;
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(CreatedUser, (), (name, username, email, poly_id, updated_at, created_at, id))
constexpr auto kCreatedKeys = shape::joined(shape::keysOf<CreatedUser>(), kRelationKeys);
constexpr http::Shape kCreated = shape::object(kCreatedKeys, "CreatedUser");

constexpr Endpoint kCreate{
    .work = Work::offload,
    .permission = auth::permission("users.write"),
    .input = kCreateUser,
    .summary = "Create a user",
    .outcome = gives::created(kCreated),
};

Response showCreated(Services const&, Request const&, Found const& found);

Result<Found> create(Services const& services, Request const& request, Database& database) {
    auto const hash = hashOf(request, services.settings.bcrypt_rounds);
    auto const work = [&](Transaction& transaction) -> Result<Found> {
        lockUsers(transaction);
        resource::Lookup lookup(transaction);
        auto const input = http::inputOf<UserInput>(request, kCreate, &lookup);
        if (!input)
            return input.error();
        Change const change{request.caller, request.moment.timestamp};
        auto row = createUser(transaction, *input, hash, change);
        if (!row)
            return row.error();
        return Found{std::move(*row), services.directories.get(transaction)};
    };
    return database.write<Found>(http::keeping<showCreated>(services, request, work));
}

Response showCreated(Services const&, Request const&, Found const& found) {
    auto const& user = found.row.user;
    CreatedUser const created{
        user.name,
        user.username,
        user.email,
        user.poly_id,
        user.updated_at.value(),
        user.created_at.value(),
        user.id,
    };
    auto object = withRelations(http::objectOf(created), found.row, *found.directory);
    return http::answer("User created successfully", std::move(object), 201);
}

constexpr Endpoint kUpdate{
    .work = Work::offload,
    .permission = auth::permission("users.write"),
    .input = kUpdateUser,
    .summary = "Change a user",
    .outcome = gives::one(kShownUser).refusing(kUnknownUser, kLastSuperadminKept),
};

Response showUpdated(Services const&, Request const&, Found const& found);

Result<Found> update(Services const& services, Request const& request, Database& database) {
    auto const hash = hashOf(request, services.settings.bcrypt_rounds);
    auto const work = [&](Transaction& transaction) -> Result<Found> {
        lockUsers(transaction);
        resource::Lookup lookup(transaction);
        auto const input = http::inputOf<UserInput>(request, kUpdate, &lookup, request.id);
        if (!input)
            return input.error();
        Change const change{request.caller, request.moment.timestamp};
        auto row = changeUser(transaction, request.id, *input, hash, change);
        if (!row)
            return row.error();
        return Found{std::move(*row), services.directories.get(transaction)};
    };
    return database.write<Found>(http::keeping<showUpdated>(services, request, work));
}

Response showUpdated(Services const&, Request const&, Found const& found) {
    return answerOf("User updated successfully", found);
}

constexpr Endpoint kDetail{
    .work = Work::quick_read,
    .permission = Permission::signed_in,
    .summary = "Show a user",
    .outcome = gives::one(kShownUser).silent().refusing(kUnknownUser),
};

Result<Found> detail(Services const& services, Request const& request, Transaction& transaction) {
    auto user = findUser(transaction, request.id, Which::active);
    if (!user)
        return kUnknownUser.error();
    return Found{withRoles(transaction, std::move(*user)), services.directories.get(transaction)};
}

Response showDetail(Services const&, Request const&, Found const& found) {
    return answerOf("", found);
}

constexpr Endpoint kRemove{
    .work = Work::write,
    .permission = auth::permission("users.write"),
    .summary = "Remove a user",
    .outcome = gives::message().refusing(kUnknownUser, kLastSuperadminStays),
};

Result<Response> remove(Services const&, Request const& request, Transaction& transaction) {
    lockUsers(transaction);
    Change const change{request.caller, request.moment.timestamp};
    if (auto const removed = trashUser(transaction, request.id, change); !removed)
        return removed.error();
    return http::answer("User deleted successfully");
}

constexpr Endpoint kRestore{
    .work = Work::write,
    .permission = auth::permission("users.write"),
    .summary = "Restore a removed user",
    .outcome = gives::one(kShownUser).refusing(kNotDeleted),
};

Result<Found> restore(Services const& services, Request const& request, Transaction& transaction) {
    lockUsers(transaction);
    Change const change{request.caller, request.moment.timestamp};
    auto row = bringBackUser(transaction, request.id, change);
    if (!row)
        return row.error();
    return Found{std::move(*row), services.directories.get(transaction)};
}

Response showRestored(Services const&, Request const&, Found const& found) {
    return answerOf("User restored successfully", found);
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/users", kList, run<list<Which::active>, showList>},
    {post, "/api/users", kCreate, run<create, showCreated>},
    {get, "/api/users/trashed", kListTrashed, run<list<Which::trashed>, showList>},
    {put, "/api/users/{id}", kUpdate, run<update, showUpdated>},
    {get, "/api/users/{id}", kDetail, run<detail, showDetail>},
    {del, "/api/users/{id}", kRemove, run<remove>},
    {post, "/api/users/{id}/restore", kRestore, run<restore, showRestored>},
};

}  // namespace

http::RouteTable<Services> userRoutes() {
    return kRoutes;
}

}  // namespace antrean::account
