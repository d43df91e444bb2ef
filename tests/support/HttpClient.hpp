// A small blocking socket, for tests of the server that need bytes no HTTP client would send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::tests {

class HttpClient {
public:
    // Connects to 127.0.0.1. Reads give up after ten seconds.
    explicit HttpClient(std::uint16_t port);
    ~HttpClient();
    HttpClient(HttpClient const&) = delete;
    HttpClient& operator=(HttpClient const&) = delete;

    // false: the server has closed.
    bool send(std::string_view bytes);
    // Nothing more will be sent; answers still arrive.
    void finishSending();
    // The next answer, head and body, by its Content-Length; what there was when the connection
    // ended before.
    std::string answer();
    // The next bytes; fewer when the connection ended before.
    std::string bytes(std::size_t size);
    // Everything until the server closes.
    std::string rest();
    // Leaves what arrives in the kernel, so that the server's writes come to a stop.
    void shrinkReceiveBuffer();

private:
    bool receive();

    int socket_;
    std::string received_;
};

}  // namespace antrean::tests
