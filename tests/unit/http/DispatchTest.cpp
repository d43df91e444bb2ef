#include "db/Failure.hpp"
#include "http/Dispatch.hpp"
#include "support/FakeDatabase.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <ostream>
#include <stdexcept>

namespace antrean::http {
namespace {

using tests::FakeDatabase;

class FixedClock final : public Clock {
public:
    Instant now() const override { return Instant{std::chrono::seconds(1'766'992'548)}; }
};

Caller callerWith(std::initializer_list<Permission> permissions) {
    Caller caller;
    caller.user_id = 7;
    for (auto const permission : permissions)
        caller.permissions.set(static_cast<std::size_t>(permission));
    return caller;
}

// Knows "cached" without asking, "stored" after asking, and nobody else.
class FakeAuthenticator final : public Authenticator {
public:
    std::shared_ptr<Caller const> cached(std::string_view bearer) override {
        return bearer == "cached" ? std::make_shared<Caller const>(caller) : nullptr;
    }
    Result<Caller> find(std::string_view bearer, db::Transaction&, Moment const&) override {
        ++finds;
        if (bearer == "stored")
            return caller;
        if (bearer == "broken")
            throw std::runtime_error("secret of the token store");
        return Error::unauthenticated();
    }

    Caller caller = callerWith({Permission::poly_write});
    int finds = 0;
};

class FakeExchange final : public Exchange {
public:
    void post(std::function<void()> step) override {
        std::lock_guard const lock(mutex_);
        steps_.push_back(std::move(step));
        arrived_.notify_one();
    }
    void answer(Response response) override { answers.push_back(std::move(response)); }
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

    std::vector<Response> answers;

private:
    Peer peer_{"10.0.0.9", "127.0.0.1:8000", false};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> steps_;
};

Result<Response> said(std::string_view text) {
    Response response;
    response.body = {{"said", text}};
    return response;
}

int runs = 0;

Routes routes() {
    auto const plain = [](Request const&) { return said("plain"); };
    auto const stored = [](Request const&, db::Transaction&) { return said("stored"); };
    auto const counted = [](Request const&, db::Transaction&) {
        return said(std::to_string(++runs));
    };
    auto const refused = [](Request const&, db::Transaction&) -> Result<Response> {
        return Error::refused("Quota is full");
    };
    auto const thrown = [](Request const&, db::Transaction&) -> Result<Response> {
        throw std::runtime_error("secret");
    };
    auto const thrown_plain = [](Request const&) -> Result<Response> {
        throw std::out_of_range("secret");
    };
    auto const echo = [](Request const& request) -> Result<Response> {
        Response response;
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
    };
    auto const slow = [](Request const&, db::Database&) { return said("slow"); };
    auto const thrown_slow = [](Request const&, db::Database&) -> Result<Response> {
        throw std::runtime_error("secret");
    };
    using enum Method;
    using enum Permission;
    return {
        {get, "/api/open", Work::none, anyone, {}, "", PlainHandler(plain)},
        {get, "/api/me", Work::none, signed_in, {}, "", PlainHandler(plain)},
        {get, "/api/quick", Work::quick_read, signed_in, {}, "", Handler(stored)},
        {get, "/api/read", Work::read, signed_in, {}, "", Handler(stored)},
        {post, "/api/poly", Work::write, poly_write, {}, "", Handler(counted)},
        {post, "/api/users", Work::write, users_write, {}, "", Handler(counted)},
        {post, "/api/roles", Work::write, superadmin_only, {}, "", Handler(counted)},
        {post, "/api/refused", Work::write, poly_write, {}, "", Handler(refused)},
        {post, "/api/thrown", Work::write, poly_write, {}, "", Handler(thrown)},
        {get, "/api/thrown", Work::none, anyone, {}, "", PlainHandler(thrown_plain)},
        {get, "/api/echo/{id}", Work::none, anyone, {}, "", PlainHandler(echo)},
        {put, "/api/echo/{id}", Work::none, anyone, {}, "", PlainHandler(echo)},
        {post, "/api/echo/{id}", Work::none, anyone, {}, "", PlainHandler(echo)},
        {post, "/api/slow", Work::offload, anyone, {}, "", OffloadHandler(slow)},
        {get, "/api/slow", Work::offload, anyone, {}, "", OffloadHandler(thrown_slow)},
    };
}

class DispatchTest : public testing::Test {
protected:
    using Call = std::shared_ptr<FakeExchange>;

    void build(DispatchSettings const& settings) {
        dispatch_ = std::make_unique<Dispatch>(
            routes(), database_, authenticator_, clinic_clock_, settings
        );
    }

    Call call(
        Method method,
        std::string target,
        std::string bearer = {},
        std::vector<Header> headers = {},
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
        dispatch_->start(exchange);
        return exchange;
    }

    // "403 {...}" of the one answer there is.
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
    FixedClock clock_;
    ClinicClock clinic_clock_{clock_, *Zone::find("Asia/Jakarta")};
    std::unique_ptr<Dispatch> dispatch_;
};

constexpr auto kUnauthenticated = R"(401 {"status":"error","message":"Unauthenticated"})";
constexpr auto kForbidden = R"(403 {"status":"error","message":"This action is unauthorized."})";
constexpr auto kInternal = R"(500 {"status":"error","message":"Internal server error"})";

TEST_F(DispatchTest, KnowsNoOtherRoutesThanThoseOfTheTable) {
    EXPECT_EQ(
        answered(call(Method::get, "/api/foo")),
        R"(404 {"status":"error","message":"The route api/foo could not be found."})"
    );
    EXPECT_EQ(
        answered(call(Method::get, "/")),
        R"(404 {"status":"error","message":"The route  could not be found."})"
    );
}

TEST_F(DispatchTest, NamesTheMethodsThatAPathAllows) {
    auto const exchange = call(Method::del, "/api/echo/1?x=y");
    EXPECT_EQ(
        answered(exchange),
        R"(405 {"status":"error","message":"The DELETE method is not supported for route )"
        R"(api/echo/1. Supported methods: GET, HEAD, POST, PUT."})"
    );
    EXPECT_EQ(header(exchange, "Allow"), "GET, HEAD, POST, PUT");
}

TEST_F(DispatchTest, AnswersOptionsWithTheMethodsThatAPathAllows) {
    auto const exchange = call(Method::options, "/api/echo/1");
    EXPECT_EQ(answered(exchange), "200 null");
    EXPECT_EQ(header(exchange, "Allow"), "GET,HEAD,POST,PUT");
    EXPECT_EQ(answered(call(Method::options, "/api/foo")).substr(0, 3), "404");
}

TEST_F(DispatchTest, AnswersAPreflightForAnyPathOfTheApi) {
    Header const asked{"Access-Control-Request-Method", "DELETE"};
    EXPECT_EQ(answered(call(Method::options, "/api/foo", {}, {asked})), "204 null");
}

TEST_F(DispatchTest, RefusesAMalformedPath) {
    for (auto const target : {"/api/%zz", "/api/%", "/api/%ff", "/api/a%00b"})
        EXPECT_EQ(
            answered(call(Method::get, target)),
            R"(400 {"status":"error","message":"Malformed URL."})"
        ) << target;
}

TEST_F(DispatchTest, AsksForATokenBeforeAnythingElse) {
    EXPECT_EQ(answered(call(Method::get, "/api/me")), kUnauthenticated);
    EXPECT_EQ(answered(call(Method::get, "/api/me", "wrong")), kUnauthenticated);
    EXPECT_EQ(answered(call(Method::post, "/api/users", "wrong")), kUnauthenticated);
    EXPECT_EQ(database_.committed, false);
    EXPECT_EQ(
        answered(call(Method::get, "/api/me", {}, {{"Authorization", "Basic x"}})), kUnauthenticated
    );
}

TEST_F(DispatchTest, RefusesWhatTheCallerMayNot) {
    EXPECT_EQ(answered(call(Method::post, "/api/users", "cached")), kForbidden);
    EXPECT_EQ(answered(call(Method::post, "/api/users", "stored")), kForbidden);
    EXPECT_EQ(answered(call(Method::post, "/api/roles", "cached")), kForbidden);
    EXPECT_TRUE(database_.line.empty());
}

TEST_F(DispatchTest, LetsASuperadminDoEverything) {
    authenticator_.caller = {};
    authenticator_.caller.is_superadmin = true;
    for (auto const path : {"/api/users", "/api/roles", "/api/poly"}) {
        auto const exchange = call(Method::post, path, "cached");
        ASSERT_EQ(database_.line.size(), 1U);
        database_.runNext();
        exchange->runStep();
        EXPECT_EQ(exchange->answers.at(0).status, 200);
    }
}

TEST_F(DispatchTest, LetsEveryTokenDoEverythingWhenAuthorizationIsOpen) {
    DispatchSettings settings;
    settings.authorization_open = true;
    build(settings);
    EXPECT_EQ(answered(call(Method::post, "/api/roles")), kUnauthenticated);
    auto const exchange = call(Method::post, "/api/roles", "cached");
    EXPECT_EQ(database_.line.size(), 1U);
}

TEST_F(DispatchTest, TurnsAnExceptionIntoAnErrorThatTellsNothing) {
    EXPECT_EQ(answered(call(Method::get, "/api/thrown")), kInternal);
    EXPECT_EQ(answered(call(Method::get, "/api/me", "broken")), kInternal);
    auto const exchange = call(Method::post, "/api/thrown", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), kInternal);
    EXPECT_EQ(database_.committed, false);
    auto const offloaded = call(Method::get, "/api/slow");
    offloaded->runStep();
    EXPECT_EQ(answered(offloaded), kInternal);
}

TEST_F(DispatchTest, RollsBackWhatAHandlerRefuses) {
    auto const exchange = call(Method::post, "/api/refused", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(422 {"status":"error","message":"Quota is full"})");
    EXPECT_EQ(database_.committed, false);
}

TEST_F(DispatchTest, ReportsATransactionThatDidNotEndAsItWished) {
    auto const exchange = call(Method::post, "/api/poly", "cached");
    database_.failNext(Error::unavailable("disk full", 2));
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(503 {"status":"error","message":"Service Unavailable"})");
    EXPECT_EQ(header(exchange, "Retry-After"), "2");
}

TEST_F(DispatchTest, AnswersWithTheLastOfSeveralRuns) {
    runs = 0;
    auto const exchange = call(Method::post, "/api/poly", "cached");
    ASSERT_EQ(database_.line.size(), 1U);
    EXPECT_EQ(database_.line.front().first, db::Mode::write);
    EXPECT_TRUE(exchange->answers.empty());
    database_.runNext(3);
    EXPECT_TRUE(exchange->answers.empty());
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"3"})");
    EXPECT_EQ(database_.committed, true);
}

