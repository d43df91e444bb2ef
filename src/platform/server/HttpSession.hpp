// One HTTP connection: reads requests, has them answered one after the other, and writes the
// answers in that order. For the socket files of this folder only.
//
//   reading -> working -> reading ... -> (writing -> reading) ... -> lingering -> closed
//   reading -> admitting -> reading ..., in the middle of a message with a large body
//   reading or working -> closed, and a LiveSession goes on with the connection
//
// The dispatcher admits a large body before it is read, or answers at once: then the connection is
// closed after the answer, and what the client still sends is read and dropped.
//
// While a message is worked on, later ones wait in the buffer and nothing more is read. So a client
// that sends faster than it is answered is stopped by TCP's flow control. The memory of a message
// is freed with its answer. Answers that are ready together are written together, up to one whose
// body is a file: the file follows piece by piece, and the next message is worked on after its end.
#pragma once

#include "server/AnswerBuffer.hpp"
#include "server/Connections.hpp"
#include "server/Exchange.hpp"
#include "server/ReadBuffer.hpp"
#include "server/RequestParser.hpp"
#include "server/Transport.hpp"

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace antrean::http {
class Conversation;
}

namespace antrean::server {

class HttpExchange;
class IoThread;
class LiveSession;

// Lives on one I/O thread and is used there only.
class HttpSession final : public TransportUser, public std::enable_shared_from_this<HttpSession> {
public:
    using Position = std::list<std::shared_ptr<HttpSession>>::iterator;

    HttpSession(
        IoThread& thread, std::unique_ptr<Transport> transport, Peer peer, Connections::Slot slot
    );
    ~HttpSession() override;
    HttpSession(HttpSession const&) = delete;
    HttpSession& operator=(HttpSession const&) = delete;

    // `position` is where the thread keeps this session.
    void start(Position position);
    // The server stops: ends now when nothing is in flight, else after the next answer.
    void stop();
    void close();
    // Closes the connection or refuses the message if a timeout has expired.
    void sweep();
    // false: all answers are sent, so nothing is lost if the connection is closed now.
    bool isInFlight() const;
    // No request has come, or none since the last answer: nothing is lost either.
    bool isIdle() const;
    // It idles, or its last answer is written and the client has not closed the connection.
    bool isDispensable() const { return isIdle() || phase_ == Phase::lingering; }
    // Since when.
    std::chrono::steady_clock::time_point since() const { return since_; }

    // Called by the transport.
    void onOpened(boost::system::error_code error) override;
    void onRead(boost::system::error_code error, std::size_t size) override;
    void onWritten(boost::system::error_code error, std::size_t size) override;

    // Called by the dispatcher, about the message that is worked on.
    void onAdmitted();
    void onAnswer(http::Response const& response);

private:
    using Time = std::chrono::steady_clock::time_point;

    enum class Phase { opening, reading, admitting, working, writing, lingering, closed };

    void advance();
    bool readMessage();
    void openMessage();
    void onBodyPart();
    bool isLargeBody() const;
    bool isTooLargeBody() const;
    void inviteBody();
    void work();
    // Upgrades the connection if `message` asks for it. Returns whether it did.
    bool upgrade(http::Incoming const& message);
    // Hands the connection to a LiveSession, after the head of an answer without an end.
    void stream(http::Response const& response);
    void handOver(
        std::shared_ptr<LiveSession> session, std::unique_ptr<http::Conversation> conversation
    );
    void refuse(int status, Error error, std::vector<http::Header> headers = {});
    bool mayWorkOn() const;
    void flush();
    // Waits until the client has read some of out_.
    void write();
    // Updates the server's sum of answers that wait, and this session's place among the blocked
    // ones. Call it after any change of out_ in Phase::writing, and of the phase.
    void countUnsent();
    void read();
    void linger();
    bool isAboutToAsk() const;
    bool isTooSlow() const;
    // Checks the period of the body that has ended, if one has, and begins the next.
    bool isBodyTooSlow();

    IoThread& thread_;
    std::unique_ptr<Transport> transport_;
    Peer peer_;
    Position position_;
    std::optional<Connections::Slot> slot_;  // until it is closed or handed over
    RequestParser parser_;
    std::shared_ptr<HttpExchange> exchange_;  // null between an answer and the next message

    Phase phase_ = Phase::opening;
    bool is_message_open_ = false;  // a message has been received in part
    bool has_asked_ = false;        // the first message has begun
    bool is_in_body_ = false;
    bool is_admitted_ = false;        // the rest of a large body may be read
    bool is_invitation_due_ = false;  // the client waits for "100 Continue"
    bool is_read_pending_ = false;
    bool is_advancing_ = false;  // advance() is running and will see the answer
    bool keeps_alive_ = true;    // after the message that is worked on
    Time since_;  // of the phase, the message, the period of its body, or a write's progress
    std::size_t period_begin_bytes_ = 0;  // of the body, received before this period

    ReadBuffer in_;
    AnswerBuffer out_;
    std::size_t unsent_bytes_ = 0;                        // this session's part of the server's sum
    std::list<HttpSession*>::iterator blocked_position_;  // valid while unsent_bytes_ > 0
    std::size_t dropped_bytes_ = 0;                       // while lingering
};

}  // namespace antrean::server
