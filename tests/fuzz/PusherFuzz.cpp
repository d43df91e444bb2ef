// What clients, servers and other processes say in the Pusher protocol.
#include "Clean.hpp"
#include "realtime/ApiInput.hpp"
#include "realtime/ChannelName.hpp"
#include "realtime/ClientMessage.hpp"
#include "realtime/Member.hpp"
#include "realtime/PeerMessages.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string_view>

namespace {

namespace realtime = antrean::realtime;
using antrean::fuzz::require;

void requireWithinLimits(realtime::ReadPublications const& read) {
    require(read.publications.size() <= realtime::kEventsOfBatchMax);
    if (!read.is_json || !read.errors.empty())
        return;
    for (auto const& publication : read.publications) {
        require(publication.channels.size() <= realtime::kChannelsOfEventMax);
        require(realtime::isEventName(publication.name));
        for (auto const& channel : publication.channels)
            require(realtime::isChannelName(channel));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    std::string_view const text(bytes, size);
    requireWithinLimits(realtime::readEvent(text));
    requireWithinLimits(realtime::readBatch(text));
    if (auto const id = realtime::SocketId::parse(text))
        require(realtime::SocketId::parse(id->text()) == id);
    if (auto const member = realtime::readMember(text))
        require(!member->id.empty() && member->id.find('\0') == member->id.npos);
    if (realtime::isChannelName(text))
        require(!text.empty() && !realtime::isWatchlistChannel(text));
    auto const message = realtime::readClientMessage(text);
    if (!message)
        return 0;
    require(!message->event.empty());
    // Another process reads the same state in the text that is written for it.
    auto const textOf = [](realtime::PeerState const& state) {
        return boost::json::serialize(realtime::stateMessage(state));
    };
    auto const written = textOf(realtime::readState(message->dataObject()));
    require(textOf(realtime::readState(boost::json::parse(written).as_object())) == written);
    return 0;
}