TEST_F(DispatchTest, FindsTheCallerOnceInADatabaseThatCannotAnswerAtOnce) {
    database_.can_read_here = false;
    auto const exchange = call(Method::get, "/api/me", "stored");
    ASSERT_EQ(database_.line.size(), 1U);
    EXPECT_EQ(database_.line.front().first, db::Mode::read);
    database_.runNext(2);
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"plain"})");
    EXPECT_EQ(exchange->request.caller.user_id, 7);
}

TEST_F(DispatchTest, DoesNotAskTheDatabaseForAKnownCaller) {
    EXPECT_EQ(answered(call(Method::get, "/api/me", "cached")), R"(200 {"said":"plain"})");
    EXPECT_EQ(authenticator_.finds, 0);
}

TEST_F(DispatchTest, ReadsQuicklyWhereTheEngineCan) {
    EXPECT_EQ(answered(call(Method::get, "/api/quick", "cached")), R"(200 {"said":"stored"})");
    database_.can_read_here = false;
    auto const exchange = call(Method::get, "/api/quick", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"stored"})");
    call(Method::get, "/api/read", "cached");
    EXPECT_EQ(database_.line.size(), 1U) << "a long read must not run on the I/O thread";
}

TEST_F(DispatchTest, RunsSlowWorkOnAWorker) {
    auto const exchange = call(Method::post, "/api/slow");
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"slow"})");
}

