// A thread that accepts connections and serves them. It shares no context, acceptor, session or
// buffer with other threads. For the socket files of this folder only.
#pragma once

#include "http/LiveSocket.hpp"
#include "http/Mailbox.hpp"
#include "server/Connections.hpp"
#include "server/Dispatch.hpp"
#include "server/HttpServer.hpp"
#include "server/HttpSession.hpp"
#include "server/LiveSession.hpp"
#include "server/ResponseWriter.hpp"
#include "server/TimerWheel.hpp"
#include "server/Transport.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace antrean::server {

using TcpEndpoint = boost::asio::ip::tcp::endpoint;

class IoThread;

// What all I/O threads of a server share.
struct ServerShare {
    ServerSettings settings;
    Dispatch& dispatch;
    http::WebSocketService* web_sockets = nullptr;  // null: no upgrades
    Connections connections{settings.connections};
    std::vector<IoThread*> threads = {};  // set before the first of them runs
    std::shared_ptr<MemoryBudgets> memory_budgets = std::make_shared<MemoryBudgets>(
        settings.open_buffered_bytes_max, settings.buffered_bytes_max
    );
    // See ServerSettings::unsent_bytes_max.
    std::atomic<std::size_t> unsent_bytes{0};
    // See ServerSettings::backlog_bytes_max.
    std::atomic<std::size_t> blocked_bytes{0};
};

class IoThread {
public:
    using Executor = boost::asio::io_context::executor_type;
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
    using Time = std::chrono::steady_clock::time_point;

    // `index`: its number among the threads of the server, from 0.
    IoThread(ServerShare& share, std::size_t index);
    ~IoThread();
    IoThread(IoThread const&) = delete;
    IoThread& operator=(IoThread const&) = delete;

    // Before run(). `is_first`: no other thread of this server listens there yet. Returns the bound
    // endpoint, with the real port for port 0. Throws boost::system::system_error.
    TcpEndpoint listen(TcpEndpoint const& endpoint, bool is_first, MakeTransport make_transport);
    // Returns when stop() was called and nothing is in flight, or stop_timeout after stop().
    void run();
    // From any thread.
    void stop();

    ServerShare& share() { return share_; }
    ServerSettings const& settings() const { return share_.settings; }
    Dispatch& dispatch() { return share_.dispatch; }
    ResponseWriter& writer() { return writer_; }
    std::shared_ptr<http::Mailbox> const& mailbox() const { return mailbox_; }
    // The time of the last sweep. Exact enough for timeouts, and needs no system call.
    Time now() const { return now_; }
    bool isStopping() const { return is_stopping_; }
    std::size_t index() const { return index_; }
    TimerWheel& timers() { return timers_; }
    // A buffer for bytes that are needed until the next call of this function only.
    std::string& scratch() { return scratch_; }
    void remove(HttpSession::Position position);
    // The sessions whose clients read slowly, those without progress for the longest time first.
    std::list<HttpSession*>& blocked() { return blocked_; }
    // Closes the first of them, until all answers that wait are within their limit.
    void makeRoomForAnswers();
    LiveSession::Position add(std::shared_ptr<LiveSession> session);
    // The connection is closed.
    void remove(LiveSession::Position position);
    // Calls its flush() after the events that are ready now have been handled.
    void flushSoon(std::shared_ptr<LiveSession> session);
    // Writes the access log after the events that are ready now have been handled.
    void onAnswered();

private:
    using Timer = boost::asio::basic_waitable_timer<
        std::chrono::steady_clock,
        boost::asio::wait_traits<std::chrono::steady_clock>,
        Executor>;
    struct Listener {
        Listener(boost::asio::io_context& context, MakeTransport make)
            : acceptor(context), retry(context), make_transport(std::move(make)) {}

        Acceptor acceptor;
        Timer retry;
        MakeTransport make_transport;
        std::string authority;  // "127.0.0.1:8000"
    };

    void accept(Listener& listener);
    void onAccepted(Listener& listener, boost::system::error_code error, Socket socket);
    void serve(Listener& listener, Socket socket);
    void refuse(Transport& transport, Error const& error);
    // Closes the connection that has idled for the longest time, of the oldest ones. false: none
    // of them idles.
    bool closeIdleSession();
    // Before a connection is added where there are as many as there may be. false: refuse it.
    bool makeRoomForConnection();
    void flushWebSockets();
    void scheduleSweep();
    void sweep();
    // Accepts the connections that are being opened, then begins to stop.
    void acceptLast();
    void beginStop();
    void endWhenIdle();

    ServerShare& share_;
    std::size_t const index_;
    boost::asio::io_context context_;
    std::shared_ptr<http::Mailbox> mailbox_;
    Timer sweep_timer_;
    Timer last_timer_;  // acceptLast()
    std::chrono::milliseconds sweep_interval_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::list<std::shared_ptr<HttpSession>> sessions_;  // the oldest one last
    std::list<HttpSession*> blocked_;
    ResponseWriter writer_;
    Time now_;
    TimerWheel timers_;
    std::list<std::shared_ptr<LiveSession>> web_sockets_;
    std::deque<std::shared_ptr<LiveSession>> unflushed_;
    std::string scratch_;
    Time stop_at_;
    bool is_stopping_ = false;
    bool is_flush_posted_ = false;
    bool is_web_socket_flush_posted_ = false;
};

}  // namespace antrean::server
