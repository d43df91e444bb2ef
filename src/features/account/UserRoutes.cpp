#include "account/AccountRoutes.hpp"
#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/Paginator.hpp"
#include "resource/Rows.hpp"

namespace antrean::account {
namespace {

using db::Database;
using db::Transaction;
using http::Request;
using http::Response;

namespace gives = http::gives;

constexpr http::Refusal kUnknown[] = {{ErrorKind::not_found, "User not found"}};
constexpr http::Refusal kUpdateRefusals[] = {
    kUnknown[0],
    {ErrorKind::refused, "The last Superadmin cannot lose the role."},
};
constexpr http::Refusal kRemoveRefusals[] = {
    kUnknown[0],
    {ErrorKind::refused, "The last Superadmin cannot be deleted."},
};
constexpr http::Refusal kRestoreRefusals[] = {
    {ErrorKind::not_found, "User not found or not deleted"},
};
constexpr http::Outcome kPage = gives::list(kShownUser, http::ListStyle::meta_a)
                                    .silent()
                                    .searching("name, user name and e-mail");

// bcrypt takes a quarter of a second, so it runs before the transaction. A password that the rules
// will refuse is not hashed; neither is a blank one, which means "unchanged" in an update.
std::string hashOf(Request const& request, int bcrypt_rounds) {
    auto const* password = request.input.if_contains("password");
    if (password == nullptr || !password->is_string() || password->get_string().size() < 6 ||
        text::isBlank(password->get_string()))
        return {};
    return digest::bcrypt(password->get_string(), bcrypt_rounds);
}

Result<Response> list(
    UserService const& users, Which which, Request const& request, Transaction& transaction
) {
    auto const page = http::readPage(request.input);
    auto const pattern = resource::pattern(resource::searched(request.input));
    auto const total = countUsers(transaction, which, pattern);
    auto const rows = listUsers(transaction, which, pattern, page.size, page.offset());
    return http::answerList(
        http::ListStyle::meta_a, "", users.shown(rows, transaction), page, total, request.url()
    );
}

Result<Response> detail(
    UserService const& users, Request const& request, Transaction& transaction
) {
    auto const user = findUser(transaction, request.id, Which::active);
    if (!user)
        return Error::notFound("User not found");
    return http::answer("", users.shown(*user, transaction));
}

Result<Response> remove(
    UserService const& users, Request const& request, Transaction& transaction
) {
    if (auto const removed = users.remove(request, transaction); !removed)
        return removed.error();
    return http::answer("User deleted successfully");
}

Result<Response> restore(
    UserService const& users, Request const& request, Transaction& transaction
) {
    auto user = users.restore(request, transaction);
    if (!user)
        return user.error();
    return http::answer("User restored successfully", std::move(*user));
}

Result<Response> create(Services const& services, Request const& request, Database& database) {
    auto const hash = hashOf(request, services.settings.bcrypt_rounds);
    return database.write<Response>([&](Transaction& transaction) -> Result<Response> {
        auto user = services.users.create(request, hash, transaction);
        if (!user)
            return user.error();
        return http::answer("User created successfully", std::move(*user), 201);
    });
}

Result<Response> update(Services const& services, Request const& request, Database& database) {
    auto const hash = hashOf(request, services.settings.bcrypt_rounds);
    return database.write<Response>([&](Transaction& transaction) -> Result<Response> {
        auto user = services.users.update(request, hash, transaction);
        if (!user)
            return user.error();
        return http::answer("User updated successfully", std::move(*user));
    });
}

// A function above as a handler; the services must outlive the routes.
template <class Function>
http::Handler inTransaction(UserService const& users, Function function) {
    return [&users, function](Request const& request, Transaction& transaction) {
        return function(users, request, transaction);
    };
}

template <class Function>
http::OffloadHandler onWorker(Services const& services, Function function) {
    return [services, function](Request const& request, Database& database) {
        return function(services, request, database);
    };
}

http::Handler listing(UserService const& users, Which which) {
    return [&users, which](Request const& request, Transaction& transaction) {
        return list(users, which, request, transaction);
    };
}

}  // namespace

void addUserRoutes(http::Routes& routes, Services const& services) {
    using http::Method;
    using http::Work;
    auto const read = http::Permission::signed_in;
    auto const write = http::Permission::users_write;
    auto const& users = services.users;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::get, "/api/users", Work::read, read, {}, "List users by page",
         listing(users, Which::active), kPage},
        {Method::post, "/api/users", Work::offload, write, kCreateUser, "Create a user",
         onWorker(services, create), gives::created(kCreatedUser)},
        {Method::get, "/api/users/trashed", Work::read, read, {}, "List removed users by page",
         listing(users, Which::trashed), kPage},
        {Method::put, "/api/users/{id}", Work::offload, write, kUpdateUser, "Change a user",
         onWorker(services, update), gives::one(kShownUser).refusing(kUpdateRefusals)},
        {Method::get, "/api/users/{id}", Work::quick_read, read, {}, "Show a user",
         inTransaction(users, detail), gives::one(kShownUser).silent().refusing(kUnknown)},
        {Method::del, "/api/users/{id}", Work::write, write, {}, "Remove a user",
         inTransaction(users, remove), gives::message().refusing(kRemoveRefusals)},
        {Method::post, "/api/users/{id}/restore", Work::write, write, {},
         "Bring back a removed user", inTransaction(users, restore),
         gives::one(kShownUser).refusing(kRestoreRefusals)},
    });
    // clang-format on
}

}  // namespace antrean::account
