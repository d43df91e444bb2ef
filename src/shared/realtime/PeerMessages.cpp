#include "realtime/PeerMessages.hpp"

#include "realtime/ClientMessage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

json::object subscriptionsObject(Subscriptions const& subscriptions) {
    json::object object;
    for (auto const& [channel, count] : subscriptions)
        object[channel] = count;
    return object;
}

std::size_t countOf(json::value const& value) {
    auto const* count = value.if_int64();
    return count == nullptr ? 0 : static_cast<std::size_t>(std::max<std::int64_t>(*count, 0));
}

template <class Each>
void forEach(json::object const& message, std::string_view name, Each const& each) {
    auto const* value = message.if_contains(name);
    if (auto const* array = value == nullptr ? nullptr : value->if_array())
        for (auto const& element : *array)
            each(element);
}

std::vector<Member> readMembers(json::value const& list) {
    std::vector<Member> members;
    auto const* array = list.if_array();
    if (array == nullptr)
        return members;
    for (auto const& element : *array)
        if (auto const* text = element.if_string())
            if (auto member = readMember(*text))
                members.push_back(std::move(*member));
    return members;
}

}  // namespace

json::object eventMessage(std::string_view channel, Event const& event) {
    json::object message{
        {"do", "publish"}, {"channel", channel}, {"event", event.name}, {"data", event.data}};
    if (event.except)
        message["except"] = event.except->text();
    return message;
}

json::object clientEventMessage(
    std::string_view channel, ClientEvent const& event, SocketId const& from
) {
    return {
        {"do", "client"},
        {"channel", channel},
        {"event", event.name},
        {"data", event.data},
        {"user_id", event.user_id},
        {"from", from.text()},
    };
}

json::object joinedMessage(std::string_view channel, Member const& member) {
    return {{"do", "came"}, {"channel", channel}, {"member", member.channel_data}};
}

json::object leftMessage(std::string_view channel, std::string_view user_id) {
    return {{"do", "went"}, {"channel", channel}, {"user", user_id}};
}

json::object onlineMessage(std::string_view user_id) {
    return {{"do", "online"}, {"user", user_id}};
}

json::object offlineMessage(std::string_view user_id) {
    return {{"do", "offline"}, {"user", user_id}};
}

json::object terminateMessage(std::string_view user_id) {
    return {{"do", "terminate"}, {"user", user_id}};
}

json::object authorizedMessage(SocketId const& id, std::int64_t token_id) {
    return {{"do", "authorized"}, {"socket", id.text()}, {"token", token_id}};
}

json::object missMessage(std::string_view channel) {
    return {{"do", "missed"}, {"channel", channel}};
}

json::object countsMessage(std::size_t connections, Subscriptions const& subscriptions) {
    json::object message{{"do", "counts"}, {"connections", connections}};
    if (!subscriptions.empty())
        message["subscriptions"] = subscriptionsObject(subscriptions);
    return message;
}

json::object stateMessage(PeerState const& state) {
    json::object members;
    for (auto const& [channel, list] : state.members) {
        json::array texts;
        for (auto const& member : list)
            texts.push_back(json::string(member.channel_data));
        members[channel] = std::move(texts);
    }
    json::array kept;
    for (auto const& event : state.cached)
        kept.push_back(json::object{
            {"channel", event.channel},
            {"event", event.name},
            {"data", event.data},
            {"ttl", event.ttl.count()}});
    json::array online;
    for (auto const& user_id : state.online)
        online.push_back(json::string(user_id));
    return {
        {"do", "whole"},
        {"connections", state.connections},
        {"subscriptions", subscriptionsObject(state.subscriptions)},
        {"members", std::move(members)},
        {"online", std::move(online)},
        {"kept", std::move(kept)}};
}

Subscriptions readSubscriptions(json::object const& message) {
    Subscriptions subscriptions;
    auto const* value = message.if_contains("subscriptions");
    if (auto const* object = value == nullptr ? nullptr : value->if_object())
        for (auto const& entry : *object)
            subscriptions[std::string(entry.key())] = countOf(entry.value());
    return subscriptions;
}

std::size_t readConnections(json::object const& message) {
    auto const* value = message.if_contains("connections");
    return value == nullptr ? 0 : countOf(*value);
}

PeerState readState(json::object const& message) {
    PeerState state;
    state.connections = readConnections(message);
    state.subscriptions = readSubscriptions(message);
    auto const* members = message.if_contains("members");
    if (auto const* object = members == nullptr ? nullptr : members->if_object())
        for (auto const& entry : *object)
            state.members[std::string(entry.key())] = readMembers(entry.value());
    forEach(message, "online", [&state](json::value const& value) {
        if (auto const* text = value.if_string())
            state.online.insert(std::string(*text));
    });
    forEach(message, "kept", [&state](json::value const& value) {
        auto const* object = value.if_object();
        auto const* ttl = object == nullptr ? nullptr : object->if_contains("ttl");
        if (ttl != nullptr)
            state.cached.push_back(
                {std::string(textIn(*object, "channel")),
                 std::string(textIn(*object, "event")),
                 std::string(textIn(*object, "data")),
                 std::chrono::seconds(countOf(*ttl))}
            );
    });
    return state;
}

}  // namespace antrean::realtime
