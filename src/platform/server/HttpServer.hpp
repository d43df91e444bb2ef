// Listens on one or two addresses, and has requests answered by a Dispatch.
#pragma once

#include "server/Connections.hpp"
#include "server/Dispatch.hpp"
#include "server/RequestParser.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace antrean::http {
class WebSocketService;
}

namespace antrean::server {

// Descriptors that are kept for the database, files that are sent, and requests to other servers.
inline constexpr std::size_t kOwnDescriptors = 256;

struct ServerSettings {
    std::string listen = "127.0.0.1:8000";  // HOST:PORT, [IPV6]:PORT; port 0: any free one
    std::string tls_listen;                 // the same over TLS; empty: no TLS
    std::string tls_certificate_file;       // PEM, with the chain
    std::string tls_key_file;               // PEM
    // Answers over TLS ask browsers to use nothing but TLS for this host name (RFC 6797), on all of
    // its ports. Not for a server whose other address is used by browsers too.
    bool demands_tls = false;
    std::size_t threads = 0;  // I/O threads; 0: one per CPU core
    // Where a further connection takes the place of one that idles, or is answered with 503 and
    // closed. connections_max is lowered when the system gives fewer descriptors.
    ConnectionLimits connections;
    MessageLimits message;
    // Memory of the requests of all connections: their bodies and the input read from them.
    std::size_t buffered_bytes_max = std::size_t{256} * 1024 * 1024;
    // The same for requests without a valid token.
    std::size_t open_buffered_bytes_max = std::size_t{64} * 1024 * 1024;
    // Answers that wait for clients that read slowly, all clients together. Where they need more,
    // the connections without progress for the longest time are closed.
    std::size_t unsent_bytes_max = std::size_t{256} * 1024 * 1024;
    // Frames that wait for slow clients of LiveSessions, all clients together. A frame counts once
    // per client, although they share it.
    std::size_t backlog_bytes_max = std::size_t{256} * 1024 * 1024;

    std::chrono::milliseconds header_timeout{15'000};  // from its first byte to its last
    // For the body: in each period of this length at least so many bytes per second must come.
    std::chrono::milliseconds body_timeout{15'000};
    std::size_t body_bytes_per_second_min = 1'024;
    std::chrono::milliseconds idle_timeout{75'000};   // between two requests
    std::chrono::milliseconds write_timeout{30'000};  // without any progress
    std::chrono::milliseconds linger_timeout{5'000};  // for the client to read a last answer
    std::chrono::milliseconds stop_timeout{10'000};   // for requests in flight when stopping
    // Between drain() and stop(): the time in which load balancers turn to other servers. Not zero:
    // stop() also accepts and serves the connections that are being opened.
    std::chrono::seconds drain{0};
};

// Whether `text` has the form of ServerSettings::listen. Its host may be unknown nevertheless.
bool isListenAddress(std::string_view text);

class HttpServer {
public:
    // Listens from now on; answers begin with run(). `web_sockets` gets the connections that ask
    // for an upgrade at one of its paths. Throws std::invalid_argument for an address or a TLS file
    // that is not valid, std::runtime_error when the server cannot listen on an address; both with
    // one line for the operator.
    HttpServer(
        ServerSettings settings, Dispatch& dispatch, http::WebSocketService* web_sockets = nullptr
    );
    ~HttpServer();
    // Throws what the constructor would throw for these settings; changes nothing.
    static void check(ServerSettings const& settings);
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    // The ports in use; 0 without a TLS listener.
    std::uint16_t port() const;
    std::uint16_t tlsPort() const;

    // Serves until stop(); returns when every I/O thread has ended. Requests that are still in
    // flight then are dropped, and late answers of the database with them.
    void run();
    // From now on /up answers 503, and every answer closes its connection. New connections are
    // served. drain() and stop() may be called from any thread, but not from a signal handler.
    void drain();
    // Stops accepting and finishes the requests in flight.
    void stop();
    // Reads the TLS files again, for new connections, and logs the outcome. From any thread.
    void reloadCertificate();

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace antrean::server