TEST_F(DispatchTest, RefusesSlowWorkForWhichThereIsNoRoom) {
    DispatchSettings settings;
    settings.worker_line_max = 0;
    build(settings);
    auto const exchange = call(Method::post, "/api/slow");
    EXPECT_EQ(answered(exchange), R"(503 {"status":"error","message":"Service Unavailable"})");
    EXPECT_EQ(header(exchange, "Retry-After"), "1");
}

TEST_F(DispatchTest, ReadsALongBodyOnAWorker) {
    DispatchSettings settings;
    settings.inline_body_bytes_max = 4;
    build(settings);
    auto const exchange = call(
        Method::post,
        "/api/echo/5",
        {},
        {{"Content-Type", "application/json"}},
        R"({"a":1,"_method":"put"})"
    );
    EXPECT_TRUE(exchange->answers.empty());
    exchange->runStep();
    auto const body = exchange->answers.at(0).body.as_object();
    EXPECT_EQ(body.at("method"), "PUT");
    EXPECT_EQ(body.at("input").at("a"), 1);
}

TEST_F(DispatchTest, TellsTheHandlerWhatTheRequestSaid) {
    auto const exchange = call(
        Method::get, "http://klinik.example//api/echo/12/?b=c#d", {}, {{"Host", "klinik.example"}}
    );
    EXPECT_EQ(
        answered(exchange),
        R"(200 {"method":"GET","id":12,"parameter":"12","input":{"b":"c"},)"
        R"("base_url":"http://klinik.example","client":"10.0.0.9","today":"2025-12-29","user":0})"
    );
}

