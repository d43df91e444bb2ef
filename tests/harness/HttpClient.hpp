// A small blocking socket, for tests that need bytes which no HTTP client would send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace antrean::test {

class HttpClient {
public:
    // Connects to 127.0.0.1. Reads fail after ten seconds.
    explicit HttpClient(std::uint16_t port);
    ~HttpClient();
    HttpClient(HttpClient const&) = delete;
    HttpClient& operator=(HttpClient const&) = delete;

    // False if the server has closed the connection.
    bool send(std::string_view bytes);
    // Closes the sending half; answers still arrive.
    void finishSending();
    // Reads the next answer, head and body, by its Content-Length; less if the connection ends
    // before.
    std::string answer();
    // Reads so many bytes; fewer if the connection ends before.
    std::string bytes(std::size_t size);
    // Reads everything until the server closes.
    std::string rest();
    // Reads nothing more, so that the server's writes block.
    void shrinkReceiveBuffer();

private:
    bool receive();

    int socket_;
    std::string received_;
};

}  // namespace antrean::test
