#include "realtime/AuthRoutes.hpp"

#include "base/Digest.hpp"
#include "realtime/ChannelName.hpp"
#include "realtime/Signature.hpp"
#include "realtime/SocketId.hpp"
#include "validation/Bind.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace antrean::realtime {
namespace {

namespace is = validation;
namespace json = boost::json;
using http::Request;
using http::Response;

struct Subscribing {
    std::string socket_id;
    std::string channel_name;
};
BOOST_DESCRIBE_STRUCT(Subscribing, (), (socket_id, channel_name))
constexpr is::Field kSubscribing[] = {
    is::field("socket_id", is::required, is::text),
    is::field("channel_name", is::required, is::text),
};
static_assert(is::describes<Subscribing>(kSubscribing));

struct SigningIn {
    std::string socket_id;
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (socket_id))
constexpr is::Field kSigningIn[] = {is::field("socket_id", is::required, is::text)};
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

Result<Response> subscribing(App const& app, Request const& request) {
    auto const input = is::bind<Subscribing>(request.input, kSubscribing);
    if (!input)
        return input.error();
    auto const& channel = input->channel_name;
    if (!SocketId::parse(input->socket_id) || !mayJoin(request.caller, channel))
        return Error::forbidden();
    auto const kind = kindOf(channel);
    std::string channel_data;
    if (kind.is_presence)
        channel_data = json::serialize(json::object{
            {"user_id", request.caller.user_id}, {"user_info", userInfo(request.caller)}});
    json::object body{{"auth", channelAuth(app, input->socket_id, channel, channel_data)}};
    if (kind.is_presence)
        body["channel_data"] = channel_data;
    if (kind.is_encrypted && !app.encryption_master_key.empty())
        body["shared_secret"] = digest::sha256Base64(channel + app.encryption_master_key);
    Response response;
    response.body = std::move(body);
    return response;
}

Result<Response> signingIn(App const& app, Request const& request) {
    auto const input = is::bind<SigningIn>(request.input, kSigningIn);
    if (!input)
        return input.error();
    if (!SocketId::parse(input->socket_id))
        return Error::forbidden();
    auto const user_data = json::serialize(json::object{
        {"id", std::to_string(request.caller.user_id)}, {"user_info", userInfo(request.caller)}});
    Response response;
    response.body = {
        {"auth", userAuth(app, input->socket_id, user_data)}, {"user_data", user_data}};
    return response;
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
constexpr http::Refusal kRefusals[] = {{ErrorKind::forbidden, "This action is unauthorized."}};
constexpr http::Outcome kSubscribed = gives::body(kSubscription).refusing(kRefusals);
constexpr http::Outcome kSignedIn = gives::body(kSignIn).refusing(kRefusals);

}  // namespace

void addAuthRoutes(http::Routes& routes, App const& app) {
    using http::Method;
    using http::Permission;
    using http::Work;
    auto const handler = [&app](auto function) {
        return http::PlainHandler([&app, function](Request const& request) {
            return function(app, request);
        });
    };
    auto const anybody = Permission::signed_in;
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::post, "/broadcasting/auth", Work::none, anybody, kSubscribing,
         "Sign a subscription to a private or presence channel", handler(subscribing),
         kSubscribed},
        {Method::post, "/broadcasting/user-auth", Work::none, anybody, kSigningIn,
         "Sign the caller in to his realtime connection", handler(signingIn), kSignedIn},
        // For clients that put the API's prefix before every path.
        {Method::post, "/api/broadcasting/auth", Work::none, anybody, kSubscribing,
         "Sign a subscription to a private or presence channel", handler(subscribing),
         kSubscribed.aliasOf("/broadcasting/auth")},
        {Method::post, "/api/broadcasting/user-auth", Work::none, anybody, kSigningIn,
         "Sign the caller in to his realtime connection", handler(signingIn),
         kSignedIn.aliasOf("/broadcasting/user-auth")},
    });
    // clang-format on
}

}  // namespace antrean::realtime
