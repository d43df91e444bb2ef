#include "server/IoThread.hpp"

#include "base/Log.hpp"
#include "base/OncePerMinute.hpp"
#include "http/Problem.hpp"
#include "server/AccessLog.hpp"
#include "server/RequestId.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace antrean::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr int kBacklog = 4'096;
constexpr std::chrono::milliseconds kAcceptRetry{100};
constexpr int kFullRetryAfterS = 5;
constexpr std::size_t kIdleSearchMax = 64;
// After this many writes to WebSockets, requests get their turn.
constexpr std::size_t kFlushesTogether = 256;

std::string textOf(TcpEndpoint const& endpoint) {
    auto const address = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" +
           std::to_string(endpoint.port());
}

// The same text for a client on an IPv4 socket and on an IPv6 socket (mapped address).
std::string addressOf(asio::ip::address const& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

std::chrono::milliseconds sweepInterval(ServerSettings const& settings) {
    auto const shortest = std::min(
        {settings.header_timeout,
         settings.body_timeout,
         settings.idle_timeout,
         settings.write_timeout,
         settings.linger_timeout,
         settings.stop_timeout}
    );
    return std::clamp(
        shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(1'000)
    );
}

// The kernel takes no more bytes while this many wait to be sent. Bytes that are sent and not
// acknowledged do not count. By default it takes megabytes for each client that does not read. A
// few thousand of them used up its memory for TCP, and it dropped packets of all connections: a
// health check then took ten seconds.
constexpr int kUnsentBytesMax = 64 * 1024;

void setOption(IoThread::Acceptor& acceptor, int level, int option, int value) {
    if (::setsockopt(acceptor.native_handle(), level, option, &value, sizeof value) != 0)
        throw boost::system::system_error(errno, boost::system::system_category());
}

void sharePort(IoThread::Acceptor& acceptor) {
    setOption(acceptor, SOL_SOCKET, SO_REUSEPORT, 1);
}

// Closing a listener resets connections that the kernel has accepted and we have not, also those on
// which a request was sent. So the kernel first ignores the packets that begin a connection (those
// with SYN), and the handshakes under way get this time. A client repeats its packet after a
// second and is then refused, before it has sent anything.
constexpr std::chrono::milliseconds kLastHandshakes{50};

void ignoreNewConnections(IoThread::Acceptor& acceptor) {
    constexpr std::uint32_t kFlagsOffset = 13;
    constexpr std::uint32_t kAccept = 0xffffffff;
    std::array<sock_filter, 4> steps{{
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, kFlagsOffset),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TH_SYN, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, kAccept),
    }};
    sock_fprog const program{steps.size(), steps.data()};
    auto const status = ::setsockopt(
        acceptor.native_handle(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program
    );
    if (status != 0)
        log::warning(
            "requests on the last connections may be lost: {}",
            std::generic_category().message(errno)
        );
}

}  // namespace

IoThread::IoThread(ServerShare& share, std::size_t index)
    : share_(share),
      index_(index),
      context_(1),
      mailbox_(std::make_shared<http::Mailbox>(context_)),
      sweep_timer_(context_),
      last_timer_(context_),
      sweep_interval_(sweepInterval(share.settings)),
      now_(std::chrono::steady_clock::now()),
      timers_(now_) {}

IoThread::~IoThread() {
    mailbox_->close();
}

TcpEndpoint IoThread::listen(
    TcpEndpoint const& endpoint, bool is_first, MakeTransport make_transport
) {
    auto listener = std::make_unique<Listener>(context_, std::move(make_transport));
    auto& acceptor = listener->acceptor;
    acceptor.open(endpoint.protocol());
    acceptor.set_option(Acceptor::reuse_address(true));
    // The first thread binds the port exclusively, then lets the others share it. So a second
    // server on the same port fails to start instead of getting half of the clients.
    if (!is_first)
        sharePort(acceptor);
    // Accepted sockets inherit it.
    setOption(acceptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, kUnsentBytesMax);
    acceptor.bind(endpoint);
    if (is_first)
        sharePort(acceptor);
    acceptor.listen(kBacklog);
    acceptor.non_blocking(true);
    auto const bound = acceptor.local_endpoint();
    listener->authority = textOf(bound);
    listeners_.push_back(std::move(listener));
    return bound;
}

