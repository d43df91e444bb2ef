// A client's message in protocol 7.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

struct ClientMessage {
    std::string event;
    std::string channel;      // of a client event; otherwise empty
    boost::json::value data;  // as it was sent

    // `data` if it is an object or the JSON text of an object; otherwise an empty object.
    boost::json::object dataObject() const;
};

// Empty if it is not a JSON object with an event.
std::optional<ClientMessage> readClientMessage(std::string_view text);

// A value that is a text; empty if it is missing or of another type.
std::string_view textIn(boost::json::object const& object, std::string_view name);

}  // namespace antrean::realtime
