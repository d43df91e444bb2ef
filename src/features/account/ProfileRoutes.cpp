#include "account/AccountRoutes.hpp"
#include "account/LoggedIn.hpp"
#include "account/Login.hpp"
#include "account/UserStore.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/AnswerKeeper.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"

#include <memory>
#include <utility>

namespace antrean::account {
namespace {

using db::Database;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Shape kPermissionName = shape::like("users.write");
constexpr http::Key kAllowedKeys[] = {
    {"permissions", shape::listOf(kPermissionName)},
    {"polies", shape::listOf(kIdAndName)},
};
constexpr auto kMeKeys = shape::joined(kLoggedInKeys, kAllowedKeys);
constexpr http::Shape kMe = shape::object(kMeKeys, "Me");

constexpr Endpoint kShow{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "Show the caller: roles, permissions, and the polies to work for",
    .outcome =
        gives::one(kMe).noting("A user without a poly, and a Superadmin, works for all polies."),
};

struct Me {
    User user;
    std::vector<HeldRole> roles;
    std::shared_ptr<clinic::Directory const> directory;
};

Result<Me> show(Services const& services, Request const& request, Transaction& transaction) {
    auto const id = request.caller.user_id;
    auto user = findUser(transaction, id, Which::active);
    if (!user)
        return Error::unauthenticated();
    return Me{
        std::move(*user), listRoles(transaction, id, id), services.directories.get(transaction)};
}

boost::json::array permissionsOf(http::Caller const& caller) {
    boost::json::array permissions;
    for (auto const name : auth::kPermissionNames)
        if (caller.may(auth::permissionOf(name).value()))
            permissions.push_back(boost::json::value(name));
    return permissions;
}

boost::json::array poliesOf(Me const& me, bool is_superadmin) {
    boost::json::array polies;
    for (auto const& [id, name] : me.directory->polyNames())
        if (is_superadmin || !me.user.poly_id || *me.user.poly_id == id)
            polies.push_back(http::objectOf(IdAndName{id, name}));
    return polies;
}

Response showMe(Services const&, Request const& request, Me const& me) {
    auto object = loggedInObject(me.user, me.roles, *me.directory);
    object["permissions"] = permissionsOf(request.caller);
    object["polies"] = poliesOf(me, request.caller.is_superadmin);
    return http::answer("User retrieved successfully", std::move(object));
}

struct PasswordInput {
    std::string current_password;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordInput, (), (current_password, password))
constexpr is::Field kPasswordRules[] = {
    is::field("current_password", is::required, is::text, is::max(1000)),
    kNewPassword,
};
static_assert(is::describes<PasswordInput>(kPasswordRules));

constexpr Endpoint kChangePassword{
    .work = Work::offload,
    .permission = Permission::signed_in,
    .input = kPasswordRules,
    .summary = "Change the caller's password; ends the caller's other sessions and tokens",
    .outcome = gives::message().refusing(kThrottled),
};

Error wrongPassword() {
    return Error::invalid({{"current_password", {"The password is incorrect."}}});
}

struct Changed {};

Response showChanged(Services const&, Request const&, Changed const&) {
    return http::answer("Password changed successfully");
}

Result<Changed> changePassword(
    Services const& services, Request const& request, Database& database
) {
    auto const input = http::inputOf<PasswordInput>(request, kChangePassword);
    if (!input)
        return input.error();
    auto const found = database.read<NamedCredentials>(
        [&request](Transaction& transaction) -> Result<NamedCredentials> {
            auto named = findCredentialsById(transaction, request.caller.user_id);
            if (!named)
                return Error::unauthenticated();
            return std::move(*named);
        }
    );
    if (!found)
        return found.error();
    if (auto const allowed = mayTry(services, found->username, request); !allowed)
        return allowed.error();
    auto const& current = input->current_password;
    if (!isPassword(services, database, found->username, current, found->password, request)) {
        log::warning(
            "change of the password refused: wrong password of user {}, from {}, request {}",
            found->id,
            request.client_address,
            request.request_id
        );
        return wrongPassword();
    }
    auto const hash = digest::bcrypt(input->password, services.settings.bcrypt_rounds);
    Credentials const compared{found->id, found->password};
    auto const work = [&](Transaction& transaction) -> Result<Changed> {
        if (!stillHas(transaction, compared))
            return wrongPassword();
        updatePassword(transaction, compared.id, hash, request.moment.timestamp);
        auth::endTokensExcept(transaction, compared.id, request.caller.token_id);
        return Changed{};
    };
    return database.write<Changed>(http::keeping<showChanged>(services, request, work));
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/auth/me", kShow, run<show, showMe>},
    {put, "/api/auth/password", kChangePassword, run<changePassword, showChanged>},
};

}  // namespace

http::RouteTable<Services> profileRoutes() {
    return kRoutes;
}

}  // namespace antrean::account
