// A connection that HTTP has handed over. After an upgrade to a WebSocket, frames go in and out;
// after the head of an answer without an end, bytes go out as they are. For the socket files of
// this folder only.
//
//   open -> closing (the close frame is queued) -> lingering (until the client closes) -> closed
//
// Frames wait in a queue until the thread has handled all events that are ready, and are then
// written together. A queue that grows too long, or a write without progress, ends the connection.
#pragma once

#include "http/LiveSocket.hpp"
#include "server/Connections.hpp"
#include "server/Origin.hpp"
#include "server/TimerWheel.hpp"
#include "server/Transport.hpp"
#include "server/WebSocketReader.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::server {

class IoThread;

// Lives on one I/O thread and is used there only.
class LiveSession final : public TransportUser,
                          public http::LiveSocket,
                          private TimerWheel::Timer,
                          public std::enable_shared_from_this<LiveSession> {
public:
    using Position = std::list<std::shared_ptr<LiveSession>>::iterator;

    enum class Framing { web_socket, none };

    LiveSession(IoThread& thread, http::LiveLimits const& limits, Framing framing);
    ~LiveSession() override;
    LiveSession(LiveSession const&) = delete;
    LiveSession& operator=(LiveSession const&) = delete;

    // Takes over a connection. `head` is written before any frame; `rest` has been read already.
    // `position` is where the thread keeps this session.
    void start(
        std::unique_ptr<Transport> transport,
        Connections::Slot slot,
        std::unique_ptr<http::Conversation> conversation,
        Position position,
        std::string head,
        std::string_view rest
    );
    // Writes the queued frames. Called by the thread after flushSoon.
    void flush();
    // The server stops: sends the last words and a close frame.
    void stop();
    // The same, and closes without waiting for the client.
    void leave();

    void send(http::Frame const& frame) override;
    void ping() override { send(http::pingFrame()); }
    void close(std::uint16_t code, std::string_view reason) override;
    Time now() const override;
    Time lastReceivedAt() const override { return last_received_at_; }
    void callAt(Time due) override;

    void onOpened(boost::system::error_code error) override;
    void onRead(boost::system::error_code error, std::size_t size) override;
    void onWritten(boost::system::error_code error, std::size_t size) override;

private:
    enum class Phase { open, closing, lingering, closed };

    void onTimer() override;
    void setTimer();
    void enqueue(http::Frame const& frame);
    bool hasRoomFor(std::size_t size) const;
    // Updates the server's sum of blocked bytes. Call it after any change of the queue.
    void countBlocked();
    void take(std::size_t size);
    void read();
    void readFrames();
    // false: no further frames are to be read.
    bool onEvent(WebSocketReader::Event const& event);
    void onBroken(std::uint16_t code);
    // Queues the close frame.
    void beginClosing(std::uint16_t code, std::string_view reason);
    // Destroys the conversation, so it must not be called while the conversation runs.
    void endConversation();
    // The client reads too slowly: drops the queued frames and closes.
    void giveUp(std::string_view reason);
    void end();

    IoThread& thread_;
    http::LiveLimits const limits_;
    std::unique_ptr<Transport> transport_;
    std::optional<Connections::Slot> slot_;
    std::unique_ptr<http::Conversation> conversation_;  // null: the connection is being closed
    Position position_;
    std::optional<WebSocketReader> reader_;  // absent: what the client sends is dropped

    Phase phase_ = Phase::open;
    bool is_writing_ = false;
    bool is_reading_ = false;
    bool is_flush_due_ = false;
    bool is_overrun_ = false;
    Time last_received_at_;
    Time progress_at_;  // of the last write
    Time due_;          // when Conversation::onDue is to be called
    Time closing_at_{};

    std::string in_;  // storage; [0, in_end_) has been read and is not parsed yet
    std::size_t in_end_ = 0;
    std::vector<http::Frame> out_;  // of the first, [0, out_begin_) has been written
    std::size_t out_begin_ = 0;
    std::size_t out_bytes_ = 0;
    std::size_t blocked_bytes_ = 0;  // this session's part of the server's sum
};

}  // namespace antrean::server
