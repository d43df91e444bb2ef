// Answers with a file as their body, and work whose client disconnects, on real sockets.
#include "harness/TemporaryFile.hpp"
#include "http/FileAnswer.hpp"
#include "unit/platform/http/TestRoute.hpp"
#include "unit/platform/server/ServerFixture.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace antrean::server {
namespace {

using namespace std::chrono_literals;

// Bytes that encode their position.
std::string bytes(std::size_t size) {
    std::string content;
    for (std::size_t index = 0; content.size() < size; ++index)
        content += std::to_string(index) + ' ';
    content.resize(size);
    return content;
}

class HttpServerFilesTest : public ServerTest {
protected:
    HttpServerFilesTest() {
        auto const file = [this](http::Request const& request) -> Result<http::Response> {
            auto response = fileAnswer(
                request, {test::temporaryFile(content_, 784'111'777), "a/b", "inline", "public"}
            );
            if (must_shorten_) {
                EXPECT_EQ(::ftruncate(response.file->file->descriptor(), 1'000), 0);
            }
            return response;
        };
        auto const say = [](http::Request const& request) -> Result<http::Response> {
            return said(request.parameter);
        };
        // Works until its client has disconnected.
        auto const work =
            [this](http::Request const& request, db::Database&) -> Result<http::Response> {
            began_.set_value();
            std::mutex mutex;
            std::condition_variable_any ended;
            std::unique_lock lock(mutex);
            ended.wait_for(lock, request.client_gone, 10s, [] { return false; });
            stopped_.set_value(request.client_gone.stop_requested());
            return http::Response{};
        };
        using enum http::Method;
        ServerSettings settings;
        // also the interval in which disconnected clients are found
        settings.linger_timeout = 100ms;
        start(
            {
                testRoute(get, "/file", http::Work::none, http::Permission::anyone, file),
                testRoute(get, "/say/{word}", http::Work::none, http::Permission::anyone, say),
                testRoute(get, "/work", http::Work::bulk, http::Permission::anyone, work),
            },
            settings
        );
    }

    ~HttpServerFilesTest() override { stop(); }

    std::string content_ = bytes(3'000'000);
    bool must_shorten_ = false;
    std::promise<void> began_;
    std::promise<bool> stopped_;
};

TEST_F(HttpServerFilesTest, SendsFilesAmongOtherAnswersInOrder) {
    HttpClient client(port());
    client.send(
        get("/say/one") + get("/file") + get("/say/two") + get("/file", "Range: bytes=-9\r\n") +
        "HEAD /file HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n"
    );
    EXPECT_EQ(body(client.answer()), "one");
    EXPECT_TRUE(body(client.answer()) == content_);
    EXPECT_EQ(body(client.answer()), "two");
    auto const part = client.answer();
    EXPECT_EQ(status(part), "HTTP/1.1 206");
    EXPECT_EQ(body(part), content_.substr(content_.size() - 9));
    auto const head = client.rest();
    EXPECT_EQ(status(head), "HTTP/1.1 200");
    EXPECT_NE(head.find("Content-Length: 3000000\r\n"), std::string::npos);
    EXPECT_EQ(body(head), "");
}

TEST_F(HttpServerFilesTest, SendsAnEmptyFile) {
    content_.clear();
    HttpClient client(port());
    client.send(get("/file") + get("/say/next"));
    EXPECT_NE(client.answer().find("Content-Length: 0\r\n"), std::string::npos);
    EXPECT_EQ(body(client.answer()), "next");
}

TEST_F(HttpServerFilesTest, ClosesWhenAFileIsShorterThanItWas) {
    must_shorten_ = true;
    HttpClient client(port());
    client.send(get("/file") + get("/say/next"));
    EXPECT_TRUE(body(client.rest()) == content_.substr(0, 1'000));
}

TEST_F(HttpServerFilesTest, StopsBulkWorkWhoseClientIsGone) {
    {
        HttpClient client(port());
        client.send(get("/work"));
        began_.get_future().wait();
    }
    EXPECT_TRUE(stopped_.get_future().get());
}

}  // namespace
}  // namespace antrean::server
