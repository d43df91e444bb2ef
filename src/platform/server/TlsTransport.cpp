#include "server/Transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <mutex>
#include <stdexcept>
#include <string>
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

using Context = std::shared_ptr<asio::ssl::context>;

// Of TLS 1.2, only suites whose recorded traffic cannot be read by who gets hold of the key later.
// All suites of TLS 1.3 are of this kind.
constexpr char const* kTls12Suites = "ECDHE+AESGCM:ECDHE+CHACHA20";

// Null: the files cannot be used, for the reason in `problem`.
Context load(
    std::string const& certificate_file, std::string const& key_file, std::string& problem
) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(
        asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
        asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression
    );
    SSL_CTX_set_cipher_list(context->native_handle(), kTls12Suites);
    error_code error;
    context->use_certificate_chain_file(certificate_file, error);
    if (error)
        problem = "TLS certificate " + certificate_file + ": " + error.message();
    else if (context->use_private_key_file(key_file, asio::ssl::context::pem, error); error)
        problem = "TLS key " + key_file + ": " + error.message();
    return problem.empty() ? context : nullptr;
}

}  // namespace

class TlsCertificate::State {
public:
    State(std::string certificate_file, std::string key_file)
        : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

    std::string load() {
        std::string problem;
        auto loaded = server::load(certificate_file_, key_file_, problem);
        std::lock_guard const lock(mutex_);
        if (loaded)
            context_ = std::move(loaded);
        return problem;
    }

    Context context() {
        std::lock_guard const lock(mutex_);
        return context_;
    }

private:
    std::string const certificate_file_;
    std::string const key_file_;
    std::mutex mutex_;
    Context context_;
};

TlsCertificate::TlsCertificate(std::string certificate_file, std::string key_file)
    : state_(std::make_unique<State>(std::move(certificate_file), std::move(key_file))) {
    if (auto const problem = state_->load(); !problem.empty())
        throw std::invalid_argument(problem);
}

TlsCertificate::~TlsCertificate() = default;

std::optional<std::string> TlsCertificate::reload() {
    auto problem = state_->load();
    return problem.empty() ? std::nullopt : std::optional(std::move(problem));
}

std::unique_ptr<Transport> TlsCertificate::makeTransport(Socket socket) const {
    return std::make_unique<TlsTransport>(std::move(socket), state_->context());
}

}  // namespace antrean::server
