#include "server/HttpServer.hpp"

#include "base/Log.hpp"
#include "http/LiveSocket.hpp"
#include "server/IoThread.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>
#include <utility>
#include <vector>

namespace antrean::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct HostAndPort {
    std::string host;
    std::uint16_t port;
};

std::optional<HostAndPort> split(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    auto host = text.substr(0, colon);
    auto const digits = text.substr(colon + 1);
    auto const* const end = digits.data() + digits.size();
    std::uint16_t port = 0;
    auto const [stop, error] = std::from_chars(digits.data(), end, port);
    if (digits.empty() || error != std::errc() || stop != end)
        return std::nullopt;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return std::nullopt;  // an IPv6 address without brackets: where the port begins is unclear
    if (host.empty())
        return std::nullopt;
    return HostAndPort{std::string(host), port};
}

TcpEndpoint resolve(std::string const& text) {
    auto const parts = split(text);
    if (!parts)
        throw std::invalid_argument(
            "cannot listen on \"" + text + "\": expected HOST:PORT or [IPV6]:PORT"
        );
    boost::system::error_code failure;
    if (auto const address = asio::ip::make_address(parts->host, failure); !failure)
        return {address, parts->port};
    asio::io_context context;
    auto const found =
        tcp::resolver(context).resolve(parts->host, std::to_string(parts->port), failure);
    if (failure || found.empty())
        throw std::invalid_argument("cannot listen on \"" + text + "\": unknown host");
    return found.begin()->endpoint();
}

[[noreturn]] void refuseAddress(
    std::string const& address, boost::system::system_error const& failure
) {
    throw std::runtime_error("cannot listen on " + address + ": " + failure.code().message());
}

void checkAddress(std::string const& address) {
    auto const endpoint = resolve(address);
    try {
        asio::io_context context;
        tcp::acceptor acceptor(context);
        acceptor.open(endpoint.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind(endpoint);
    } catch (boost::system::system_error const& failure) {
        refuseAddress(address, failure);
    }
}

std::size_t threadCount(ServerSettings const& settings) {
    return settings.threads != 0 ? settings.threads
                                 : std::max(1U, std::thread::hardware_concurrency());
}

// The usual limit of 1,024 descriptors is lower than connections_max. Returns how many connections
// there are descriptors for.
std::size_t raiseDescriptorLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::numeric_limits<std::size_t>::max();
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 2 * kOwnDescriptors ? limit.rlim_cur - kOwnDescriptors
                                                : limit.rlim_cur / 2;
}

ServerSettings withinDescriptors(ServerSettings settings) {
    auto& limits = settings.connections;
    limits.connections_max = std::min(limits.connections_max, raiseDescriptorLimit());
    log::info(
        "up to {} connections, {} of them with live updates",
        limits.connections_max,
        limits.live_max()
    );
    return settings;
}

}  // namespace

bool isListenAddress(std::string_view text) {
    return split(text).has_value();
}

class HttpServer::State {
public:
    State(ServerSettings settings, Dispatch& dispatch, http::WebSocketService* web_sockets)
        : share_{withinDescriptors(std::move(settings)), dispatch, web_sockets} {
        auto const count = threadCount(share_.settings);
        for (std::size_t index = 0; index < count; ++index)
            share_.threads.push_back(
                threads_.emplace_back(std::make_unique<IoThread>(share_, index)).get()
            );
        startWebSockets();
        port = listen(share_.settings.listen, makePlainTransport);
        if (!share_.settings.tls_listen.empty())
            listenTls();
    }

    void reloadCertificate() {
        if (!certificate_)
            return;
        if (auto const problem = certificate_->reload())
            log::error("the TLS certificate was not reloaded: {}", *problem);
        else
            log::info("the TLS certificate was reloaded");
    }

    void run() {
        std::vector<std::thread> running;
        for (std::size_t index = 1; index < threads_.size(); ++index)
            running.emplace_back([thread = threads_[index].get()] { thread->run(); });
        threads_.front()->run();
        for (auto& thread : running)
            thread.join();
        // The threads may end while stop() still iterates over them.
        std::lock_guard const lock(stop_mutex_);
    }

    void drain() { share_.dispatch.drain(); }

    void stop() {
        std::lock_guard const lock(stop_mutex_);
        for (auto const& thread : threads_)
            thread->stop();
    }

    std::uint16_t port = 0;
    std::uint16_t tls_port = 0;

private:
    void startWebSockets() {
        if (share_.web_sockets == nullptr)
            return;
        std::vector<std::shared_ptr<http::Mailbox>> mailboxes;
        for (auto const& thread : threads_)
            mailboxes.push_back(thread->mailbox());
        share_.web_sockets->start(std::move(mailboxes));
    }

    void listenTls() {
        auto const& settings = share_.settings;
        certificate_.emplace(settings.tls_certificate_file, settings.tls_key_file);
        tls_port = listen(settings.tls_listen, [this](Socket socket) {
            return certificate_->makeTransport(std::move(socket));
        });
    }

    std::uint16_t listen(std::string const& address, MakeTransport const& make_transport) {
        auto endpoint = resolve(address);
        try {
            bool is_first = true;
            for (auto const& thread : threads_)
                endpoint = thread->listen(endpoint, std::exchange(is_first, false), make_transport);
        } catch (boost::system::system_error const& failure) {
            refuseAddress(address, failure);
        }
        return endpoint.port();
    }

    ServerShare share_;
    std::optional<TlsCertificate> certificate_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::mutex stop_mutex_;
};

HttpServer::HttpServer(
    ServerSettings settings, Dispatch& dispatch, http::WebSocketService* web_sockets
)
    : state_(std::make_unique<State>(std::move(settings), dispatch, web_sockets)) {}

HttpServer::~HttpServer() = default;

void HttpServer::check(ServerSettings const& settings) {
    checkAddress(settings.listen);
    if (settings.tls_listen.empty())
        return;
    checkAddress(settings.tls_listen);
    TlsCertificate const certificate(settings.tls_certificate_file, settings.tls_key_file);
}

std::uint16_t HttpServer::port() const {
    return state_->port;
}

std::uint16_t HttpServer::tlsPort() const {
    return state_->tls_port;
}

void HttpServer::run() {
    state_->run();
}

void HttpServer::drain() {
    state_->drain();
}

void HttpServer::reloadCertificate() {
    state_->reloadCertificate();
}

void HttpServer::stop() {
    state_->stop();
}

}  // namespace antrean::server
