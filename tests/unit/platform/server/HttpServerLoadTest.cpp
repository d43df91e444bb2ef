// Clients that take more than their part: connections, memory, time.
#include "unit/platform/http/TestRoute.hpp"
#include "unit/platform/server/Gate.hpp"
#include "unit/platform/server/ServerFixture.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <list>
#include <memory>
#include <sstream>
#include <string>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;

class HttpServerLoadTest : public ServerTest {
protected:
    ~HttpServerLoadTest() override {
        gate_.open();
        stop();
    }

    void start(ServerSettings settings) {
        // One thread, so that a connection can take the place of any other.
        settings.threads = 1;
        auto const slow = [this](http::Request const&, db::Database&) -> Result<http::Response> {
            gate_.pass();
            return said("slow");
        };
        auto const large = [](http::Request const&) -> Result<http::Response> {
            return said(std::string(8'000'000, 'x'));
        };
        auto const shared = [text = std::make_shared<std::string const>(
                                 8'000'000, 'y'
                             )](http::Request const&) -> Result<http::Response> {
            http::Response response;
            response.shared_text = text;
            response.content_type = "text/plain";
            return response;
        };
        auto const hello = [](http::Request const&) -> Result<http::Response> {
            return said("hello");
        };
        auto const anyone = http::Permission::anyone;
        using enum http::Method;
        ServerTest::start(
            {
                testRoute(get, "/api/hello", http::Work::none, anyone, hello),
                testRoute(post, "/api/hello", http::Work::none, anyone, hello),
                testRoute(get, "/api/slow", http::Work::offload, anyone, slow),
                testRoute(get, "/api/large", http::Work::none, anyone, large),
                testRoute(get, "/api/shared", http::Work::none, anyone, shared),
            },
            settings
        );
    }

    std::string say(HttpClient& client) {
        client.send(get("/api/hello"));
        return body(client.answer());
    }

    Gate gate_;
};

TEST_F(HttpServerLoadTest, RefusesAFurtherConnectionWhileAllAreBusy) {
    ServerSettings settings;
    settings.connections.connections_max = 1;
    start(settings);
    HttpClient first(port());
    first.send(get("/api/slow"));
    gate_.awaitSomebody();
    HttpClient second(port());
    auto const refusal = second.rest();
    EXPECT_EQ(status(refusal), "HTTP/1.1 503");
    EXPECT_NE(refusal.find("Retry-After: 5"), std::string::npos);
    gate_.open();
    EXPECT_EQ(body(first.answer()), "slow");
}

TEST_F(HttpServerLoadTest, ClosesTheIdlestConnectionForAFurtherOne) {
    ServerSettings settings;
    settings.connections.connections_max = 3;
    start(settings);
    HttpClient busy(port());
    busy.send(get("/api/slow"));
    gate_.awaitSomebody();
    HttpClient silent(port());
    HttpClient active(port());
    EXPECT_EQ(say(active), "hello");
    HttpClient further(port());
    EXPECT_EQ(say(further), "hello");
    EXPECT_EQ(silent.rest(), "");
    EXPECT_EQ(say(active), "hello");
    gate_.open();
    EXPECT_EQ(body(busy.answer()), "slow");
}

TEST_F(HttpServerLoadTest, RefusesFurtherConnectionsFromOneAddress) {
    ServerSettings settings;
    settings.connections.connections_per_address_max = 2;
    start(settings);
    HttpClient first(port());
    {
        HttpClient second(port());
        EXPECT_EQ(say(first) + say(second), "hellohello");
        HttpClient third(port());
        auto const refusal = third.rest();
        EXPECT_EQ(status(refusal), "HTTP/1.1 429");
        EXPECT_NE(refusal.find("Retry-After: 5"), std::string::npos);
        EXPECT_EQ(body(refusal), R"({"status":"error","message":"Too many connections."})");
    }
    first.send(get("/api/hello", "Connection: close\r\n"));
    EXPECT_EQ(body(first.rest()), "hello") << "it ends behind the second one's end";
    HttpClient further(port());
    EXPECT_EQ(say(further), "hello");
}

