// A server on real sockets, with the test's routes.
#pragma once

#include "harness/FakeAnswers.hpp"
#include "harness/FakeAuditor.hpp"
#include "harness/FakeDatabase.hpp"
#include "harness/HttpClient.hpp"
#include "server/HttpServer.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace antrean::server {

class ServerTest : public testing::Test {
protected:
    using HttpClient = test::HttpClient;

    // The test's destructor must stop it if its handlers use members of the test.
    ~ServerTest() override { stop(); }

    // The fixture sets `settings.listen`. `web_sockets` may be null.
    void start(
        http::Routes routes,
        ServerSettings settings = {},
        http::WebSocketService* web_sockets = nullptr
    ) {
        settings.listen = "127.0.0.1:0";
        dispatch_ = std::make_unique<Dispatch>(
            std::move(routes),
            database_,
            database_,
            authenticator_,
            answers_,
            auditor_,
            clinic_clock_,
            DispatchSettings{}
        );
        server_ = std::make_unique<HttpServer>(settings, *dispatch_, web_sockets);
        thread_ = std::thread([this] { server_->run(); });
    }

    void stop() {
        if (!thread_.joinable())
            return;
        server_->stop();
        thread_.join();
        dispatch_->stop();
    }

    Dispatch& dispatch() { return *dispatch_; }
    HttpServer& server() { return *server_; }
    // The thread that runs the server.
    std::thread& thread() { return thread_; }
    std::uint16_t port() const { return server_->port(); }

    static std::string get(std::string const& path, std::string const& headers = "") {
        return "GET " + path + " HTTP/1.1\r\nHost: k\r\n" + headers + "\r\n";
    }
    static std::string body(std::string const& answer) {
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
    static std::string status(std::string const& answer) { return answer.substr(0, 12); }
    static http::Response said(std::string text) {
        http::Response response;
        response.text = std::move(text);
        response.content_type = "text/plain";
        return response;
    }

private:
    class StoppedClock final : public Clock {
    public:
        Instant now() const override { return Instant{std::chrono::seconds(1'766'992'548)}; }
    };
    // Knows the token "valid", which may do anything.
    class OneTokenAuthenticator final : public http::Authenticator {
    public:
        std::shared_ptr<http::Caller const> cached(std::string_view bearer) override {
            return bearer == "valid" ? caller_ : nullptr;
        }
        Result<http::Caller> find(std::string_view, db::Transaction&, Moment const&) override {
            return Error::unauthenticated();
        }

    private:
        static std::shared_ptr<http::Caller const> superadmin() {
            auto caller = std::make_shared<http::Caller>();
            caller->is_superadmin = true;
            return caller;
        }

        std::shared_ptr<http::Caller const> caller_ = superadmin();
    };

    test::FakeDatabase database_;
    OneTokenAuthenticator authenticator_;
    test::FakeAnswers answers_;
    test::FakeAuditor auditor_;
    StoppedClock clock_;
    http::ClinicClock clinic_clock_{clock_, *Zone::find("Asia/Jakarta")};
    std::unique_ptr<Dispatch> dispatch_;
    std::unique_ptr<HttpServer> server_;
    std::thread thread_;
};

}  // namespace antrean::server
