#include "realtime/ClientMessage.hpp"

#include <boost/json.hpp>

#include <utility>

namespace antrean::realtime {
namespace json = boost::json;

std::string_view textIn(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    auto const* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

json::object ClientMessage::dataObject() const {
    if (auto const* object = data.if_object())
        return *object;
    if (auto const* text = data.if_string()) {
        boost::system::error_code failure;
        auto value = json::parse(*text, failure);
        if (!failure && value.is_object())
            return std::move(value.get_object());
    }
    return {};
}

std::optional<ClientMessage> readClientMessage(std::string_view text) {
    boost::system::error_code failure;
    auto value = json::parse(text, failure);
    auto* const object = failure ? nullptr : value.if_object();
    if (object == nullptr || textIn(*object, "event").empty())
        return std::nullopt;
    ClientMessage message;
    message.event = textIn(*object, "event");
    message.channel = textIn(*object, "channel");
    if (auto* const data = object->if_contains("data"))
        message.data = std::move(*data);
    return message;
}

}  // namespace antrean::realtime
