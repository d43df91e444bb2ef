#include "http/HttpSession.hpp"

#include "base/Log.hpp"
#include "http/Cors.hpp"
#include "http/IoThread.hpp"
#include "http/Problem.hpp"
#include "http/Transport.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

namespace antrean::http {
namespace {

constexpr std::size_t kReadBytesMin = 4 * 1024;  // what an idle connection holds
constexpr std::size_t kReadBytesMax = 64 * 1024;
// Answers that are written together; also the size from which a buffer is given back.
constexpr std::size_t kWriteBytes = 64 * 1024;
constexpr std::size_t kUncountedBodyBytes = 64 * 1024;
constexpr std::size_t kDiscardedBytesMax = std::size_t{64} * 1024 * 1024;

}  // namespace

class HttpExchange final : public Exchange {
public:
    HttpExchange(HttpSession& session, std::shared_ptr<Mailbox> mailbox, Peer const& peer)
        : session_(&session), mailbox_(std::move(mailbox)), peer_(peer) {}

    void post(std::function<void()> step) override { mailbox_->post(std::move(step)); }

    void answer(Response response) override {
        if (session_ == nullptr)
            return;
        auto const session = session_->shared_from_this();
        session->onAnswer(response);
    }

    Peer const& peer() const override { return peer_; }

    // The connection is gone; an answer that comes now goes nowhere.
    void abandon() {
        session_ = nullptr;
        client_gone.request_stop();
    }

    void clear() {
        incoming.method = Method::other;
        incoming.target.clear();
        incoming.headers.clear();
        if (incoming.body.capacity() > kUncountedBodyBytes)
            incoming.body = {};
        else
            incoming.body.clear();
        request = {};
        route = nullptr;
        unreadable.reset();
        result.reset();
        client_gone = std::stop_source(std::nostopstate);
    }

private:
    HttpSession* session_;
    std::shared_ptr<Mailbox> mailbox_;
    Peer peer_;
};

HttpSession::HttpSession(IoThread& thread, std::unique_ptr<Transport> transport, Peer peer)
    : thread_(thread),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      parser_(thread.settings().message),
      since_(thread.now()) {}

HttpSession::~HttpSession() {
    if (exchange_)
        exchange_->abandon();
}

void HttpSession::start(Place place) {
    place_ = place;
    ++thread_.share().connections;
    thread_.dispatch().metrics().connectionOpened();
    transport_->open(shared_from_this());
}

void HttpSession::close() {
    if (phase_ == Phase::closed)
        return;
    phase_ = Phase::closed;
    transport_->close();
    releaseBody();
    if (exchange_)
        exchange_->abandon();
    --thread_.share().connections;
    thread_.dispatch().metrics().connectionClosed();
    thread_.remove(place_);
}

void HttpSession::stop() {
    // A request that has not wholly told what it is counts as not begun.
    bool const is_idle =
        phase_ == Phase::reading && (!is_message_open_ || !is_in_body_) && out_.empty();
    if (is_idle || phase_ == Phase::opening)
        close();
    else if (phase_ == Phase::working)
        keeps_alive_ = false;
}

bool HttpSession::isInFlight() const {
    return phase_ != Phase::lingering && phase_ != Phase::closed;
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
        discarded_bytes_ += size;
        return error || discarded_bytes_ > kDiscardedBytesMax ? close() : read();
    }
    // A read that was pending when a slow message was refused.
    if (phase_ != Phase::reading)
        return;
    if (error)
        return close();
    in_end_ += size;
    advance();
}

void HttpSession::onWritten(boost::system::error_code error, std::size_t size) {
    if (phase_ == Phase::closed)
        return;
    if (error)
        return close();
    out_begin_ += size;
    since_ = thread_.now();
    if (out_begin_ == out_.size() && file_ && !takeFilePiece())
        return close();
    if (out_begin_ < out_.size())
        return transport_->write(shared_from_this(), std::string_view(out_).substr(out_begin_));
    phase_ = Phase::reading;
    advance();
}

