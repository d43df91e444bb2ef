// How a connection leaves HTTP (RFC 6455, 4.2).
#include "base/Text.hpp"
#include "http/HttpSession.hpp"
#include "http/Input.hpp"
#include "http/IoThread.hpp"
#include "http/PushSession.hpp"
#include "http/WebSocketFrames.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::http {
namespace {

constexpr std::size_t kKeyLetters = 24;  // 16 bytes in base64

std::string_view headerOf(Incoming const& message, std::string_view name) {
    auto const found = std::ranges::find_if(message.headers, [name](Header const& header) {
        return text::equalIgnoringCase(header.name, name);
    });
    return found == message.headers.end() ? std::string_view() : std::string_view(found->value);
}

bool lists(std::string_view header, std::string_view word) {
    while (!header.empty()) {
        auto const comma = std::min(header.find(','), header.size());
        if (text::equalIgnoringCase(text::trim(header.substr(0, comma)), word))
            return true;
        header.remove_prefix(std::min(comma + 1, header.size()));
    }
    return false;
}

bool asksForWebSocket(Incoming const& message) {
    return message.method == Method::get && lists(headerOf(message, "Upgrade"), "websocket") &&
           lists(headerOf(message, "Connection"), "upgrade") &&
           headerOf(message, "Sec-WebSocket-Version") == "13" &&
           headerOf(message, "Sec-WebSocket-Key").size() == kKeyLetters && message.body.empty();
}

std::string switching(std::string_view key) {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           acceptKey(key) + "\r\n\r\n";
}

}  // namespace

bool HttpSession::upgrade(Incoming const& message) {
    auto* const service = thread_.share().web_sockets;
    if (service == nullptr || parser_.isHttp10() || thread_.isStopping() ||
        !asksForWebSocket(message))
        return false;
    auto const target = std::string_view(message.target);
    auto const path = decodedPath(target.substr(0, target.find('?')));
    if (!path)
        return false;
    auto session =
        std::make_shared<PushSession>(thread_, service->limits(), PushSession::Framing::web_socket);
    auto conversation = service->open(*path, message, thread_.index(), *session);
    if (!conversation)
        return false;
    out_ += switching(headerOf(message, "Sec-WebSocket-Key"));
    handOver(std::move(session), std::move(conversation));
    return true;
}

void HttpSession::stream(Response const& response) {
    auto session = std::make_shared<PushSession>(thread_, PushLimits{}, PushSession::Framing::none);
    auto conversation = response.stream(*session, thread_.index());
    handOver(std::move(session), std::move(conversation));
}

// What is in out_, answers to earlier requests included, is written first.
void HttpSession::handOver(
    std::shared_ptr<PushSession> session, std::unique_ptr<Conversation> conversation
) {
    auto head = out_.substr(out_begin_);
    out_.clear();
    out_begin_ = 0;
    auto const place = thread_.add(session);
    session->start(
        std::move(transport_),
        std::move(conversation),
        place,
        std::move(head),
        std::string_view(in_).substr(in_begin_, in_end_ - in_begin_)
    );
    phase_ = Phase::closed;
    --thread_.share().connections;
    thread_.dispatch().metrics().connectionClosed();
    thread_.remove(place_);
}

}  // namespace antrean::http
