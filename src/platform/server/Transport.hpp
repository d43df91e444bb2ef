// The bytes of a connection, plain or TLS. For the socket files of this folder only.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace antrean::server {

// With the context's own executor: type-erased ones cost an allocation per operation.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// Whoever reads and writes a connection: HTTP, or a WebSocket after its upgrade.
class TransportUser {
public:
    virtual ~TransportUser() = default;
    virtual void onOpened(boost::system::error_code error) = 0;
    virtual void onRead(boost::system::error_code error, std::size_t size) = 0;
    virtual void onWritten(boost::system::error_code error, std::size_t size) = 0;
};

// Owned by its session, which every pending operation keeps alive. At most one read and one write
// are pending at a time. `session` is told of the end of each operation, later, never inside it.
class Transport {
public:
    virtual ~Transport() = default;

    // Makes the connection ready for requests; then session->onOpened.
    virtual void open(std::shared_ptr<TransportUser> session) = 0;
    // Then session->onRead. `space` lives until then.
    virtual void read(std::shared_ptr<TransportUser> session, std::span<char> space) = 0;
    // Writes what the socket takes without waiting; 0 when that is nothing.
    virtual std::size_t writeNow(std::string_view bytes) = 0;
    // Then session->onWritten. `bytes` live until then.
    virtual void write(std::shared_ptr<TransportUser> session, std::string_view bytes) = 0;
    // Tells the client that nothing more will come. true: what the client still sends has to be
    // read until it ends; false: session->onRead reports the end by itself.
    virtual bool finishWriting(std::shared_ptr<TransportUser> session) = 0;
    // The kernel takes no more while so many bytes wait to be sent. What is on its way to a client
    // far off does not count.
    virtual void boundUnsent(int bytes) = 0;
    // Ends pending operations.
    virtual void close() = 0;
    virtual bool isTls() const = 0;
    // The client has closed, or said that it will send nothing more: the two look the same.
    virtual bool isPeerGone() = 0;
};

// The same of a socket's descriptor.
bool isPeerGone(int descriptor);
void boundUnsent(int descriptor, int bytes);

using MakeTransport = std::function<std::unique_ptr<Transport>(Socket socket)>;

std::unique_ptr<Transport> makePlainTransport(Socket socket);
// Throws std::invalid_argument when the files cannot be used.
MakeTransport tlsTransports(std::string const& certificate_file, std::string const& key_file);

}  // namespace antrean::server