TEST_F(DispatchTest, TakesForAnIdOnlyPositiveNumbersOf64Bits) {
    for (auto const segment : {"0", "-1", "+1", "1a", "a", "1.0", "9223372036854775808", "0x1"}) {
        auto const exchange = call(Method::get, std::string("/api/echo/") + segment);
        EXPECT_EQ(exchange->answers.at(0).body.at("id"), 0) << segment;
        EXPECT_EQ(exchange->answers.at(0).body.at("parameter"), segment);
    }
    auto const exchange = call(Method::get, "/api/echo/9223372036854775807");
    EXPECT_EQ(exchange->answers.at(0).body.at("id"), 9223372036854775807);
}

TEST_F(DispatchTest, LetsAPostMeanAnotherMethod) {
    auto const by_header =
        call(Method::post, "/api/echo/1", {}, {{"X-HTTP-Method-Override", "PUT"}});
    EXPECT_EQ(by_header->answers.at(0).body.at("method"), "PUT");
    auto const by_query = call(Method::post, "/api/echo/1?_method=PUT");
    EXPECT_EQ(by_query->answers.at(0).body.at("method"), "PUT");
}

TEST_F(DispatchTest, AnswersABrokenMessageWithTheStatusOfTheProtocol) {
    build({});
    auto const exchange = std::make_shared<FakeExchange>();
    exchange->incoming.headers = {{"X-Request-Id", "mine"}};
    dispatch_->refuse(exchange, 431, Error::malformed("Request Header Fields Too Large"));
    EXPECT_EQ(
        answered(exchange), R"(431 {"status":"error","message":"Request Header Fields Too Large"})"
    );
    EXPECT_EQ(exchange->request.request_id, "mine");
}

TEST_F(DispatchTest, SaysWhetherTheDatabaseAnswers) {
    auto const up = call(Method::get, "/up");
    database_.runNext();
    up->runStep();
    EXPECT_EQ(answered(up), R"(200 {"status":"ok"})");
    auto const down = call(Method::get, "/up");
    database_.failNext(Error::unavailable("gone"));
    down->runStep();
    EXPECT_EQ(answered(down).substr(0, 3), "503");
}

TEST_F(DispatchTest, CountsWhatItAnswered) {
    call(Method::get, "/api/me", "cached");
    call(Method::get, "/api/me", "cached");
    call(Method::get, "/api/me");
    call(Method::get, "/api/foo");
    call(Method::post, "/api/poly", "cached");
    auto const metrics = call(Method::get, "/metrics");
    auto const& text = metrics->answers.at(0).text;
    for (auto const line : {
             R"(antrean_http_requests_total{method="GET",route="/api/me",status="2xx"} 2)",
             R"(antrean_http_requests_total{method="GET",route="/api/me",status="4xx"} 1)",
             R"(antrean_http_requests_total{method="any",route="unmatched",status="4xx"} 1)",
             "antrean_http_request_seconds_count 4",
             "antrean_database_jobs 1",
             "antrean_http_connections 0",
         })
        EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

}  // namespace
}  // namespace antrean::http
