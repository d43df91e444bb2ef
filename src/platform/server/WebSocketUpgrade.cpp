// Upgrades an HTTP connection to a WebSocket (RFC 6455, 4.2).
#include "base/Text.hpp"
#include "server/BasePath.hpp"
#include "server/HttpSession.hpp"
#include "server/Input.hpp"
#include "server/IoThread.hpp"
#include "server/LiveSession.hpp"
#include "server/Target.hpp"
#include "server/WebSocketReader.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::server {
namespace {

constexpr std::size_t kKeyLetters = 24;  // 16 bytes in base64: 22 letters and "=="
constexpr std::string_view kVersion = "13";

std::string_view headerOf(http::Incoming const& message, std::string_view name) {
    auto const found = std::ranges::find_if(message.headers, [name](http::Header const& header) {
        return text::equalIgnoringCase(header.name, name);
    });
    return found == message.headers.end() ? std::string_view() : std::string_view(found->value);
}

bool holds(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        if (text::equalIgnoringCase(text::trim(list.substr(0, comma)), word))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

// A list may come in several lines (RFC 9110, 5.3).
bool lists(http::Incoming const& message, std::string_view name, std::string_view word) {
    return std::ranges::any_of(message.headers, [name, word](http::Header const& header) {
        return text::equalIgnoringCase(header.name, name) && holds(header.value, word);
    });
}

bool isKey(std::string_view key) {
    return key.size() == kKeyLetters && key.ends_with("==") &&
           std::ranges::all_of(key.substr(0, kKeyLetters - 2), [](char letter) {
               return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
                      (letter >= '0' && letter <= '9') || letter == '+' || letter == '/';
           });
}

// 0: the upgrade is valid (RFC 6455, 4.2.1); else the status of its refusal.
int refusalOf(http::Incoming const& message) {
    if (headerOf(message, "Sec-WebSocket-Version") != kVersion)
        return 426;
    bool const is_fine = message.method == http::Method::get && message.body.empty() &&
                         lists(message, "Connection", "upgrade") &&
                         isKey(headerOf(message, "Sec-WebSocket-Key"));
    return is_fine ? 0 : 400;
}

std::string switching(std::string_view key) {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           acceptKey(key) + "\r\n\r\n";
}

}  // namespace

bool HttpSession::upgrade(http::Incoming const& message) {
    auto* const service = thread_.share().web_sockets;
    if (service == nullptr || parser_.isHttp10() || thread_.isStopping() ||
        !lists(message, "Upgrade", "websocket"))
        return false;
    auto decoded = decodedPath(pathOf(message.target));
    if (!decoded)
        return false;
    auto const path = withoutBase(*std::move(decoded), thread_.dispatch().basePath());
    if (!service->serves(path))
        return false;
    if (auto const status = refusalOf(message); status != 0) {
        refuse(
            status,
            Error::malformed("This is no upgrade to a WebSocket of version 13."),
            {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", std::string(kVersion)}}
        );
        return true;
    }
    if (!slot_->becomeLive()) {
        refuse(503, tooManyLiveUpdates(), {{"Upgrade", "websocket"}});
        return true;
    }
    auto session =
        std::make_shared<LiveSession>(thread_, service->limits(), LiveSession::Framing::web_socket);
    auto conversation = service->open(path, message, thread_.index(), *session);
    out_.bytes() += switching(headerOf(message, "Sec-WebSocket-Key"));
    handOver(std::move(session), std::move(conversation));
    return true;
}

void HttpSession::stream(http::Response const& response) {
    auto session =
        std::make_shared<LiveSession>(thread_, http::LiveLimits{}, LiveSession::Framing::none);
    auto conversation = response.stream(*session, thread_.index());
    handOver(std::move(session), std::move(conversation));
}

// The bytes in out_, with answers to earlier requests, are written first.
void HttpSession::handOver(
    std::shared_ptr<LiveSession> session, std::unique_ptr<http::Conversation> conversation
) {
    auto head = out_.takeUnwritten();
    auto const position = thread_.add(session);
    session->start(
        std::move(transport_),
        std::move(*slot_),
        std::move(conversation),
        position,
        std::move(head),
        in_.unread()
    );
    phase_ = Phase::closed;
    thread_.dispatch().metrics().connectionClosed();
    thread_.remove(position_);
}

}  // namespace antrean::server
