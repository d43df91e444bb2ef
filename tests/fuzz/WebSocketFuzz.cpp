#include "Clean.hpp"
#include "base/Text.hpp"
#include "server/WebSocketReader.hpp"

#include <string>

namespace {

constexpr std::size_t kMessageBytesMax = 1'000;

// Reads all complete frames; false if the connection would be closed.
bool readAll(antrean::server::WebSocketReader& reader, std::string& buffer) {
    using Kind = antrean::server::WebSocketReader::Kind;
    for (;;) {
        std::size_t consumed = 0;
        std::size_t wanted = 0;
        auto const event = reader.next(buffer, consumed, wanted);
        antrean::fuzz::require(consumed <= buffer.size());
        antrean::fuzz::require(event.payload.size() <= kMessageBytesMax);
        if (event.kind == Kind::text || event.kind == Kind::close)
            antrean::fuzz::require(antrean::text::isUtf8(event.payload));
        if (event.kind == Kind::broken)
            return false;
        if (event.kind == Kind::incomplete && consumed == 0) {
            // A frame never needs a larger buffer.
            antrean::fuzz::require(wanted > buffer.size() && wanted <= kMessageBytesMax + 14);
            return true;
        }
        buffer.erase(0, consumed);
    }
}

}  // namespace

// The first byte of the input determines the pieces in which the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    auto const step = 1 + static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]));
    antrean::server::WebSocketReader reader(kMessageBytesMax);
    std::string buffer;
    for (std::size_t place = 1; place < size; place += step) {
        buffer.append(bytes + place, std::min(step, size - place));
        if (!readAll(reader, buffer))
            break;
    }
    return 0;
}
