#include "server/LiveSession.hpp"

#include "server/IoThread.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace antrean::server {
namespace {

constexpr std::size_t kReadBytesMin = 512;  // the memory of an idle connection
constexpr std::size_t kWriteBytes = 64 * 1024;
constexpr std::chrono::seconds kClosingTimeout{5};
constexpr auto kNever = http::LiveSocket::Time::max();

}  // namespace

LiveSession::LiveSession(IoThread& thread, http::LiveLimits const& limits, Framing framing)
    : thread_(thread),
      limits_(limits),
      last_received_at_(thread.now()),
      progress_at_(thread.now()),
      due_(kNever) {
    if (framing == Framing::web_socket)
        reader_.emplace(limits.message_bytes_max);
}

LiveSession::~LiveSession() = default;

void LiveSession::start(
    std::unique_ptr<Transport> transport,
    Connections::Slot slot,
    std::unique_ptr<http::Conversation> conversation,
    Position position,
    std::string head,
    std::string_view rest
) {
    transport_ = std::move(transport);
    slot_.emplace(std::move(slot));
    conversation_ = std::move(conversation);
    position_ = position;
    enqueue(std::make_shared<std::string const>(std::move(head)));
    conversation_->onOpen();
    if (!reader_)
        return read();
    in_.assign(rest);
    in_end_ = in_.size();
    readFrames();
}

http::LiveSocket::Time LiveSession::now() const {
    return thread_.now();
}

void LiveSession::callAt(Time due) {
    due_ = due;
    setTimer();
}

void LiveSession::setTimer() {
    auto due = due_;
    if (is_writing_)
        due = std::min(due, progress_at_ + limits_.stall_timeout);
    if (phase_ == Phase::closing || phase_ == Phase::lingering)
        due = std::min(due, closing_at_ + kClosingTimeout);
    if (due == kNever)
        cancel();
    else if (!isSet() || due < Timer::due())
        thread_.timers().set(*this, due);
}

void LiveSession::onTimer() {
    auto const self = shared_from_this();
    auto const time = now();
    if (phase_ == Phase::closed)
        return;
    bool const is_closing = phase_ != Phase::open;
    if (is_closing && time >= closing_at_ + kClosingTimeout)
        return end();
    if (!is_closing && is_writing_ && time >= progress_at_ + limits_.stall_timeout)
        giveUp("The client does not read");
    else if (!is_closing && time >= due_) {
        due_ = kNever;
        conversation_->onDue();
    }
    if (phase_ != Phase::closed)
        setTimer();
}

void LiveSession::enqueue(http::Frame const& frame) {
    out_.push_back(frame);
    out_bytes_ += frame->size();
    countBlocked();
    if (!is_writing_ && !std::exchange(is_flush_due_, true))
        thread_.flushSoon(shared_from_this());
}

bool LiveSession::hasRoomFor(std::size_t size) const {
    if (out_bytes_ + size > limits_.queued_bytes_max || out_.size() >= limits_.queued_frames_max)
        return false;
    return !is_writing_ ||
           thread_.share().blocked_bytes + size <= thread_.settings().backlog_bytes_max;
}

void LiveSession::countBlocked() {
    auto const blocked = is_writing_ && phase_ != Phase::closed ? out_bytes_ : 0;
    if (blocked == blocked_bytes_)
        return;
    thread_.share().blocked_bytes += blocked - blocked_bytes_;  // modulo 2^64, like the sum
    blocked_bytes_ = blocked;
}

void LiveSession::send(http::Frame const& frame) {
    if (phase_ != Phase::open || is_overrun_)
        return;
    is_overrun_ = !hasRoomFor(frame->size());
    if (!is_overrun_)
        return enqueue(frame);
    // The connection is closed later: the caller may be going through a list that closing changes.
    if (!std::exchange(is_flush_due_, true))
        thread_.flushSoon(shared_from_this());
}

void LiveSession::close(std::uint16_t code, std::string_view reason) {
    if (phase_ == Phase::open)
        beginClosing(code, reason);
}

void LiveSession::beginClosing(std::uint16_t code, std::string_view reason) {
    phase_ = Phase::closing;
    closing_at_ = now();
    if (reader_)
        enqueue(http::closeFrame(code, reason));
    if (!std::exchange(is_flush_due_, true))
        thread_.flushSoon(shared_from_this());
    setTimer();
}

void LiveSession::endConversation() {
    due_ = kNever;
    if (auto const conversation = std::move(conversation_))
        conversation->onClosed();
}

void LiveSession::giveUp(std::string_view reason) {
    thread_.dispatch().metrics().slowReaderClosed();
    // A frame of which a part is written must be written to its end.
    if (!out_.empty()) {
        out_.resize(out_begin_ > 0 || is_writing_ ? 1 : 0);
        out_bytes_ = out_.empty() ? 0 : out_.front()->size() - out_begin_;
        countBlocked();
    }
    beginClosing(limits_.slow_reader_code, reason);
}

