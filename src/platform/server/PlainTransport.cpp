#include "server/Transport.hpp"

#include <boost/asio/buffer.hpp>

#include <poll.h>
#include <utility>

namespace antrean::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class PlainTransport final : public Transport {
public:
    explicit PlainTransport(Socket socket) : socket_(std::move(socket)) {
        error_code ignored;
        socket_.non_blocking(true, ignored);
    }

    void open(std::shared_ptr<TransportUser> session) override { session->onOpened({}); }

    void read(std::shared_ptr<TransportUser> session, std::span<char> space) override {
        socket_.async_read_some(
            asio::buffer(space.data(), space.size()),
            [session = std::move(session)](error_code error, std::size_t size) {
                session->onRead(error, size);
            }
        );
    }

    std::size_t writeNow(std::string_view bytes) override {
        error_code error;
        auto const size = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
        return error ? 0 : size;
    }

    void write(std::shared_ptr<TransportUser> session, std::string_view bytes) override {
        socket_.async_write_some(
            asio::buffer(bytes.data(), bytes.size()),
            [session = std::move(session)](error_code error, std::size_t size) {
                session->onWritten(error, size);
            }
        );
    }

    bool finishWriting(std::shared_ptr<TransportUser>) override {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        return true;
    }

    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }

    bool isTls() const override { return false; }

    bool isPeerGone() override { return server::isPeerGone(socket_.native_handle()); }

private:
    Socket socket_;
};

}  // namespace

bool isPeerGone(int descriptor) {
    pollfd watched{descriptor, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0;
}

std::unique_ptr<Transport> makePlainTransport(Socket socket) {
    return std::make_unique<PlainTransport>(std::move(socket));
}

}  // namespace antrean::server