void HttpSession::onAnswer(Response const& response) {
    auto const& request = exchange_->request;
    ResponseHead head;
    head.request_id = request.request_id;
    // A message that broke before its path was known is answered as the API would.
    head.is_cross_origin = request.path.empty() || isCrossOrigin(request.path);
    head.has_body = exchange_->incoming.method != Method::head;
    bool const is_stream = head.has_body && response.stream;
    head.keep_alive = keeps_alive_ && !is_stream;
    head.is_http_1_0 = parser_.isHttp10();
    thread_.writer().append(out_, response, head);
    if (head.has_body && response.file && response.file->size_bytes() > 0)
        file_ = response.file;
    thread_.onAnswered();
    releaseBody();
    if (is_stream)
        return stream(response);
    phase_ = Phase::reading;
    since_ = thread_.now();
    if (!is_advancing_)
        advance();
}

// Takes from the buffer what can be answered at once, then writes, then reads on.
void HttpSession::advance() {
    for (;;) {
        bool has_message = true;
        if (thread_.isStopping() && !is_message_open_)
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
    return phase_ == Phase::reading && keeps_alive_ && !file_ && out_.size() < kWriteBytes;
}

// false: nothing more can be done before more bytes have come.
bool HttpSession::readMessage() {
    if (in_begin_ == in_end_)
        return false;
    if (!is_message_open_)
        openMessage();
    std::size_t consumed = 0;
    auto const rest = std::string_view(in_).substr(in_begin_, in_end_ - in_begin_);
    auto const state = parser_.parse(rest, consumed);
    in_begin_ += consumed;
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
            refuse(413, Error::of(ErrorKind::too_large, "The POST data is too large."));
            return true;
        case ParseState::broken:
            refuse(400, Error::malformed("Bad Request"));
            return true;
    }
    return false;
}

void HttpSession::openMessage() {
    // A database thread may still be letting go of the last exchange.
    if (exchange_ && exchange_.use_count() == 1)
        exchange_->clear();
    else
        exchange_ = std::make_shared<HttpExchange>(*this, thread_.mailbox(), peer_);
    parser_.begin(exchange_->incoming);
    is_message_open_ = true;
    is_in_body_ = false;
    since_ = thread_.now();
}

void HttpSession::onBodyPart() {
    if (!is_in_body_) {
        is_in_body_ = true;
        since_ = thread_.now();
        if (parser_.expectsContinue() && in_begin_ == in_end_ && exchange_->incoming.body.empty())
            out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    }
    if (!hasRoomForBody())
        refuse(503, Error::unavailable("too many large bodies at once"));
}

void HttpSession::work() {
    is_message_open_ = false;
    if (upgrade(exchange_->incoming))
        return;
    keeps_alive_ = parser_.keepsAlive() && !thread_.isStopping();
    phase_ = Phase::working;
    thread_.dispatch().start(exchange_);
}

void HttpSession::refuse(int status, Error error, std::vector<Header> headers) {
    is_message_open_ = false;
    keeps_alive_ = false;
    phase_ = Phase::working;
    thread_.dispatch().refuse(exchange_, status, std::move(error), std::move(headers));
}

void HttpSession::flush() {
    if (out_begin_ < out_.size())
        out_begin_ += transport_->writeNow(std::string_view(out_).substr(out_begin_));
    if (out_begin_ == out_.size()) {
        out_begin_ = 0;
        out_.clear();
        if (out_.capacity() > 4 * kWriteBytes)
            out_.shrink_to_fit();
        if (file_ && !takeFilePiece())
            return close();
    }
    if (out_begin_ < out_.size() && phase_ == Phase::reading) {
        phase_ = Phase::writing;
        since_ = thread_.now();
        transport_->write(shared_from_this(), std::string_view(out_).substr(out_begin_));
    }
}

