// A dispatcher over fakes; only the workers are real threads.
#pragma once

#include "auth/Permissions.hpp"
#include "harness/FakeAnswers.hpp"
#include "harness/FakeAuditor.hpp"
#include "harness/FakeDatabase.hpp"
#include "server/Dispatch.hpp"
#include "unit/platform/http/TestRoute.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace antrean::server {

using test::FakeDatabase;

class FixedClock final : public Clock {
public:
    Instant now() const override { return Instant{std::chrono::seconds(1'766'992'548)}; }
};

inline http::Caller callerWith(std::initializer_list<http::Permission> permissions) {
    http::Caller caller;
    caller.user_id = 7;
    for (auto const permission : permissions)
        caller.permissions.set(static_cast<std::size_t>(permission));
    return caller;
}

// Has "cached" in its cache and "stored" in the database, and no other token.
class FakeAuthenticator final : public http::Authenticator {
public:
    std::shared_ptr<http::Caller const> cached(std::string_view bearer) override {
        return bearer == "cached" ? std::make_shared<http::Caller const>(caller) : nullptr;
    }
    Result<http::Caller> find(std::string_view bearer, db::Transaction&, Moment const&) override {
        ++finds;
        if (bearer == "stored")
            return caller;
        if (bearer == "broken")
            throw std::runtime_error("secret of the token store");
        return Error::unauthenticated();
    }

    http::Caller caller = callerWith({auth::permission("poly.write")});
    int finds = 0;
};

class FakeExchange final : public Exchange {
public:
    void post(std::function<void()> step) override {
        std::lock_guard const lock(mutex_);
        steps_.push_back(std::move(step));
        arrived_.notify_one();
    }
    void answer(http::Response response) override { answers.push_back(std::move(response)); }
    void admit() override { ++admissions; }
    Peer const& peer() const override { return peer_; }

    // Waits for the next step and runs it, as the I/O thread would.
    void runStep() {
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(arrived_.wait_for(lock, std::chrono::seconds(10), [this] {
            return !steps_.empty();
        }));
        auto const step = std::move(steps_.front());
        steps_.pop_front();
        lock.unlock();
        step();
    }

    std::vector<http::Response> answers;
    int admissions = 0;

private:
    Peer peer_{"10.0.0.9", "127.0.0.1:8000", false};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> steps_;
};

inline Result<http::Response> said(std::string_view text) {
    http::Response response;
    response.body = {{"said", text}};
    return response;
}

// What the request turned into.
inline Result<http::Response> echo(http::Request const& request) {
    http::Response response;
    response.body = {
        {"method", name(request.method)},
        {"id", request.id},
        {"parameter", request.parameter},
        {"input", request.input},
        {"base_url", request.base_url},
        {"client", request.client_address},
        {"today", request.moment.date},
        {"user", request.caller.user_id},
    };
    return response;
}

inline int runs = 0;

inline constexpr std::size_t kPublishBytesMax = 100'000;

// Completes the answer to /api/later.
inline http::Complete complete;

// With a check of a large body's head: its query has to be "signed".
inline http::Route signedOnly(http::Route route) {
    route.head_check = [](http::Request const& request) -> std::optional<http::Response> {
        if (request.raw_query == "signed")
            return std::nullopt;
        http::Response refusal;
        refusal.status = 401;
        refusal.body = {{"said", "not signed"}};
        return refusal;
    };
    return route;
}

inline http::Routes routes() {
    auto const plain = [](http::Request const&) { return said("plain"); };
    auto const stored = [](http::Request const&, db::Transaction&) { return said("stored"); };
    auto const counted = [](http::Request const&, db::Transaction&) {
        return said(std::to_string(++runs));
    };
    auto const refused = [](http::Request const&, db::Transaction&) -> Result<http::Response> {
        return Error::refused("Quota is full");
    };
    auto const thrown = [](http::Request const&, db::Transaction&) -> Result<http::Response> {
        throw std::runtime_error("secret");
    };
    auto const thrown_plain = [](http::Request const&) -> Result<http::Response> {
        throw std::out_of_range("secret");
    };
    auto const segments = [](http::Request const& request) -> Result<http::Response> {
        if (request.has_broken_body)
            return Error::refused("broken");
        return said(request.owner + "/" + request.parameter + serialize(request.input));
    };
    auto const later = [](http::Request const&, db::Transaction&) {
        auto result = said("before");
        result->later = [](http::Response response, http::Complete const& when_known) {
            response.body.get_object()["learned"] = "later";
            complete = [when_known, response](http::Response const&) { when_known(response); };
        };
        return result;
    };
    auto const searching = [](http::Route route) {
        route.outcome = route.outcome.searching("names");
        return route;
    };
    auto const slow = [](http::Request const&, db::Database&) { return said("slow"); };
    auto const counted_slow = [](http::Request const&, db::Database&) {
        return said(std::to_string(++runs));
    };
    auto const thrown_slow = [](http::Request const&, db::Database&) -> Result<http::Response> {
        throw std::runtime_error("secret");
    };
    using enum http::Method;
    using enum http::Permission;
    return {
        testRoute(get, "/api/open", http::Work::none, anyone, plain),
        testRoute(get, "/api/me", http::Work::none, signed_in, plain),
        testRoute(get, "/api/quick", http::Work::quick_read, signed_in, stored),
        testRoute(get, "/api/read", http::Work::read, signed_in, stored),
        searching(testRoute(get, "/api/found", http::Work::read, signed_in, stored)),
        testRoute(post, "/api/poly", http::Work::write, auth::permission("poly.write"), counted),
        testRoute(post, "/api/users", http::Work::write, auth::permission("users.write"), counted),
        testRoute(post, "/api/roles", http::Work::write, superadmin_only, counted),
        testRoute(put, "/api/rename", http::Work::none, auth::permission("poly.write"), plain),
        testRoute(post, "/api/publish", http::Work::none, anyone, plain, kPublishBytesMax),
        signedOnly(testRoute(post, "/api/signed", http::Work::none, anyone, plain, kPublishBytesMax)
        ),
        testRoute(post, "/api/refused", http::Work::write, auth::permission("poly.write"), refused),
        testRoute(post, "/api/thrown", http::Work::write, auth::permission("poly.write"), thrown),
        testRoute(get, "/api/thrown", http::Work::none, anyone, thrown_plain),
        testRoute(get, "/api/echo/{id}", http::Work::none, anyone, echo),
        testRoute(put, "/api/echo/{id}", http::Work::none, anyone, echo),
        testRoute(post, "/api/echo/{id}", http::Work::none, anyone, echo),
        testRoute(post, "/api/later", http::Work::write, auth::permission("poly.write"), later),
        testRoute(post, "/api/tests", http::Work::remote, signed_in, counted_slow),
        testRoute(post, "/api/slow", http::Work::offload, anyone, slow),
        testRoute(post, "/other/{owner}/{id}", http::Work::none, anyone, segments),
        testRoute(get, "/other/remote", http::Work::remote, anyone, slow),
        testRoute(get, "/api/bulk", http::Work::bulk, anyone, slow),
        testRoute(get, "/api/slow", http::Work::offload, anyone, thrown_slow),
    };
}

class DispatchFixture : public testing::Test {
protected:
    using Call = std::shared_ptr<FakeExchange>;

    void build(DispatchSettings const& settings, http::Routes served = routes()) {
        dispatch_ = std::make_unique<Dispatch>(
            std::move(served),
            database_,
            database_,
            authenticator_,
            answers_,
            auditor_,
            clinic_clock_,
            settings
        );
    }

    Call call(
        http::Method method,
        std::string target,
        std::string bearer = {},
        std::vector<http::Header> headers = {},
        std::string body = {}
    ) {
        auto exchange = message(
            method, std::move(target), std::move(bearer), std::move(headers), std::move(body)
        );
        dispatch_->start(exchange);
        return exchange;
    }

    // Not started yet.
    Call message(
        http::Method method,
        std::string target,
        std::string bearer = {},
        std::vector<http::Header> headers = {},
        std::string body = {}
    ) {
        if (!dispatch_)
            build({});
        auto exchange = std::make_shared<FakeExchange>();
        exchange->incoming.method = method;
        exchange->incoming.target = std::move(target);
        exchange->incoming.body = std::move(body);
        exchange->incoming.headers = std::move(headers);
        if (!bearer.empty())
            exchange->incoming.headers.push_back({"Authorization", "Bearer " + bearer});
        return exchange;
    }

    // The only answer as "403 {...}".
    static std::string answered(Call const& exchange) {
        if (exchange->answers.size() != 1)
            return std::to_string(exchange->answers.size()) + " answers";
        auto const& response = exchange->answers.front();
        return std::to_string(response.status) + " " + boost::json::serialize(response.body);
    }
    static std::string header(Call const& exchange, std::string_view name) {
        for (auto const& header : exchange->answers.at(0).headers)
            if (header.name == name)
                return header.value;
        return "none";
    }

    FakeDatabase database_;
    FakeAuthenticator authenticator_;
    test::FakeAnswers answers_;
    test::FakeAuditor auditor_;
    FixedClock clock_;
    http::ClinicClock clinic_clock_{clock_, *Zone::find("Asia/Jakarta")};
    std::unique_ptr<Dispatch> dispatch_;
};

}  // namespace antrean::server
