// The server on real sockets, with short timeouts.
#include "unit/platform/http/TestRoute.hpp"
#include "unit/platform/server/Gate.hpp"
#include "unit/platform/server/ServerFixture.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;

class HttpServerTest : public ServerTest {
protected:
    ~HttpServerTest() override {
        gate_.open();
        stop();
    }

    void start(ServerSettings settings = {}) {
        settings.threads = 2;
        auto const slow = [this](http::Request const&, db::Database&) -> Result<http::Response> {
            gate_.pass();
            return said("slow");
        };
        auto const large = [](http::Request const&) -> Result<http::Response> {
            return said(std::string(8'000'000, 'x'));
        };
        auto const path = [](http::Request const& request) -> Result<http::Response> {
            return said(request.parameter);
        };
        auto const size = [](http::Request const& request) -> Result<http::Response> {
            return said(std::to_string(request.input.size()));
        };
        using enum http::Method;
        ServerTest::start(
            {
                testRoute(get, "/api/say/{word}", http::Work::none, http::Permission::anyone, path),
                testRoute(get, "/api/slow", http::Work::offload, http::Permission::anyone, slow),
                testRoute(get, "/api/large", http::Work::none, http::Permission::anyone, large),
                testRoute(post, "/api/size", http::Work::none, http::Permission::anyone, size),
                testRoute(post, "/api/store", http::Work::none, http::Permission::signed_in, size),
            },
            settings
        );
    }

    // The head of a request by somebody who may send a large body.
    static std::string store(std::size_t size, std::string const& headers = "") {
        return "POST /api/store HTTP/1.1\r\nHost: k\r\nAuthorization: Bearer valid\r\n" + headers +
               "Content-Length: " + std::to_string(size) + "\r\n\r\n";
    }

    Gate gate_;
};

TEST_F(HttpServerTest, RefusesAnAddressThatItCannotUse) {
    start();
    auto& dispatch = this->dispatch();
    auto const listen = [&dispatch](std::string address) {
        ServerSettings settings;
        settings.listen = std::move(address);
        HttpServer const server(settings, dispatch);
    };
    for (auto const address :
         {"",
          "8000",
          "127.0.0.1",
          "127.0.0.1:",
          ":8000",
          "127.0.0.1:65536",
          "127.0.0.1:-1",
          "127.0.0.1:80x",
          "::1:8000",
          "[::1:8000"})
        EXPECT_THROW(listen(address), std::invalid_argument) << address;
    EXPECT_THROW(listen("127.0.0.1:" + std::to_string(port())), std::runtime_error);
    EXPECT_THROW(listen("192.0.2.1:0"), std::runtime_error);
}

TEST_F(HttpServerTest, ClosesOnAHeaderThatDoesNotCome) {
    ServerSettings settings;
    settings.header_timeout = 100ms;
    start(settings);
    HttpClient client(port());
    client.send("GET / HTTP/1.1\r\nHost");
    EXPECT_EQ(status(client.rest()), "HTTP/1.1 408");
}

TEST_F(HttpServerTest, ClosesOnABodyThatComesTooSlowly) {
    ServerSettings settings;
    settings.body_timeout = 100ms;
    start(settings);
    HttpClient client(port());
    client.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 100\r\n\r\nabc");
    EXPECT_EQ(status(client.rest()), "HTTP/1.1 408");
}

TEST_F(HttpServerTest, ClosesAConnectionThatIsIdle) {
    ServerSettings settings;
    settings.idle_timeout = 100ms;
    start(settings);
    HttpClient client(port());
    client.send(get("/api/say/hello"));
    EXPECT_EQ(body(client.answer()), "hello");
    EXPECT_EQ(client.rest(), "");
    HttpClient silent(port());
    EXPECT_EQ(silent.rest(), "");
}

