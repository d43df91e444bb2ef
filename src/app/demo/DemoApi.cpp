#include "app/demo/DemoApi.hpp"

#include "app/demo/DemoAnswers.hpp"
#include "base/Random.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace antrean::app {
namespace {

constexpr int kAttempts = 10;
constexpr std::chrono::seconds kBetweenAttempts{1};
constexpr std::size_t kKeyLetters = 22;

// The server is busy, restarts, or is not reached at the moment.
bool isTemporary(int status) {
    return status == 0 || status == 429 || status >= 500;
}

std::string withoutSlash(std::string url) {
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

}  // namespace

std::string DemoApi::Answer::message() const {
    auto text = textOf(body, "message");
    return text.empty() ? fmt::format("HTTP status {}", status) : text;
}

DemoApi::DemoApi(std::string url) : url_(withoutSlash(std::move(url))) {}

DemoApi::Answer DemoApi::get(std::string_view path, std::string const& token) {
    return send(callOf(http::Method::get, path, nullptr, token));
}

DemoApi::Answer DemoApi::post(
    std::string_view path, boost::json::object const& body, std::string const& token
) {
    return send(callOf(http::Method::post, path, &body, token));
}

DemoApi::Answer DemoApi::patch(
    std::string_view path, boost::json::object const& body, std::string const& token
) {
    return send(callOf(http::Method::patch, path, &body, token));
}

DemoApi::SignedIn DemoApi::signIn(std::string const& user_name, std::string const& password) {
    auto const answer =
        post("/api/auth/login", {{"username", user_name}, {"password", password}}, {});
    auto token = textOf(answer.body, "token");
    if (!answer.isDone() || token.empty())
        throw std::runtime_error(fmt::format("{} cannot sign in: {}", user_name, answer.message()));
    auto name = textOf(objectAt(answer.body, "user"), "name");
    return {name.empty() ? user_name : std::move(name), std::move(token)};
}

void DemoApi::pause(std::chrono::milliseconds duration) {
    sender_.run(duration);
}

delivery::Call DemoApi::callOf(
    http::Method method,
    std::string_view path,
    boost::json::object const* body,
    std::string const& token
) const {
    delivery::Call call;
    call.method = body == nullptr ? http::Method::get : http::Method::post;
    call.url = url_ + std::string(path);
    call.headers = {{"Accept", "application/json"}};
    if (!token.empty())
        call.headers.push_back({"Authorization", "Bearer " + token});
    if (body == nullptr)
        return call;
    call.body = boost::json::serialize(*body);
    call.headers.push_back({"Content-Type", "application/json"});
    // The same key for each attempt of this call, so that it is carried out once.
    if (!token.empty())
        call.headers.push_back({"Idempotency-Key", randomLetters(kKeyLetters)});
    // The sender has GET and POST only (contract, 1.7).
    if (method == http::Method::patch)
        call.headers.push_back({"X-HTTP-Method-Override", "PATCH"});
    return call;
}

delivery::Reply DemoApi::replyTo(delivery::Call const& call) {
    std::optional<delivery::Reply> reply;
    sender_.send(call, [&reply](delivery::Reply got) { reply = std::move(got); });
    while (!reply)
        sender_.run(std::chrono::seconds(1));
    return *std::move(reply);
}

DemoApi::Answer DemoApi::send(delivery::Call const& call) {
    auto reply = replyTo(call);
    auto const attempts = has_answered_ ? kAttempts : 1;
    for (int attempt = 1; isTemporary(reply.status) && attempt < attempts; ++attempt) {
        pause(kBetweenAttempts);
        reply = replyTo(call);
    }
    if (reply.status == 0)
        throw std::runtime_error(fmt::format("{} does not answer: {}", url_, reply.curl_text));
    boost::system::error_code error;
    auto body = boost::json::parse(reply.body, error);
    if (error || !body.is_object())
        throw std::runtime_error(fmt::format("{} is not an antrean server", url_));
    has_answered_ = true;
    Answer answer{reply.status, std::move(body.get_object())};
    bool const is_login = call.url.ends_with("/login");
    if (isTemporary(answer.status) || (!is_login && (answer.status == 401 || answer.status == 403)))
        throw std::runtime_error(fmt::format("{} refuses: {}", url_, answer.message()));
    return answer;
}

}  // namespace antrean::app
