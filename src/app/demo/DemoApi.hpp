// A client of a running server, for `antrean demo --day`: one request at a time, each carried out
// once, also when an answer is lost.
#pragma once

#include "delivery/CurlSender.hpp"
#include "http/Message.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace antrean::app {

class DemoApi {
public:
    struct Answer {
        int status = 0;
        boost::json::object body;

        bool isDone() const { return status >= 200 && status < 300; }
        std::string message() const;
    };

    // `url` is that of the server: "http://127.0.0.1:8000".
    explicit DemoApi(std::string url);

    // All throw std::runtime_error, with one line for the operator, when the server refuses the
    // user, when it does not answer the first request, or is away for ten seconds later.
    Answer get(std::string_view path, std::string const& token = {});
    Answer post(std::string_view path, boost::json::object const& body, std::string const& token);
    Answer patch(std::string_view path, boost::json::object const& body, std::string const& token);
    struct SignedIn {
        std::string name;  // of the person
        std::string token;
    };
    SignedIn signIn(std::string const& user_name, std::string const& password);

    // Waits, unless wake() is called.
    void pause(std::chrono::milliseconds duration);
    // Thread-safe. Ends the pause that is under way or the next one.
    void wake() { sender_.wake(); }

private:
    delivery::Call callOf(
        http::Method method,
        std::string_view path,
        boost::json::object const* body,
        std::string const& token
    ) const;
    Answer send(delivery::Call const& call);
    delivery::Reply replyTo(delivery::Call const& call);

    std::string url_;
    bool has_answered_ = false;
    delivery::CurlSender sender_{delivery::CurlSettings{}};
};

}  // namespace antrean::app