void IoThread::run() {
    now_ = std::chrono::steady_clock::now();
    for (auto const& listener : listeners_)
        accept(*listener);
    scheduleSweep();
    context_.run();
    for (auto position = sessions_.begin(); position != sessions_.end();) {
        auto const session = *position++;
        session->close();
    }
    for (auto position = web_sockets_.begin(); position != web_sockets_.end();) {
        auto const session = *position++;
        session->leave();
    }
    unflushed_.clear();
    mailbox_->close();
    flushAccessLog();
    // Runs the handlers of the aborted operations, which own their sessions.
    context_.restart();
    context_.poll();
}

void IoThread::stop() {
    mailbox_->post([this] { share_.dispatch.isDraining() ? acceptLast() : beginStop(); });
}

void IoThread::accept(Listener& listener) {
    listener.acceptor.async_accept(context_, [this, &listener](error_code error, Socket socket) {
        onAccepted(listener, error, std::move(socket));
    });
}

void IoThread::onAccepted(Listener& listener, error_code error, Socket socket) {
    if (is_stopping_)
        return;
    if (!error)
        serve(listener, std::move(socket));
    if (!error || error == asio::error::connection_aborted)
        return accept(listener);
    // Out of descriptors or memory: new connections stay in the backlog until there is room.
    static OncePerMinute warning;
    if (warning.isDue())
        log::warning("cannot accept connections for a moment: {}", error.message());
    listener.retry.expires_after(kAcceptRetry);
    listener.retry.async_wait([this, &listener](error_code aborted) {
        if (!aborted)
            accept(listener);
    });
}

void IoThread::serve(Listener& listener, Socket socket) {
    error_code error;
    auto const remote = socket.remote_endpoint(error);
    if (error)
        return;
    socket.set_option(tcp::no_delay(true), error);
    auto transport = listener.make_transport(std::move(socket));
    if (share_.connections.isFull() && !makeRoomForConnection()) {
        static OncePerMinute warning;
        if (warning.isDue())
            log::warning("the limit of connections is reached: further ones are refused");
        return refuse(*transport, Error::unavailable({}, kFullRetryAfterS));
    }
    auto const address = addressOf(remote.address());
    auto slot = share_.connections.take(address);
    if (!slot)
        return refuse(*transport, tooMany("Too many connections.", kFullRetryAfterS));
    Peer peer{address, listener.authority, transport->isTls()};
    auto session = std::make_shared<HttpSession>(
        *this, std::move(transport), std::move(peer), std::move(*slot)
    );
    sessions_.push_front(session);
    session->start(sessions_.begin());
}

void IoThread::refuse(Transport& transport, Error const& error) {
    std::string text;
    ResponseHead head;
    auto const request_id = requestId({});
    head.request_id = request_id;
    head.is_cross_origin = true;
    head.keep_alive = false;
    writer_.append(text, http::problem(error), head);
    transport.writeNow(text);
}

bool IoThread::closeIdleSession() {
    std::shared_ptr<HttpSession> idlest;
    auto position = sessions_.rbegin();
    for (std::size_t count = 0; count < kIdleSearchMax && position != sessions_.rend(); ++count) {
        auto const& session = *position++;
        if (session->isDispensable() && (!idlest || session->since() < idlest->since()))
            idlest = session;
    }
    if (idlest)
        idlest->close();
    return idlest != nullptr;
}