TEST_F(HttpServerLoadTest, DoesNotCountTheConnectionsOfAProxy) {
    ServerSettings settings;
    settings.connections.connections_per_address_max = 1;
    settings.connections.uncounted_addresses = *http::NetworkList::parse("127.0.0.0/8");
    start(settings);
    HttpClient first(port());
    HttpClient second(port());
    EXPECT_EQ(say(first) + say(second), "hellohello");
}

TEST_F(HttpServerLoadTest, ClosesTheSlowestReadersBeyondItsMemory) {
    ServerSettings settings;
    settings.unsent_bytes_max = 30'000'000;
    start(settings);
    std::list<HttpClient> slow;
    for (int count = 0; count < 6; ++count) {
        slow.emplace_back(port());
        slow.back().shrinkReceiveBuffer();
        slow.back().send(get("/api/large"));
        HttpClient other(port());
        EXPECT_EQ(say(other), "hello");
    }
    EXPECT_LE(dispatch().metrics().connections(), 4) << "three of the slow ones, and another";
}

TEST_F(HttpServerLoadTest, SharesAnAnswerThatIsTheSameForAll) {
    ServerSettings settings;
    settings.unsent_bytes_max = 1'000'000;
    start(settings);
    std::list<HttpClient> slow;
    for (int count = 0; count < 6; ++count) {
        slow.emplace_back(port());
        slow.back().send(get("/api/shared") + get("/api/hello"));
    }
    for (auto& client : slow) {
        EXPECT_EQ(body(client.answer()), std::string(8'000'000, 'y'));
        EXPECT_EQ(body(client.answer()), "hello");
    }
    slow.front().send("HEAD /api/shared HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n");
    auto const head = slow.front().rest();
    EXPECT_NE(head.find("Content-Length: 8000000\r\n"), std::string::npos);
    EXPECT_EQ(body(head), "");
}

// The bytes that the kernel holds for the connections of this port, as /proc/net/tcp lists them:
// "0: 0100007F:1F90 0100007F:C350 01 0000A000:00000000 ..." with addresses, state and queues in
// hex.
std::size_t unsentBytes(std::uint16_t port) {
    std::ifstream table("/proc/net/tcp");
    std::size_t sum = 0;
    std::string line;
    while (std::getline(table, line)) {
        std::istringstream words(line);
        std::string number;
        std::string local;
        std::string remote;
        std::string state;
        std::string queues;
        words >> number >> local >> remote >> state >> queues;
        if (local.ends_with(fmt::format(":{:04X}", port)))
            sum += std::stoul(queues.substr(0, queues.find(':')), nullptr, 16);
    }
    return sum;
}

TEST_F(HttpServerLoadTest, LeavesTheKernelLittleOfAnAnswerThatIsNotRead) {
    start({});
    std::list<HttpClient> readers;
    for (int count = 0; count < 3; ++count)
        readers.emplace_back(port()).send(get("/api/shared"));
    HttpClient other(port());
    EXPECT_EQ(say(other), "hello") << "answered after the first writes to the others";
    EXPECT_GT(unsentBytes(port()), 3U * 1'000);
    EXPECT_LT(unsentBytes(port()), 3U * 500'000);
}

TEST_F(HttpServerLoadTest, ClosesOnABodyThatSlowsDown) {
    ServerSettings settings;
    settings.body_timeout = 100ms;
    start(settings);
    HttpClient client(port());
    client.send("POST /api/hello HTTP/1.1\r\nHost: k\r\nContent-Length: 10000\r\n\r\n");
    client.send(std::string(9'000, 'x'));
    auto const began = std::chrono::steady_clock::now();
    EXPECT_EQ(status(client.rest()), "HTTP/1.1 408");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s) << "what came early must not count";
}

}  // namespace
}  // namespace antrean::server
