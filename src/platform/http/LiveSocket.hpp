// Connections on which the server sends without being asked, as applications see them: WebSockets,
// and HTTP answers without an end. All calls of one connection are made on the I/O thread that
// accepted it.
#pragma once

#include "http/Incoming.hpp"
#include "http/Mailbox.hpp"
#include "http/WebSocketFrames.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::http {

// A connection, as its Conversation uses it. On its I/O thread only. None of these functions calls
// the Conversation before it returns.
class LiveSocket {
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~LiveSocket() = default;

    // The frame is written soon, together with others that are sent meanwhile. A client that reads
    // too slowly is closed with LiveLimits::slow_reader_code. Does nothing once the connection is
    // being closed.
    virtual void send(Frame const& frame) = 0;
    // On WebSockets only.
    virtual void ping() = 0;
    // Closes after what was sent before. Only the first call counts. Streams ignore the code.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    // The time of the last sweep. Timeouts are measured with it.
    virtual Time now() const = 0;
    // When the client last sent anything.
    virtual Time lastReceivedAt() const = 0;
    // Calls Conversation::onDue at the first sweep at or after `due`. Replaces an earlier call.
    virtual void callAt(Time due) = 0;
};

// The application's side of one connection. The connection owns it.
class Conversation {
public:
    virtual ~Conversation() = default;

    // The connection is open.
    virtual void onOpen() = 0;
    virtual void onDue() = 0;
    // These three on WebSockets only. `text` is UTF-8 and lives until the call returns.
    virtual void onText(std::string_view) {}
    // A ping (which has been answered already) or a pong came.
    virtual void onControl() {}
    // The client broke the protocol; the connection is about to be closed with `code`.
    virtual void onViolation(std::uint16_t) {}
    // The server stops. What is sent now is the last before the connection is closed.
    virtual void onStop() {}
    // The connection is closed, or its close frame is about to be sent. The destructor follows. May
    // be left out when the server stops.
    virtual void onClosed() = 0;
};

struct LiveLimits {
    std::size_t message_bytes_max = 10'000;  // of a client
    // Waiting to be written to one connection.
    std::size_t queued_bytes_max = std::size_t{1} * 1024 * 1024;
    std::size_t queued_frames_max = 1'024;
    std::chrono::seconds stall_timeout{10};  // for a write without any progress
    std::uint16_t slow_reader_code = kGoingAway;
    std::uint16_t stop_code = kGoingAway;
};

// The application. Thread-safe after start(), and outlives the server.
class WebSocketService {
public:
    virtual ~WebSocketService() = default;

    // Called once, before the first connection, with the mailbox of each I/O thread.
    virtual void start(std::vector<std::shared_ptr<Mailbox>> threads) = 0;
    virtual bool serves(std::string_view path) const = 0;
    // For a path that it serves. `thread` is an index into the list that start() got.
    virtual std::unique_ptr<Conversation> open(
        std::string_view path, Incoming const& request, std::size_t thread, LiveSocket& socket
    ) = 0;

    LiveLimits const& limits() const { return limits_; }

protected:
    explicit WebSocketService(LiveLimits const& limits) : limits_(limits) {}

private:
    LiveLimits limits_;
};

}  // namespace antrean::http
