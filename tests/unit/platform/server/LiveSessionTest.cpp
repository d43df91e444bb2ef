// Connections on which the server sends by itself, on real sockets: clients that do not read.
#include "http/LiveSocket.hpp"
#include "unit/platform/server/ServerFixture.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFrameBytes = 64 * 1024;
// More than the server lets the kernel buffer for a client that does not read, less than the
// kernel's own limit.
constexpr std::size_t kFlood = 8;

// Sends as many frames as the path says, all at once.
class Speaker final : public http::Conversation {
public:
    Speaker(http::LiveSocket& socket, std::size_t frames, std::atomic<int>& ended)
        : socket_(socket), frames_(frames), ended_(ended) {}

    void onOpen() override {
        auto const frame = http::textFrame(std::string(kFrameBytes, 'x'));
        for (std::size_t count = 0; count < frames_; ++count)
            socket_.send(frame);
    }
    void onDue() override {}
    void onText(std::string_view text) override { socket_.send(http::textFrame(text)); }
    void onClosed() override { ++ended_; }

private:
    http::LiveSocket& socket_;
    std::size_t frames_;
    std::atomic<int>& ended_;
};

class SpeakingService final : public http::WebSocketService {
public:
    explicit SpeakingService(http::LiveLimits const& limits) : http::WebSocketService(limits) {}

    void start(std::vector<std::shared_ptr<http::Mailbox>>) override {}
    bool serves(std::string_view) const override { return true; }
    std::unique_ptr<http::Conversation> open(
        std::string_view path, http::Incoming const&, std::size_t, http::LiveSocket& socket
    ) override {
        return std::make_unique<Speaker>(socket, path == "/flood" ? kFlood : 0, ended);
    }

    std::atomic<int> ended = 0;  // number of ended conversations
};

class LiveSessionTest : public ServerTest {
protected:
    ~LiveSessionTest() override { stop(); }

    void start(http::LiveLimits limits, ServerSettings settings = {}) {
        limits.queued_bytes_max = 2 * kFlood * kFrameBytes;
        service_ = std::make_unique<SpeakingService>(limits);
        settings.threads = 1;
        settings.linger_timeout = 100ms;  // also the interval of the timers
        ServerTest::start({}, settings, service_.get());
    }

    static std::string upgrade(std::string const& path) {
        return get(
            path,
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        );
    }
    // Sends until a client that does not read is closed; `other` is served all the time.
    void awaitSlowReader(HttpClient& other) {
        auto const deadline = std::chrono::steady_clock::now() + 10s;
        while (dispatch().metrics().text().find("antrean_websocket_slow_readers 1\n") ==
               std::string::npos) {
            ASSERT_TRUE(isServed(other));
            ASSERT_LT(std::chrono::steady_clock::now(), deadline);
        }
        EXPECT_TRUE(isServed(other));
    }
    static std::string hi() { return {"\x81\x82\0\0\0\0hi", 8}; }
    // Whether the server echoes a text.
    static bool isServed(HttpClient& client) {
        client.send(hi());
        return client.bytes(4) == "\x81\x02hi";
    }

    std::unique_ptr<SpeakingService> service_;
};

TEST_F(LiveSessionTest, AConversationHasEndedWhenItsClientReadsTheFarewell) {
    start({});
    HttpClient client(port());
    client.send(upgrade("/quiet"));
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 101");
    EXPECT_EQ(service_->ended, 0);
    client.send({"\x88\x82\0\0\0\0\x03\xe8", 8});
    EXPECT_EQ(client.bytes(4), "\x88\x02\x03\xe8");
    EXPECT_EQ(service_->ended, 1);
    client.finishSending();
    stop();
    EXPECT_EQ(service_->ended, 1);
}

TEST_F(LiveSessionTest, AWriteWithoutAnyProgressEndsTheConnection) {
    http::LiveLimits limits;
    limits.stall_timeout = 1s;
    start(limits);
    HttpClient reader(port());
    reader.send(upgrade("/quiet"));
    EXPECT_EQ(status(reader.answer()), "HTTP/1.1 101");
    HttpClient stalled(port());
    stalled.shrinkReceiveBuffer();
    stalled.send(upgrade("/flood"));
    awaitSlowReader(reader);
}

TEST_F(LiveSessionTest, WhatWaitsForAllWhoDoNotReadIsBounded) {
    ServerSettings settings;
    settings.backlog_bytes_max = 1;
    start({}, settings);
    HttpClient reader(port());
    reader.send(upgrade("/quiet"));
    EXPECT_EQ(status(reader.answer()), "HTTP/1.1 101");
    HttpClient stalled(port());
    stalled.shrinkReceiveBuffer();
    // When the second message is answered, the first answers are still waiting.
    stalled.send(upgrade("/flood") + hi());
    EXPECT_TRUE(isServed(reader));
    stalled.send(hi());
    awaitSlowReader(reader);
}

}  // namespace
}  // namespace antrean::server
