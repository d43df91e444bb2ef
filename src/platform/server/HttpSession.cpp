#include "server/HttpSession.hpp"

#include "http/Problem.hpp"
#include "server/Admission.hpp"
#include "server/Cors.hpp"
#include "server/HttpExchange.hpp"
#include "server/IoThread.hpp"
#include "server/Transport.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace antrean::server {
namespace {

// From this size on, a body is read in large pieces.
constexpr std::size_t kLargeBodyBytes = 16 * 1024;
// After an answer that closes the connection, what the client still sends is read and dropped, so
// that the client can read the answer: up to this many bytes.
constexpr std::size_t kDroppedBytesMax = std::size_t{64} * 1024 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

HttpSession::HttpSession(
    IoThread& thread, std::unique_ptr<Transport> transport, Peer peer, Connections::Slot slot
)
    : thread_(thread),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      slot_(std::move(slot)),
      parser_(thread.settings().message),
      since_(thread.now()) {}

HttpSession::~HttpSession() {
    if (exchange_)
        exchange_->abandon();
}

void HttpSession::start(Position position) {
    position_ = position;
    thread_.dispatch().metrics().connectionOpened();
    transport_->open(shared_from_this());
}

void HttpSession::close() {
    if (phase_ == Phase::closed)
        return;
    phase_ = Phase::closed;
    countUnsent();
    slot_.reset();
    transport_->close();
    if (exchange_)
        exchange_->abandon();
    exchange_.reset();
    thread_.dispatch().metrics().connectionClosed();
    thread_.remove(position_);
}

void HttpSession::onOpened(boost::system::error_code error) {
    if (phase_ == Phase::closed)
        return;
    if (error)
        return close();
    phase_ = Phase::reading;
    since_ = thread_.now();
    read();
}

void HttpSession::onRead(boost::system::error_code error, std::size_t size) {
    is_read_pending_ = false;
    if (phase_ == Phase::lingering) {
        dropped_bytes_ += size;
        return error || dropped_bytes_ > kDroppedBytesMax ? close() : read();
    }
    // This read was pending when a slow message was refused.
    if (phase_ != Phase::reading)
        return;
    if (error)
        return close();
    in_.filled(size);
    advance();
}

void HttpSession::onWritten(boost::system::error_code error, std::size_t size) {
    if (phase_ == Phase::closed)
        return;
    if (error)
        return close();
    since_ = thread_.now();
    if (!out_.written(size))
        return close();
    if (!out_.empty())
        return write();
    phase_ = Phase::reading;
    countUnsent();
    advance();
}

void HttpSession::onAdmitted() {
    is_admitted_ = true;
    phase_ = Phase::reading;
    since_ = thread_.now();
    period_begin_bytes_ = exchange_->incoming.body.size();
    if (isTooLargeBody())
        return refuse(413, bodyTooLarge());
    inviteBody();
    if (!is_advancing_)
        advance();
}

void HttpSession::onAnswer(http::Response const& response) {
    if (response.stream && exchange_->incoming.method != http::Method::head && !slot_->becomeLive())
        return onAnswer(http::problem(tooManyLiveUpdates()));
    // The rest of this message may still come, and must not be read as the next one.
    if (std::exchange(is_message_open_, false))
        keeps_alive_ = false;
    auto const exchange = std::exchange(exchange_, nullptr);
    auto const& request = exchange->request;
    ResponseHead head;
    head.request_id = request.request_id;
    // A message that is broken before its path is known is answered like one of the main API.
    head.is_cross_origin = request.path.empty() || isCrossOrigin(request.path);
    head.has_body = exchange->incoming.method != http::Method::head;
    bool const is_stream = head.has_body && response.stream;
    if (thread_.dispatch().isDraining())
        keeps_alive_ = false;
    head.keep_alive = keeps_alive_ && !is_stream;
    head.is_http_1_0 = parser_.isHttp10();
    head.is_of_session = exchange->has_browser_token;
    head.demands_tls = peer_.is_tls && thread_.settings().demands_tls;
    head.allowance = exchange->allowance ? &*exchange->allowance : nullptr;
    thread_.writer().append(out_.bytes(), response, head);
    if (head.has_body && response.file)
        out_.addFile(*response.file);
    else if (head.has_body && response.shared_text)
        out_.addShared(response.shared_text);
    thread_.onAnswered();
    if (is_stream)
        return stream(response);
    phase_ = Phase::reading;
    since_ = thread_.now();
    if (!is_advancing_)
        advance();
}

// Handles the messages in the buffer that can be answered at once, then writes, then reads on.
void HttpSession::advance() {
    for (;;) {
        bool has_message = true;
        if (thread_.isStopping() && has_asked_ && !is_message_open_)
            keeps_alive_ = false;
        is_advancing_ = true;
        while (has_message && mayWorkOn())
            has_message = readMessage();
        is_advancing_ = false;
        flush();
        if (phase_ != Phase::reading)
            return;
        if (!keeps_alive_)
            return linger();
        if (!has_message)
            return read();
    }
}

bool HttpSession::mayWorkOn() const {
    return phase_ == Phase::reading && keeps_alive_ && !out_.isFull();
}

// false: more bytes must be received first.
bool HttpSession::readMessage() {
    if (in_.empty())
        return false;
    if (!is_message_open_)
        openMessage();
    std::size_t consumed = 0;
    auto const state = parser_.parse(in_.unread(), consumed);
    in_.take(consumed);
    switch (state) {
        case ParseState::head:
            return false;
        case ParseState::body:
            onBodyPart();
            return phase_ != Phase::reading;
        case ParseState::complete:
            work();
            return true;
        case ParseState::header_too_large:
            refuse(431, Error::malformed("Request Header Fields Too Large"));
            return true;
        case ParseState::body_too_large:
            refuse(413, bodyTooLarge());
            return true;
        case ParseState::broken:
            refuse(400, Error::malformed("Bad Request"));
            return true;
    }
    return false;
}

void HttpSession::openMessage() {
    exchange_ = std::make_shared<HttpExchange>(
        *this, thread_.mailbox(), peer_, thread_.share().memory_budgets, slot_->address()
    );
    parser_.begin(exchange_->incoming);
    is_message_open_ = true;
    has_asked_ = true;
    is_in_body_ = false;
    is_admitted_ = false;
    since_ = thread_.now();
}

void HttpSession::onBodyPart() {
    auto const& body = exchange_->incoming.body;
    bool const is_first = !std::exchange(is_in_body_, true);
    if (is_first) {
        since_ = thread_.now();
        period_begin_bytes_ = 0;
    }
    is_invitation_due_ = is_first && parser_.expectsContinue() && in_.empty() && body.empty();
    if (!exchange_->memory.raiseTo(body.capacity()))
        return refuse(503, noMemoryForBody());
    if (isLargeBody() && !is_admitted_) {
        phase_ = Phase::admitting;
        auto const exchange = exchange_;  // an answer resets exchange_
        return thread_.dispatch().admit(exchange);
    }
    if (isTooLargeBody())
        return refuse(413, bodyTooLarge());
    inviteBody();
}

bool HttpSession::isLargeBody() const {
    return parser_.contentLength() > kSmallBodyBytesMax ||
           exchange_->incoming.body.size() > kSmallBodyBytesMax;
}

bool HttpSession::isTooLargeBody() const {
    return parser_.contentLength() > exchange_->body_bytes_max ||
           exchange_->incoming.body.size() > exchange_->body_bytes_max;
}

void HttpSession::inviteBody() {
    if (std::exchange(is_invitation_due_, false))
        out_.bytes() += kContinue;
}

void HttpSession::work() {
    is_message_open_ = false;
    if (upgrade(exchange_->incoming))
        return;
    if (!exchange_->memory.raiseTo(exchange_->incoming.body.capacity()))
        return refuse(503, noMemoryForBody());
    keeps_alive_ = parser_.keepsAlive() && !thread_.isStopping();
    phase_ = Phase::working;
    auto const exchange = exchange_;  // the answer resets exchange_
    thread_.dispatch().start(exchange);
}

void HttpSession::refuse(int status, Error error, std::vector<http::Header> headers) {
    is_message_open_ = false;
    keeps_alive_ = false;
    phase_ = Phase::working;
    auto const exchange = exchange_;  // the answer resets exchange_
    thread_.dispatch().refuse(exchange, status, std::move(error), std::move(headers));
}

void HttpSession::flush() {
    if (out_.empty())
        return;
    if (!out_.written(transport_->writeNow(out_.unwritten())))
        return close();
    if (!out_.empty() && phase_ == Phase::reading) {
        phase_ = Phase::writing;
        since_ = thread_.now();
        write();
    }
}

void HttpSession::write() {
    auto const self = shared_from_this();
    countUnsent();
    thread_.makeRoomForAnswers();
    if (phase_ != Phase::closed)
        transport_->write(self, out_.unwritten());
}

void HttpSession::countUnsent() {
    auto& blocked = thread_.blocked();
    auto const unsent = phase_ == Phase::writing ? std::max(out_.heldBytes(), std::size_t{1}) : 0;
    thread_.share().unsent_bytes += unsent - unsent_bytes_;  // modulo 2^64, like the sum
    if (unsent_bytes_ == 0 && unsent > 0)
        blocked_position_ = blocked.insert(blocked.end(), this);
    else if (unsent > 0)  // progress
        blocked.splice(blocked.end(), blocked, blocked_position_);
    else if (unsent_bytes_ > 0)
        blocked.erase(blocked_position_);
    unsent_bytes_ = unsent;
}

void HttpSession::read() {
    using enum ReadBuffer::Expected;
    auto expected = new_message;
    if (phase_ == Phase::lingering)
        in_.clear();
    else if (is_message_open_)
        expected = exchange_->incoming.body.size() > kLargeBodyBytes ? large_body : rest_of_message;
    is_read_pending_ = true;
    transport_->read(shared_from_this(), in_.space(expected));
}

// Gives the client time to read its last answer: closing a socket with unread bytes resets the
// connection, and the client may lose the answer.
void HttpSession::linger() {
    phase_ = Phase::lingering;
    since_ = thread_.now();
    is_message_open_ = false;
    if (transport_->finishWriting(shared_from_this()) && !is_read_pending_)
        read();
}

}  // namespace antrean::server
