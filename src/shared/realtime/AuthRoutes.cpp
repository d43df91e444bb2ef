#include "realtime/AuthRoutes.hpp"

#include "base/Digest.hpp"
#include "http/InputOf.hpp"
#include "realtime/ChannelName.hpp"
#include "realtime/Signature.hpp"
#include "realtime/SocketId.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace antrean::realtime {
namespace {

namespace is = validation;
namespace json = boost::json;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

struct Subscribing {
    std::string socket_id;
    std::string channel_name;
};
BOOST_DESCRIBE_STRUCT(Subscribing, (), (socket_id, channel_name))
constexpr is::Field kSubscribing[] = {
    is::field("socket_id", is::required, is::text, is::max(100)),
    is::field("channel_name", is::required, is::text, is::max(255)),
};
static_assert(is::describes<Subscribing>(kSubscribing));

struct SigningIn {
    std::string socket_id;
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (socket_id))
constexpr is::Field kSigningIn[] = {is::field("socket_id", is::required, is::text, is::max(100))};
static_assert(is::describes<SigningIn>(kSigningIn));

// Channels with such a name, as Laravel gives them, are only for the user with the id that follows,
// whatever their kind.
constexpr std::string_view kUserNames[] = {"App.Models.User.", "user."};

std::string_view withoutKind(std::string_view channel) {
    for (std::string_view const kind : {"private-", "presence-", "encrypted-", "cache-"})
        if (channel.starts_with(kind))
            channel.remove_prefix(kind.size());
    return channel;
}

bool mayJoin(http::Caller const& caller, std::string_view channel) {
    auto const bare_name = withoutKind(channel);
    for (auto const name : kUserNames)
        if (bare_name.starts_with(name) &&
            bare_name.substr(name.size()) != std::to_string(caller.user_id))
            return false;
    return kindOf(channel).needs_auth && isChannelName(channel);
}

json::object userInfo(http::Caller const& caller) {
    return {{"id", caller.user_id}, {"name", caller.user_name}};
}

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kSubscriptionKeys[] = {
    {"auth", shape::text},
    shape::maybe("channel_data", shape::text),
    shape::maybe("shared_secret", shape::text),
};
constexpr http::Shape kSubscription = shape::object(kSubscriptionKeys, "ChannelAuth");
constexpr http::Key kSignInKeys[] = {{"auth", shape::text}, {"user_data", shape::text}};
constexpr http::Shape kSignIn = shape::object(kSignInKeys, "UserAuth");
constexpr http::Refusal kForbidden{ErrorKind::forbidden, "This action is unauthorized."};

constexpr Endpoint kSubscribe{
    .work = Work::none,
    .permission = Permission::signed_in,
    .input = kSubscribing,
    .summary = "Sign a subscription to a private or presence channel",
    .outcome = gives::body(kSubscription).refusing(kForbidden),
};

Result<Response> subscribing(Services const& services, Request const& request) {
    auto const& app = services.realtime.firstApp();
    auto const input = http::inputOf<Subscribing>(request, kSubscribe);
    if (!input)
        return input.error();
    auto const& channel = input->channel_name;
    auto const socket_id = SocketId::parse(input->socket_id);
    if (!socket_id || !mayJoin(request.caller, channel))
        return kForbidden.error();
    auto const kind = kindOf(channel);
    std::string channel_data;
    if (kind.is_presence)
        channel_data = json::serialize(json::object{
            {"user_id", request.caller.user_id}, {"user_info", userInfo(request.caller)}});
    services.realtime.authorize(*socket_id, request.caller.token_id);
    json::object body{{"auth", channelAuth(app, input->socket_id, channel, channel_data)}};
    if (kind.is_presence)
        body["channel_data"] = channel_data;
    if (kind.is_encrypted && !app.encryption_master_key.empty())
        body["shared_secret"] = digest::sha256Base64(channel + app.encryption_master_key);
    Response response;
    response.body = std::move(body);
    return response;
}

constexpr Endpoint kSignInUser{
    .work = Work::none,
    .permission = Permission::signed_in,
    .input = kSigningIn,
    .summary = "Sign the caller in on a realtime connection",
    .outcome = gives::body(kSignIn).refusing(kForbidden),
};

Result<Response> signingIn(Services const& services, Request const& request) {
    auto const& app = services.realtime.firstApp();
    auto const input = http::inputOf<SigningIn>(request, kSignInUser);
    if (!input)
        return input.error();
    auto const socket_id = SocketId::parse(input->socket_id);
    if (!socket_id)
        return kForbidden.error();
    services.realtime.authorize(*socket_id, request.caller.token_id);
    auto const user_data = json::serialize(json::object{
        {"id", std::to_string(request.caller.user_id)}, {"user_info", userInfo(request.caller)}});
    Response response;
    response.body = {
        {"auth", userAuth(app, input->socket_id, user_data)}, {"user_data", user_data}};
    return response;
}

using enum http::Method;

constexpr auto kOtherSubscribe = kSubscribe.aliasOf("/broadcasting/auth");
constexpr auto kOtherSignIn = kSignInUser.aliasOf("/broadcasting/user-auth");

constexpr http::RouteOf<Services> kRoutes[] = {
    {post, "/broadcasting/auth", kSubscribe, run<subscribing>},
    {post, "/broadcasting/user-auth", kSignInUser, run<signingIn>},
    // Where clients look that take the API's prefix for everything.
    {post, "/api/broadcasting/auth", kOtherSubscribe, run<subscribing>},
    {post, "/api/broadcasting/user-auth", kOtherSignIn, run<signingIn>},
};

}  // namespace

http::RouteTable<Services> authRoutes() {
    return kRoutes;
}

}  // namespace antrean::realtime