bool IoThread::makeRoomForConnection() {
    if (closeIdleSession())
        return true;
    if (share_.threads.size() == 1)
        return false;
    for (auto* const other : share_.threads)
        if (other != this)
            other->mailbox()->post([other] { other->closeIdleSession(); });
    return !share_.connections.isOverfull();
}

void IoThread::makeRoomForAnswers() {
    while (share_.unsent_bytes > settings().unsent_bytes_max && !blocked_.empty()) {
        static OncePerMinute warning;
        if (warning.isDue())
            log::warning("too many answers wait for slow clients: connections are closed");
        blocked_.front()->close();
    }
}

void IoThread::onAnswered() {
    if (std::exchange(is_flush_posted_, true))
        return;
    asio::post(context_, [this] {
        is_flush_posted_ = false;
        flushAccessLog();
    });
}

void IoThread::remove(HttpSession::Position position) {
    sessions_.erase(position);
    endWhenIdle();
}

LiveSession::Position IoThread::add(std::shared_ptr<LiveSession> session) {
    share_.dispatch.metrics().connectionOpened();
    web_sockets_.push_front(std::move(session));
    return web_sockets_.begin();
}

void IoThread::remove(LiveSession::Position position) {
    share_.dispatch.metrics().connectionClosed();
    web_sockets_.erase(position);
}

void IoThread::flushSoon(std::shared_ptr<LiveSession> session) {
    unflushed_.push_back(std::move(session));
    if (std::exchange(is_web_socket_flush_posted_, true))
        return;
    asio::post(context_, [this] { flushWebSockets(); });
}

void IoThread::flushWebSockets() {
    for (std::size_t count = 0; count < kFlushesTogether && !unflushed_.empty(); ++count) {
        auto const session = std::move(unflushed_.front());
        unflushed_.pop_front();
        session->flush();
    }
    is_web_socket_flush_posted_ = !unflushed_.empty();
    if (is_web_socket_flush_posted_)
        asio::post(context_, [this] { flushWebSockets(); });
}

void IoThread::scheduleSweep() {
    sweep_timer_.expires_after(sweep_interval_);
    sweep_timer_.async_wait([this](error_code aborted) {
        if (!aborted)
            sweep();
    });
}

void IoThread::sweep() {
    now_ = std::chrono::steady_clock::now();
    for (auto position = sessions_.begin(); position != sessions_.end();) {
        auto const session = *position++;
        session->sweep();
    }
    timers_.advance(now_);
    // Log lines of requests whose connection was closed before their answer.
    flushAccessLog();
    if (is_stopping_ && now_ >= stop_at_)
        return context_.stop();
    endWhenIdle();
    scheduleSweep();
}

void IoThread::acceptLast() {
    for (auto const& listener : listeners_)
        ignoreNewConnections(listener->acceptor);
    last_timer_.expires_after(kLastHandshakes);
    last_timer_.async_wait([this](error_code) {
        for (auto const& listener : listeners_)
            for (error_code error; !error;) {
                Socket socket(context_);
                listener->acceptor.accept(socket, error);
                if (!error)
                    serve(*listener, std::move(socket));
            }
        beginStop();
    });
}

void IoThread::beginStop() {
    is_stopping_ = true;
    stop_at_ = std::chrono::steady_clock::now() + settings().stop_timeout;
    for (auto const& listener : listeners_) {
        error_code ignored;
        listener->acceptor.close(ignored);
        listener->retry.cancel();
    }
    for (auto position = sessions_.begin(); position != sessions_.end();) {
        auto const session = *position++;
        session->stop();
    }
    // Where other servers serve, their clients need not wait for the requests in flight.
    if (share_.dispatch.isDraining())
        for (auto const& session : web_sockets_)
            session->stop();
    endWhenIdle();
}

void IoThread::endWhenIdle() {
    if (is_stopping_ &&
        std::ranges::none_of(sessions_, [](auto const& session) { return session->isInFlight(); }))
        context_.stop();
}

}  // namespace antrean::server
