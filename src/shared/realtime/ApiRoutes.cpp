#include "realtime/ApiRoutes.hpp"

#include "base/Log.hpp"
#include "realtime/ApiInput.hpp"
#include "realtime/ChannelName.hpp"
#include "realtime/Signature.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;
using http::Request;
using http::Response;

// Errors are plain texts, as those of hosted Pusher.
Response plain(int status, std::string text) {
    Response response;
    response.status = status;
    response.text = std::move(text);
    response.content_type = "text/plain; charset=utf-8";
    return response;
}

Response answer(json::object body, int status = 200) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

// A parameter that is a list is joined: "a,b".
std::string queryText(Request const& request, std::string_view name) {
    auto const* value = request.input.if_contains(name);
    if (value == nullptr || !value->is_array())
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
    std::string list;
    for (auto const& element : value->get_array())
        if (element.is_string())
            list.append(list.empty() ? "" : ",").append(element.get_string());
    return list;
}

json::object described(
    Hub const& hub,
    std::string_view channel,
    std::optional<ChannelFigures> const& figures,
    InfoWanted const& wanted
) {
    json::object object;
    auto const known = figures.value_or(ChannelFigures{});
    if (wanted.user_count && kindOf(channel).is_presence)
        object["user_count"] = known.users.value_or(0);
    if (wanted.subscription_count)
        object["subscription_count"] = known.subscriptions;
    if (auto const event = wanted.cache ? hub.cached(channel) : std::nullopt) {
        json::object cache{{"data", event->data}};
        if (event->ttl)
            cache["ttl"] = event->ttl->count();
        object["cache"] = std::move(cache);
    }
    return object;
}

// The refusal of publications that have errors, or nothing.
std::optional<Response> refused(Hub const& hub, ReadPublications const& read) {
    if (!read.is_json)
        return plain(400, "Bad request.");
    if (!read.errors.empty())
        return answer(read.errors, 422);
    for (auto const& publication : read.publications)
        if (publication.data.size() > hub.app().event_bytes_max)
            return plain(413, "Payload too large.");
    return std::nullopt;
}

// Returns the `info` that was asked for, by channel.
json::object publish(Hub& hub, Publication const& publication) {
    json::object channels;
    for (auto const& channel : publication.channels) {
        hub.publish(channel, {publication.name, publication.data, publication.except, false});
        if (publication.info.any())
            channels[channel] = described(hub, channel, hub.figures(channel), publication.info);
    }
    return channels;
}

Response events(Hub& hub, Request const& request) {
    auto const read = readEvent(request.raw_body);
    if (auto response = refused(hub, read))
        return std::move(*response);
    auto channels = publish(hub, read.publications.front());
    return answer(channels.empty() ? json::object() : json::object{{"channels", channels}});
}

Response batchEvents(Hub& hub, Request const& request) {
    auto const read = readBatch(request.raw_body);
    if (auto response = refused(hub, read))
        return std::move(*response);
    json::array batch;
    bool is_asked = false;
    for (auto const& publication : read.publications) {
        auto const channels = publish(hub, publication);
        is_asked = is_asked || publication.info.any();
        batch.push_back(channels.empty() ? json::value(json::object()) : channels.begin()->value());
    }
    return answer(is_asked ? json::object{{"batch", std::move(batch)}} : json::object());
}

Response channels(Hub& hub, Request const& request) {
    auto const wanted = infoWanted(queryText(request, "info"));
    json::object list;
    for (auto const& [name, figures] : hub.listChannels(queryText(request, "filter_by_prefix")))
        list[name] = described(hub, name, figures, wanted);
    return answer({{"channels", std::move(list)}});
}

Response channel(Hub& hub, Request const& request) {
    auto const figures = hub.figures(request.parameter);
    json::object object{{"occupied", figures.has_value()}};
    auto const wanted = infoWanted(queryText(request, "info"));
    for (auto& entry : described(hub, request.parameter, figures, wanted))
        object[entry.key()] = entry.value();
    return answer(std::move(object));
}

Response users(Hub& hub, Request const& request) {
    if (!kindOf(request.parameter).is_presence)
        return plain(400, "Bad request.");
    json::array list;
    for (auto const& user_id : hub.listUsers(request.parameter))
        list.push_back(json::object{{"id", user_id}});
    return answer({{"users", std::move(list)}});
}

Response connections(Hub& hub, Request const&) {
    return answer({{"connections", hub.connections()}});
}

Response terminate(Hub& hub, Request const& request) {
    hub.terminate(request.parameter);
    return answer({});
}

std::string const& appIdOf(Request const& request) {
    return request.owner.empty() ? request.parameter : request.owner;
}

// The refusal of a call that is not signed with the secret of its app, or nothing. `why` is one of
// the checks in Signature.hpp.
std::optional<Response> refusedBy(
    decltype(whyNotSigned) why, Services const& services, Request const& request
) {
    auto const& app_id = appIdOf(request);
    auto const* const hub = services.realtime.find(app_id);
    if (hub == nullptr)
        return plain(404, "No matching application for ID [" + app_id + "].");
    SignedCall const signed_call{
        name(request.method),
        request.path,
        request.raw_path,
        request.raw_query,
        request.raw_body,
    };
    auto const reason = why(hub->app(), signed_call, request.moment.instant);
    if (!reason)
        return std::nullopt;
    log::warning("a call of the realtime app {} is refused: {}", hub->app().id, *reason);
    return plain(401, "Authentication signature invalid. " + *reason);
}

