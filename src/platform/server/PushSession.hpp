// A connection that is no longer HTTP's: after its upgrade to a WebSocket, frames in and frames
// out; after an answer without an end, what is sent as it is. For the socket files of this folder
// only.
//
//   open -> closing (our farewell is in line) -> lingering (for the client to end it) -> closed
//
// What is sent waits in a queue until the thread has done what is ready, and is then written
// together. A queue that grows too long, or a write that does not get on, ends the connection.
#pragma once

#include "http/PushSocket.hpp"
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
class PushSession final : public TransportUser,
                          public http::PushSocket,
                          private TimerWheel::Timer,
                          public std::enable_shared_from_this<PushSession> {
public:
    using Place = std::list<std::shared_ptr<PushSession>>::iterator;

    enum class Framing { web_socket, none };

    PushSession(IoThread& thread, http::PushLimits const& limits, Framing framing);
    ~PushSession() override;
    PushSession(PushSession const&) = delete;
    PushSession& operator=(PushSession const&) = delete;

    // Takes over a connection. `head` is what is to be written before any frame, `rest` what has
    // been read already. `place` is where the thread keeps this session.
    void start(
        std::unique_ptr<Transport> transport,
        std::unique_ptr<http::Conversation> conversation,
        Place place,
        std::string head,
        std::string_view rest
    );
    // Writes what is in line. Called by the thread after sendSoon.
    void flush();
    // The server ends: tells the client, and closes without waiting.
    void leave();

    void send(http::Frame const& frame) override;
    void ping() override { send(http::pingFrame()); }
    void close(std::uint16_t code, std::string_view reason) override;
    Time now() const override;
    Time heardAt() const override { return heard_at_; }
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
    // Keeps the server's sum of what is blocked right; after any change of the queue.
    void countBlocked();
    void take(std::size_t size);
    void read();
    void readFrames();
    // false: the connection is done with.
    bool onEvent(WebSocketReader::Event const& event);
    void onBroken(std::uint16_t code);
    // The last thing that a WebSocket says.
    void beginClosing(std::uint16_t code, std::string_view reason);
    // Not while the conversation is being called: it is destroyed.
    void endConversation();
    // The client does not keep up: what waits is dropped.
    void giveUp(std::string_view reason);
    void end();

    IoThread& thread_;
    http::PushLimits const limits_;
    std::unique_ptr<Transport> transport_;
    std::unique_ptr<http::Conversation> conversation_;  // null: the connection is being closed
    Place place_;
    std::optional<WebSocketReader> reader_;  // absent: what clients say is not listened to

    Phase phase_ = Phase::open;
    bool is_writing_ = false;
    bool is_reading_ = false;
    bool is_flush_due_ = false;
    bool is_overrun_ = false;
    Time heard_at_;
    Time progress_at_;  // of the last write
    Time due_;          // when the conversation wants to be called
    Time closing_at_{};

    std::string in_;  // storage; what has been read and not understood is [0, in_end_)
    std::size_t in_end_ = 0;
    std::vector<http::Frame> out_;  // what is before out_begin_ of the first is written
    std::size_t out_begin_ = 0;
    std::size_t out_bytes_ = 0;
    std::size_t blocked_bytes_ = 0;  // our part of the server's sum
};

}  // namespace antrean::server