TEST_F(HttpServerTest, DropsAClientThatDoesNotReadItsAnswer) {
    ServerSettings settings;
    settings.write_timeout = 100ms;
    start(settings);
    HttpClient client(port());
    client.shrinkReceiveBuffer();
    client.send(get("/api/say/hello"));
    client.answer();
    client.send(get("/api/large"));
    // Only the metrics show it: the end of the answer waits behind bytes that the client does not
    // read.
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable nobody_notifies;
    for (int look = 0; look < 2'000 && dispatch().metrics().connections() != 0; ++look)
        nobody_notifies.wait_for(lock, 5ms);
    EXPECT_EQ(dispatch().metrics().connections(), 0);
}

TEST_F(HttpServerTest, LetsAClientReadARefusalThatCameBeforeItsBodyEnded) {
    start();
    HttpClient client(port());
    client.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 9000000\r\n\r\n");
    client.send(std::string(9'000'000, 'x'));
    auto const answer = client.answer();
    EXPECT_EQ(status(answer), "HTTP/1.1 413");
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
    EXPECT_EQ(body(answer), R"({"status":"error","message":"The POST data is too large."})");
    client.finishSending();
    EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerTest, RefusesLargeBodiesBeyondItsMemory) {
    ServerSettings settings;
    settings.buffered_bytes_max = 400'000;
    start(settings);
    HttpClient client(port());
    client.send(store(1'000'000));
    client.send(std::string(1'000'000, 'x'));
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 503");
    client.finishSending();
    client.rest();
    HttpClient next(port());
    for (int count = 0; count < 2; ++count) {
        next.send(store(100'000));
        next.send(std::string(100'000, 'x'));
        EXPECT_EQ(status(next.answer()), "HTTP/1.1 200") << "the memory was given back";
    }
}

TEST_F(HttpServerTest, HoldsNothingOfARequestThatIsAnswered) {
    ServerSettings settings;
    settings.buffered_bytes_max = 400'000;
    start(settings);
    std::list<HttpClient> idle;
    for (int count = 0; count < 10; ++count) {
        auto& client = idle.emplace_back(port());
        client.send(store(100'000));
        client.send(std::string(100'000, 'x'));
        EXPECT_EQ(status(client.answer()), "HTTP/1.1 200");
    }
}

TEST_F(HttpServerTest, AnswersALargeBodyOfAStrangerBeforeItComes) {
    start();
    for (auto const* head :
         {"Content-Length: 1000000\r\n", "Expect: 100-continue\r\nContent-Length: 1000000\r\n"}) {
        HttpClient client(port());
        client.send("POST /api/store HTTP/1.1\r\nHost: k\r\n" + std::string(head) + "\r\n");
        auto const answer = client.answer();
        EXPECT_EQ(status(answer), "HTTP/1.1 401");
        EXPECT_NE(answer.find("Connection: close"), std::string::npos);
        client.send(std::string(1'000'000, 'x'));
        client.send(get("/api/say/hello"));
        client.finishSending();
        EXPECT_EQ(client.rest(), "") << "what comes behind is no request";
    }
}

TEST_F(HttpServerTest, AnswersALargeBodyOfAStrangerThatComesInChunks) {
    start();
    HttpClient client(port());
    client.send("POST /api/store HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n");
    auto const chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    for (int count = 0; count < 5; ++count)
        client.send(chunk);
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 401");
}

TEST_F(HttpServerTest, GoesOnBehindASmallBodyThatItRefused) {
    start();
    HttpClient client(port());
    client.send(
        "POST /api/store HTTP/1.1\r\nHost: k\r\nContent-Length: 3\r\n\r\nabc" +
        get("/api/say/hello")
    );
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 401");
    EXPECT_EQ(body(client.answer()), "hello");
}

TEST_F(HttpServerTest, AsksForALargeBodyOfAKnownCaller) {
    start();
    HttpClient client(port());
    client.send(store(100'000, "Expect: 100-continue\r\n"));
    EXPECT_EQ(client.bytes(25), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(std::string(100'000, 'x') + get("/api/say/hello"));
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 200");
    EXPECT_EQ(body(client.answer()), "hello");
}

TEST_F(HttpServerTest, RefusesABodyThatIsTooLargeForItsRoute) {
    start();
    HttpClient client(port());
    client.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 16385\r\n\r\n");
    auto const answer = client.answer();
    EXPECT_EQ(status(answer), "HTTP/1.1 413");
    EXPECT_EQ(body(answer), R"({"status":"error","message":"The POST data is too large."})");
    HttpClient next(port());
    next.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 16384\r\n\r\n");
    next.send(std::string(16'384, 'x'));
    EXPECT_EQ(status(next.answer()), "HTTP/1.1 200");
}

TEST_F(HttpServerTest, AnswersOthersWhileOneIsSlow) {
    start();
    HttpClient slow(port());
    slow.send(get("/api/slow") + get("/api/say/after"));
    gate_.awaitSomebody();
    for (int count = 0; count < 8; ++count) {
        HttpClient other(port());
        other.send(get("/api/say/quick"));
        EXPECT_EQ(body(other.answer()), "quick");
    }
    gate_.open();
    EXPECT_EQ(body(slow.answer()), "slow");
    EXPECT_EQ(body(slow.answer()), "after");
}

TEST_F(HttpServerTest, SurvivesAClientThatIsGoneBeforeItsAnswer) {
    start();
    {
        HttpClient client(port());
        client.send(get("/api/slow"));
        gate_.awaitSomebody();
    }
    gate_.open();
    HttpClient other(port());
    other.send(get("/api/say/still"));
    EXPECT_EQ(body(other.answer()), "still");
}

TEST_F(HttpServerTest, AnswersEverythingOfAClientThatSentItsLast) {
    start();
    HttpClient client(port());
    std::string requests;
    std::string expected;
    for (int count = 0; count < 500; ++count)
        requests += get("/api/say/" + std::to_string(count));
    client.send(requests);
    client.finishSending();
    for (int count = 0; count < 500; ++count)
        ASSERT_EQ(body(client.answer()), std::to_string(count));
    EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerTest, WritesWhatItsClientReadsSlowlyWhole) {
    start();
    HttpClient client(port());
    client.send(get("/api/large") + get("/api/large") + get("/api/say/end"));
    EXPECT_EQ(body(client.answer()).size(), 8'000'000U);
    EXPECT_EQ(body(client.answer()).size(), 8'000'000U);
    EXPECT_EQ(body(client.answer()), "end");
}

TEST_F(HttpServerTest, FinishesWhatIsInFlightWhenItStops) {
    start();
    HttpClient idle(port());
    idle.send(get("/api/say/hello"));
    idle.answer();
    HttpClient slow(port());
    slow.send(get("/api/slow"));
    gate_.awaitSomebody();
    server().stop();
    EXPECT_EQ(idle.rest(), "") << "an idle connection is closed at once";
    gate_.open();
    auto const answer = slow.answer();
    EXPECT_EQ(body(answer), "slow");
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
    stop();
}

TEST_F(HttpServerTest, DropsWhatDoesNotFinishInTimeWhenItStops) {
    ServerSettings settings;
    settings.stop_timeout = 100ms;
    start(settings);
    HttpClient slow(port());
    slow.send(get("/api/slow"));
    gate_.awaitSomebody();
    server().stop();
    thread().join();
    EXPECT_EQ(slow.rest(), "");
    gate_.open();
    dispatch().stop();
}

}  // namespace
}  // namespace antrean::server