std::optional<Response> unlessHeadIsSigned(Services const& services, Request const& request) {
    return refusedBy(whyHeadNotSigned, services, request);
}

// Runs a call that is signed with the secret of its app.
template <Response (*call)(Hub&, Request const&)>
Result<Response> signedOnly(Services const& services, Request const& request) {
    if (auto refusal = refusedBy(whyNotSigned, services, request))
        return *std::move(refusal);
    return call(*services.realtime.find(appIdOf(request)), request);
}

namespace gives = http::gives;
namespace shape = http::shape;
using http::Key;
using http::Shape;

constexpr Key kCacheKeys[] = {{"data", shape::text}, shape::maybe("ttl", shape::integer)};
constexpr Shape kCache = shape::object(kCacheKeys);
constexpr Key kInfoKeys[] = {
    shape::maybe("user_count", shape::integer),
    shape::maybe("subscription_count", shape::integer),
    shape::maybe("cache", kCache),
};
constexpr Shape kInfo = shape::object(kInfoKeys, "ChannelInfo");
constexpr Shape kInfos = shape::listOf(kInfo);
constexpr Shape kInfoByChannel = shape::open(std::span<Key const>(), kInfo);
constexpr Key kPublishedKeys[] = {shape::maybe("channels", kInfoByChannel)};
constexpr Shape kPublished = shape::object(kPublishedKeys);
constexpr Key kBatchKeys[] = {shape::maybe("batch", kInfos)};
constexpr Shape kBatch = shape::object(kBatchKeys);
constexpr Key kChannelsKeys[] = {{"channels", kInfoByChannel}};
constexpr Shape kChannels = shape::object(kChannelsKeys);
constexpr Key kOccupiedKeys[] = {{"occupied", shape::boolean}};
constexpr auto kChannelKeys = shape::joined(kOccupiedKeys, kInfoKeys);
constexpr Shape kChannel = shape::object(kChannelKeys, "Channel");
constexpr Shape kUserId = shape::either(shape::integer, shape::text);
constexpr Key kUserKeys[] = {{"id", kUserId}};
constexpr Shape kUser = shape::object(kUserKeys);
constexpr Shape kUserList = shape::listOf(kUser);
constexpr Key kUsersKeys[] = {{"users", kUserList}};
constexpr Shape kUsers = shape::object(kUsersKeys);
constexpr Key kConnectionsKeys[] = {{"connections", shape::integer}};
constexpr Shape kConnections = shape::object(kConnectionsKeys);
constexpr Shape kNothing = shape::object(std::span<Key const>());

// Ten events of a batch, of 100 KiB each, with their characters escaped; or fewer and larger ones.
constexpr std::size_t kPublishBytesMax = std::size_t{8} * 1024 * 1024;

// The signature authorizes the call; permissions are for users.
constexpr http::Endpoint signedFor(
    std::string_view summary, Shape const& body, std::size_t body_bytes_max = 0
) {
    return {
        .work = http::Work::none,
        .permission = http::Permission::anyone,
        .summary = summary,
        .outcome = gives::body(body).signedIn("auth_signature").refusingPlainly(),
        .body_bytes_max = body_bytes_max,
        .has_no_rate_limit = true,
    };
}

constexpr auto kEvents = signedFor("Publish an event to channels", kPublished, kPublishBytesMax);
constexpr auto kBatchEvents = signedFor("Publish several events", kBatch, kPublishBytesMax);
constexpr auto kListChannels = signedFor("List the occupied channels", kChannels);
constexpr auto kShowChannel = signedFor("Show a channel", kChannel);
constexpr auto kListUsers = signedFor("List the users in a presence channel", kUsers);
constexpr auto kCount = signedFor("Count the connections", kConnections);
constexpr auto kTerminate = signedFor("Close all connections of a user", kNothing);
constexpr std::string_view kTerminatePath = "/apps/{id}/users/{user}/terminate_connections";

using enum http::Method;
using http::run;

constexpr http::RouteOf<Services> kRoutes[] = {
    {post, "/apps/{id}/events", kEvents, run<signedOnly<events>>, unlessHeadIsSigned},
    {post,
     "/apps/{id}/batch_events",
     kBatchEvents,
     run<signedOnly<batchEvents>>,
     unlessHeadIsSigned},
    {get, "/apps/{id}/channels", kListChannels, run<signedOnly<channels>>},
    {get, "/apps/{id}/channels/{channel}", kShowChannel, run<signedOnly<channel>>},
    {get, "/apps/{id}/channels/{channel}/users", kListUsers, run<signedOnly<users>>},
    {get, "/apps/{id}/connections", kCount, run<signedOnly<connections>>},
    {post, kTerminatePath, kTerminate, run<signedOnly<terminate>>},
};

}  // namespace

http::RouteTable<Services> apiRoutes() {
    return kRoutes;
}

}  // namespace antrean::realtime
