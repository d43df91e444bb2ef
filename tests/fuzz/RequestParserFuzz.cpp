// For any bytes, the parser keeps its limits, and it reads the same messages however the bytes are
// cut into pieces.
#include "Clean.hpp"
#include "server/RequestParser.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using antrean::fuzz::require;
using antrean::http::Incoming;
using antrean::server::MessageLimits;
using antrean::server::ParseState;
using antrean::server::RequestParser;

MessageLimits const kLimits{512, 20, 256, 512};

struct Reading {
    std::vector<std::string> messages;
    ParseState state = ParseState::head;
};

std::string textOf(Incoming const& incoming) {
    auto text = incoming.target + "\n" + incoming.body;
    for (auto const& header : incoming.headers)
        text += "\n" + header.name + ":" + header.value;
    return text;
}

Reading read(std::string_view bytes, std::size_t piece) {
    Reading reading;
    RequestParser parser(kLimits);
    Incoming incoming;
    parser.begin(incoming);
    std::string waiting;
    while (!bytes.empty()) {
        auto const size = std::min(piece, bytes.size());
        waiting += bytes.substr(0, size);
        bytes.remove_prefix(size);
        do {
            std::size_t consumed = 0;
            reading.state = parser.parse(waiting, consumed);
            require(consumed <= waiting.size());
            waiting.erase(0, consumed);
            require(incoming.body.size() <= kLimits.upload_bytes_max);
            require(incoming.headers.size() <= kLimits.header_count_max);
            if (reading.state == ParseState::head || reading.state == ParseState::body)
                break;
            if (reading.state != ParseState::complete)
                return reading;
            reading.messages.push_back(textOf(incoming));
            incoming = {};
            parser.begin(incoming);
        } while (!waiting.empty());
    }
    return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    std::string_view const text(bytes, size);
    auto const whole = read(text, std::max<std::size_t>(size, 1));
    auto const cut = read(text, 1);
    require(whole.messages == cut.messages);
    return 0;
}