// Puts the next bytes of the file into out_, all of which is written. false: the file is shorter
// than its answer said, and only the end of the connection can tell the client.
bool HttpSession::takeFilePiece() {
    auto const size = std::min<std::int64_t>(kWriteBytes, file_->size_bytes());
    out_begin_ = 0;
    out_.resize(static_cast<std::size_t>(size));
    try {
        out_.resize(file_->file->read(file_->begin, out_));
    } catch (std::system_error const& failure) {
        log::error("a file cannot be sent to its end: {}", failure.what());
        return false;
    }
    file_->begin += static_cast<std::int64_t>(out_.size());
    bool const has_bytes = !out_.empty();
    if (file_->size_bytes() == 0)
        file_.reset();
    return has_bytes;
}

void HttpSession::read() {
    if (in_begin_ == in_end_ || phase_ == Phase::lingering)
        in_begin_ = in_end_ = 0;
    if (in_begin_ > 0) {
        std::memmove(in_.data(), in_.data() + in_begin_, in_end_ - in_begin_);
        in_end_ -= in_begin_;
        in_begin_ = 0;
    }
    bool const is_large_body =
        is_message_open_ && exchange_->incoming.body.size() > 4 * kReadBytesMin;
    if (in_.empty() || (!is_message_open_ && in_.size() > 4 * kReadBytesMin && in_end_ == 0))
        in_ = std::string(kReadBytesMin, '\0');
    else if (is_large_body && in_.size() < kReadBytesMax)
        in_.resize(kReadBytesMax);
    else if (in_end_ == in_.size())
        in_.resize(2 * in_.size());
    is_read_pending_ = true;
    transport_->read(shared_from_this(), {in_.data() + in_end_, in_.size() - in_end_});
}

// The client is given the time to read its last answer: closing a socket with unread bytes in it
// would take the answer back.
void HttpSession::linger() {
    phase_ = Phase::lingering;
    since_ = thread_.now();
    is_message_open_ = false;
    if (transport_->finishWriting(shared_from_this()) && !is_read_pending_)
        read();
}

bool HttpSession::hasRoomForBody() {
    auto const bytes = exchange_->incoming.body.capacity();
    if (bytes <= kUncountedBodyBytes || bytes <= body_bytes_held_)
        return true;
    auto const more = bytes - body_bytes_held_;
    auto const before = thread_.share().buffered_bytes.fetch_add(more);
    body_bytes_held_ = bytes;
    return before + more <= thread_.settings().buffered_bytes_max;
}

void HttpSession::releaseBody() {
    if (body_bytes_held_ > 0)
        thread_.share().buffered_bytes -= std::exchange(body_bytes_held_, 0);
}

bool HttpSession::isTooSlow() const {
    auto const& settings = thread_.settings();
    auto const elapsed = thread_.now() - since_;
    switch (phase_) {
        case Phase::opening:
            return elapsed > settings.header_timeout;
        case Phase::reading: {
            if (!is_message_open_)
                return elapsed > settings.idle_timeout;
            if (!is_in_body_)
                return elapsed > settings.header_timeout;
            std::chrono::seconds const earned(
                exchange_->incoming.body.size() / settings.body_bytes_per_second_min
            );
            return elapsed > settings.body_timeout + earned;
        }
        case Phase::writing:
            return elapsed > settings.write_timeout;
        case Phase::lingering:
            return elapsed > settings.linger_timeout;
        case Phase::working:
        case Phase::closed:
            return false;
    }
    return false;
}

void HttpSession::sweep() {
    // While a message is worked on nothing is read, so nothing else would tell.
    if (phase_ == Phase::working && exchange_->client_gone.stop_possible() &&
        transport_->isPeerGone())
        return close();
    if (!isTooSlow())
        return;
    if (phase_ == Phase::reading && is_message_open_)
        refuse(408, Error::malformed("Request Timeout"));
    else
        close();
}

}  // namespace antrean::http
