#include "server/Transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <stdexcept>
#include <utility>

namespace antrean::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class TlsTransport final : public Transport {
public:
    TlsTransport(Socket socket, std::shared_ptr<asio::ssl::context> context)
        : context_(std::move(context)), stream_(std::move(socket), *context_) {}

    void open(std::shared_ptr<TransportUser> session) override {
        stream_.async_handshake(
            asio::ssl::stream_base::server,
            [session = std::move(session)](error_code error) { session->onOpened(error); }
        );
    }

    void read(std::shared_ptr<TransportUser> session, std::span<char> space) override {
        stream_.async_read_some(
            asio::buffer(space.data(), space.size()),
            [session = std::move(session)](error_code error, std::size_t size) {
                session->onRead(error, size);
            }
        );
    }

    std::size_t writeNow(std::string_view) override { return 0; }

    void write(std::shared_ptr<TransportUser> session, std::string_view bytes) override {
        stream_.async_write_some(
            asio::buffer(bytes.data(), bytes.size()),
            [session = std::move(session)](error_code error, std::size_t size) {
                session->onWritten(error, size);
            }
        );
    }

    bool finishWriting(std::shared_ptr<TransportUser> session) override {
        stream_.async_shutdown([session = std::move(session)](error_code) {
            session->onRead(asio::error::eof, 0);
        });
        return false;
    }

    void boundUnsent(int bytes) override {
        server::boundUnsent(stream_.next_layer().native_handle(), bytes);
    }

    void close() override {
        error_code ignored;
        stream_.next_layer().close(ignored);
    }

    bool isTls() const override { return true; }

    bool isPeerGone() override { return server::isPeerGone(stream_.next_layer().native_handle()); }

private:
    std::shared_ptr<asio::ssl::context> context_;
    asio::ssl::stream<Socket> stream_;
};

}  // namespace

MakeTransport tlsTransports(std::string const& certificate_file, std::string const& key_file) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(
        asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
        asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression
    );
    error_code error;
    context->use_certificate_chain_file(certificate_file, error);
    if (error)
        throw std::invalid_argument("TLS certificate " + certificate_file + ": " + error.message());
    context->use_private_key_file(key_file, asio::ssl::context::pem, error);
    if (error)
        throw std::invalid_argument("TLS key " + key_file + ": " + error.message());
    return [context](Socket socket) {
        return std::make_unique<TlsTransport>(std::move(socket), context);
    };
}

}  // namespace antrean::server
