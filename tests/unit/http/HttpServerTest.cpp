// The server on real sockets, with timeouts short enough to be waited for.
#include "http/HttpServer.hpp"
#include "support/FakeDatabase.hpp"
#include "support/HttpClient.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace antrean::http {
namespace {

using namespace std::chrono_literals;
using tests::HttpClient;

class FixedClock final : public Clock {
public:
    Instant now() const override { return Instant{1'766'992'548s}; }
};

class NobodysAuthenticator final : public Authenticator {
public:
    std::shared_ptr<Caller const> cached(std::string_view) override { return nullptr; }
    Result<Caller> find(std::string_view, db::Transaction&, Moment const&) override {
        return Error::unauthenticated();
    }
};

// A slow handler waits here until the test opens it.
class Gate {
public:
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
    }
    void open() {
        std::lock_guard const lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void awaitSomebody() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_ > 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int waiting_ = 0;
};

Result<Response> said(std::string text) {
    Response response;
    response.text = std::move(text);
    response.content_type = "text/plain";
    return response;
}

class HttpServerTest : public testing::Test {
protected:
    ~HttpServerTest() override {
        gate_.open();
        stop();
    }

    void start(ServerSettings settings = {}) {
        settings.listen = "127.0.0.1:0";
        settings.threads = 2;
        auto const slow = [this](Request const&, db::Database&) {
            gate_.pass();
            return said("slow");
        };
        auto const large = [](Request const&) { return said(std::string(8'000'000, 'x')); };
        auto const path = [](Request const& request) { return said(request.parameter); };
        auto const size = [](Request const& request) {
            return said(std::to_string(request.input.size()));
        };
        using enum Method;
        Routes const routes{
            {get, "/api/say/{word}", Work::none, Permission::anyone, {}, "", PlainHandler(path)},
            {get, "/api/slow", Work::offload, Permission::anyone, {}, "", OffloadHandler(slow)},
            {get, "/api/large", Work::none, Permission::anyone, {}, "", PlainHandler(large)},
            {post, "/api/size", Work::none, Permission::anyone, {}, "", PlainHandler(size)},
        };
        dispatch_ = std::make_unique<Dispatch>(
            routes, database_, authenticator_, clinic_clock_, DispatchSettings{}
        );
        server_ = std::make_unique<HttpServer>(settings, *dispatch_);
        thread_ = std::thread([this] { server_->run(); });
    }

    void stop() {
        if (!thread_.joinable())
            return;
        server_->stop();
        thread_.join();
        dispatch_->stop();
    }

    std::uint16_t port() const { return server_->port(); }
    static std::string get(std::string const& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: k\r\n\r\n";
    }
    static std::string body(std::string const& answer) {
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
    static std::string status(std::string const& answer) { return answer.substr(0, 12); }

    Gate gate_;
    tests::FakeDatabase database_;
    NobodysAuthenticator authenticator_;
    FixedClock clock_;
    ClinicClock clinic_clock_{clock_, *Zone::find("Asia/Jakarta")};
    std::unique_ptr<Dispatch> dispatch_;
    std::unique_ptr<HttpServer> server_;
    std::thread thread_;
};

TEST_F(HttpServerTest, RefusesAnAddressThatItCannotUse) {
    start();
    Dispatch& dispatch = *dispatch_;
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
    // Only the figures show it: its end waits behind the bytes that the client does not read.
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable nobody_notifies;
    for (int look = 0; look < 2'000 && dispatch_->metrics().connections() != 0; ++look)
        nobody_notifies.wait_for(lock, 5ms);
    EXPECT_EQ(dispatch_->metrics().connections(), 0);
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
    settings.buffered_bytes_max = 200'000;
    start(settings);
    HttpClient client(port());
    client.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 1000000\r\n\r\n");
    client.send(std::string(1'000'000, 'x'));
    EXPECT_EQ(status(client.answer()), "HTTP/1.1 503");
    client.finishSending();
    client.rest();
    HttpClient next(port());
    next.send("POST /api/size HTTP/1.1\r\nHost: k\r\nContent-Length: 100000\r\n\r\n");
    next.send(std::string(100'000, 'x'));
    EXPECT_EQ(status(next.answer()), "HTTP/1.1 200") << "the memory of the first was given back";
}

TEST_F(HttpServerTest, RefusesConnectionsBeyondItsLimitPolitely) {
    ServerSettings settings;
    settings.connections_max = 1;
    start(settings);
    HttpClient first(port());
    first.send(get("/api/say/a"));
    EXPECT_EQ(body(first.answer()), "a");
    HttpClient second(port());
    auto const refusal = second.rest();
    EXPECT_EQ(status(refusal), "HTTP/1.1 503");
    EXPECT_NE(refusal.find("Retry-After: 1"), std::string::npos);
    first.send(get("/api/say/b"));
    EXPECT_EQ(body(first.answer()), "b");
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
    server_->stop();
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
    server_->stop();
    thread_.join();
    EXPECT_EQ(slow.rest(), "");
    gate_.open();
    dispatch_->stop();
}

}  // namespace
}  // namespace antrean::http
