// The bytes of a connection, plain or TLS. For the socket files of this folder only.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

// Uses the context's own executor: a type-erased one costs an allocation per operation.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// The session that reads and writes a connection: of HTTP, or of a WebSocket after its upgrade.
class TransportUser {
public:
    virtual ~TransportUser() = default;
    virtual void onOpened(boost::system::error_code error) = 0;
    virtual void onRead(boost::system::error_code error, std::size_t size) = 0;
    virtual void onWritten(boost::system::error_code error, std::size_t size) = 0;
};

// Owned by its session, which every pending operation keeps alive. At most one read and one write
// are pending at a time. The end of an operation is reported to `session` later, never before the
// call that began the operation has returned.
class Transport {
public:
    virtual ~Transport() = default;

    // Makes the connection ready for requests (TLS handshake), then calls session->onOpened.
    virtual void open(std::shared_ptr<TransportUser> session) = 0;
    // Reads into `space`, then calls session->onRead. `space` must live until then.
    virtual void read(std::shared_ptr<TransportUser> session, std::span<char> space) = 0;
    // Writes what the socket takes without waiting. Returns the number of bytes written.
    virtual std::size_t writeNow(std::string_view bytes) = 0;
    // Writes some of `bytes`, then calls session->onWritten. `bytes` must live until then.
    virtual void write(std::shared_ptr<TransportUser> session, std::string_view bytes) = 0;
    // Closes our half of the connection. true: the caller must go on reading until the client
    // closes its half; false: session->onRead reports that by itself.
    virtual bool finishWriting(std::shared_ptr<TransportUser> session) = 0;
    // Ends pending operations.
    virtual void close() = 0;
    virtual bool isTls() const = 0;
    // The client has closed the connection or its half of it: the two look the same.
    virtual bool isPeerGone() = 0;
};

// The same for the descriptor of a socket.
bool isPeerGone(int descriptor);

using MakeTransport = std::function<std::unique_ptr<Transport>(Socket socket)>;

std::unique_ptr<Transport> makePlainTransport(Socket socket);

// The certificate of new TLS connections. Thread-safe.
class TlsCertificate {
public:
    // PEM files. Throws std::invalid_argument when they cannot be used.
    TlsCertificate(std::string certificate_file, std::string key_file);
    ~TlsCertificate();
    TlsCertificate(TlsCertificate const&) = delete;
    TlsCertificate& operator=(TlsCertificate const&) = delete;

    // Reads the files again. When they cannot be used, the earlier certificate stays and the
    // problem is returned.
    std::optional<std::string> reload();
    std::unique_ptr<Transport> makeTransport(Socket socket) const;

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace antrean::server