void LiveSession::flush() {
    is_flush_due_ = false;
    if (phase_ == Phase::closed)
        return;
    if (is_overrun_ && phase_ == Phase::open)
        giveUp("The client reads too slowly");
    // Before the close frame is written: a client that reads it and connects again must find that
    // the application has forgotten this connection.
    if (phase_ == Phase::closing)
        endConversation();
    while (!out_.empty() && !is_writing_) {
        auto bytes = std::string_view(*out_.front()).substr(out_begin_);
        auto& scratch = thread_.scratch();
        if (out_.size() > 1) {
            scratch.assign(bytes);
            for (std::size_t index = 1; index < out_.size(); ++index) {
                if (scratch.size() + out_[index]->size() > kWriteBytes)
                    break;
                scratch += *out_[index];
            }
            bytes = scratch;
        }
        auto const written = transport_->writeNow(bytes);
        take(written);
        if (written == bytes.size())
            continue;
        is_writing_ = true;
        countBlocked();
        progress_at_ = now();
        transport_->write(shared_from_this(), std::string_view(*out_.front()).substr(out_begin_));
        setTimer();
    }
    if (!out_.empty())
        return;
    out_.shrink_to_fit();
    if (phase_ != Phase::closing)
        return;
    phase_ = Phase::lingering;
    if (transport_->finishWriting(shared_from_this()) && !is_reading_)
        read();
}

void LiveSession::take(std::size_t size) {
    out_bytes_ -= size;
    out_begin_ += size;
    std::size_t done = 0;
    while (done < out_.size() && out_begin_ >= out_[done]->size()) {
        out_begin_ -= out_[done]->size();
        ++done;
    }
    out_.erase(out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(done));
}

void LiveSession::onOpened(boost::system::error_code) {}

void LiveSession::onWritten(boost::system::error_code error, std::size_t size) {
    if (phase_ == Phase::closed)
        return;
    if (error)
        return end();
    is_writing_ = false;
    take(size);
    countBlocked();
    flush();
}

void LiveSession::read() {
    if (in_end_ == 0 && in_.size() != kReadBytesMin)
        in_ = std::string(kReadBytesMin, '\0');
    is_reading_ = true;
    transport_->read(shared_from_this(), {in_.data() + in_end_, in_.size() - in_end_});
}

void LiveSession::onRead(boost::system::error_code error, std::size_t size) {
    is_reading_ = false;
    if (phase_ == Phase::closed)
        return;
    if (error)
        return end();
    last_received_at_ = now();
    if (phase_ == Phase::lingering || !reader_) {
        in_end_ = 0;
        return read();
    }
    in_end_ += size;
    readFrames();
}

void LiveSession::readFrames() {
    auto const self = shared_from_this();
    std::size_t begin = 0;
    std::size_t wanted = 0;
    for (;;) {
        std::size_t consumed = 0;
        auto const event = reader_->next({in_.data() + begin, in_end_ - begin}, consumed, wanted);
        begin += consumed;
        if (event.kind == WebSocketReader::Kind::incomplete && consumed == 0)
            break;
        if (!onEvent(event)) {
            in_end_ = 0;
            if (phase_ != Phase::closed)
                read();
            return;
        }
    }
    std::memmove(in_.data(), in_.data() + begin, in_end_ - begin);
    in_end_ -= begin;
    if (wanted > in_.size() || in_.empty())
        in_.resize(std::max(wanted, kReadBytesMin));
    read();
}

bool LiveSession::onEvent(WebSocketReader::Event const& event) {
    using Kind = WebSocketReader::Kind;
    bool const is_open = phase_ == Phase::open;
    switch (event.kind) {
        case Kind::incomplete:
            return true;
        case Kind::text:
            if (is_open)
                conversation_->onText(event.payload);
            return true;
        case Kind::ping:
            send(http::pongFrame(event.payload));
            [[fallthrough]];
        case Kind::pong:
            if (is_open)
                conversation_->onControl();
            return true;
        case Kind::close:
            if (is_open)
                beginClosing(event.code, {});
            return false;
        case Kind::broken:
            onBroken(event.code);
            return false;
    }
    return false;
}

void LiveSession::onBroken(std::uint16_t code) {
    if (phase_ != Phase::open)
        return;
    conversation_->onViolation(code);
    close(code, {});
}

void LiveSession::stop() {
    if (phase_ != Phase::open)
        return;
    conversation_->onStop();
    close(limits_.stop_code, "The server is restarting");
}

void LiveSession::leave() {
    if (phase_ == Phase::closed)
        return;
    stop();
    // A frame of which a part is written cannot be cut short. Such a client gets no close frame.
    if (!is_writing_ && out_begin_ == 0 && phase_ == Phase::closing) {
        std::string bytes;
        for (auto const& frame : out_)
            bytes += *frame;
        transport_->writeNow(bytes);
        transport_->finishWriting(shared_from_this());
    }
    conversation_.reset();
    end();
}

void LiveSession::end() {
    if (phase_ == Phase::closed)
        return;
    phase_ = Phase::closed;
    countBlocked();
    cancel();
    transport_->close();
    slot_.reset();
    endConversation();
    thread_.remove(position_);
}

}  // namespace antrean::server
