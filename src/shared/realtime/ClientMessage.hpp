// What a client says in protocol 7.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace antrean::realtime {

struct ClientMessage {
    std::string event;
    std::string channel;      // of a client event; else empty
    boost::json::value data;  // as it was sent

    // `data` as an object, also where it is a JSON text of one; empty when it is neither.
    boost::json::object dataObject() const;
};

// Empty when it is no JSON object with an event.
std::optional<ClientMessage> readClientMessage(std::string_view text);

// A member that is a text; empty when it is missing or anything else.
std::string_view textIn(boost::json::object const& object, std::string_view name);

}  // namespace antrean::realtime
