#include "harness/HttpClient.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace antrean::test {

HttpClient::HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval const patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to the server under test");
}

HttpClient::~HttpClient() {
    ::close(socket_);
}

bool HttpClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void HttpClient::finishSending() {
    ::shutdown(socket_, SHUT_WR);
}

bool HttpClient::receive() {
    std::array<char, 65'536> piece{};
    auto const size = ::recv(socket_, piece.data(), piece.size(), 0);
    if (size > 0)
        received_.append(piece.data(), static_cast<std::size_t>(size));
    return size > 0;
}

std::string HttpClient::answer() {
    auto end = received_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!receive())
            return std::exchange(received_, {});
        end = received_.find("\r\n\r\n");
    }
    std::size_t length = 0;
    auto const field = received_.find("Content-Length: ");
    if (field < end)
        length = std::strtoul(received_.c_str() + field + 16, nullptr, 10);
    auto const total = end + 4 + length;
    while (received_.size() < total)
        if (!receive())
            return std::exchange(received_, {});
    auto text = received_.substr(0, total);
    received_.erase(0, total);
    return text;
}

std::string HttpClient::bytes(std::size_t size) {
    while (received_.size() < size && receive()) {
    }
    auto text = received_.substr(0, size);
    received_.erase(0, text.size());
    return text;
}

std::string HttpClient::rest() {
    while (receive()) {
    }
    return std::exchange(received_, {});
}

void HttpClient::shrinkReceiveBuffer() {
    int const size = 4'096;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

}  // namespace antrean::test
