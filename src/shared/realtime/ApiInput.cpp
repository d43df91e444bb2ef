#include "realtime/ApiInput.hpp"

#include "base/Text.hpp"
#include "realtime/ChannelName.hpp"

#include <boost/json.hpp>

#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

// Reads the object of one event, and collects its errors.
class EventReader {
public:
    EventReader(json::object const& object, std::string prefix, json::object& errors)
        : object_(object), prefix_(std::move(prefix)), errors_(errors) {}

    Publication read(bool takes_several_channels) {
        Publication publication;
        publication.name = text("name", true);
        if (!publication.name.empty() && !isEventName(publication.name))
            note("name", "The name field must not be greater than 200 characters.");
        publication.data = text("data", true);
        if (takes_several_channels && object_.contains("channels"))
            readChannels(publication.channels);
        else
            addChannel(publication.channels, "channel", text("channel", true));
        auto const socket_id = text("socket_id", false);
        publication.except = SocketId::parse(socket_id);
        if (!socket_id.empty() && !publication.except)
            note("socket_id", "The socket_id field format is invalid.");
        publication.info = infoWanted(text("info", false));
        return publication;
    }

private:
    void note(std::string const& field, std::string const& message) {
        errors_[prefix_ + field] = json::array{json::string(message)};
    }

    std::string text(std::string const& field, bool is_required) {
        auto const* value = object_.if_contains(field);
        bool const is_blank = value != nullptr && field != "data" && value->is_string() &&
                              text::trim(value->get_string()).empty();
        if (value == nullptr || value->is_null() || is_blank) {
            if (is_required)
                note(field, "The " + field + " field is required.");
            return {};
        }
        if (!value->is_string()) {
            note(field, "The " + field + " field must be a string.");
            return {};
        }
        return std::string(value->get_string());
    }

    void readChannels(std::vector<std::string>& channels) {
        auto const* list = object_.at("channels").if_array();
        if (list == nullptr || list->empty())
            return note("channels", "The channels field must be an array.");
        if (list->size() > kChannelsOfEventMax)
            return note("channels", "The channels field must not have more than 100 items.");
        for (auto const& element : *list)
            addChannel(
                channels,
                "channels",
                element.is_string() ? std::string(element.get_string()) : std::string()
            );
    }

    void addChannel(
        std::vector<std::string>& channels, std::string const& field, std::string channel
    ) {
        if (errors_.contains(prefix_ + field))
            return;
        if (!isChannelName(channel))
            return note(field, "The " + field + " field holds an invalid channel name.");
        channels.push_back(std::move(channel));
    }

    json::object const& object_;
    std::string prefix_;
    json::object& errors_;
};

json::value parsed(std::string_view body) {
    boost::system::error_code failure;
    auto value = json::parse(body, failure);
    return failure || !value.is_object() ? json::value() : value;
}

}  // namespace

InfoWanted infoWanted(std::string_view info) {
    InfoWanted wanted;
    while (!info.empty()) {
        auto const end = std::min(info.find(','), info.size());
        auto const word = info.substr(0, end);
        wanted.user_count = wanted.user_count || word == "user_count";
        wanted.subscription_count = wanted.subscription_count || word == "subscription_count";
        wanted.cache = wanted.cache || word == "cache";
        info.remove_prefix(std::min(end + 1, info.size()));
    }
    return wanted;
}

ReadPublications readEvent(std::string_view body) {
    ReadPublications read;
    auto const value = parsed(body);
    read.is_json = value.is_object();
    if (read.is_json)
        read.publications.push_back(EventReader(value.get_object(), {}, read.errors).read(true));
    return read;
}

ReadPublications readBatch(std::string_view body) {
    ReadPublications read;
    auto const value = parsed(body);
    read.is_json = value.is_object();
    if (!read.is_json)
        return read;
    auto const refuse = [&read](std::string_view message) {
        read.errors["batch"] = json::array{json::string(message)};
    };
    auto const* batch = value.get_object().if_contains("batch");
    if (batch == nullptr || !batch->is_array()) {
        refuse("The batch field must be an array.");
        return read;
    }
    if (batch->get_array().size() > kEventsOfBatchMax) {
        refuse("The batch field must not have more than 10 items.");
        return read;
    }
    std::size_t index = 0;
    for (auto const& element : batch->get_array()) {
        auto const prefix = "batch." + std::to_string(index++) + ".";
        auto const object = element.is_object() ? element.get_object() : json::object();
        read.publications.push_back(EventReader(object, prefix, read.errors).read(false));
    }
    return read;
}

}  // namespace antrean::realtime
