// Requests with an Idempotency-Key.
#include "DispatchFixture.hpp"

namespace antrean::server {
namespace {

constexpr auto kAnotherRequest =
    R"(422 {"status":"error","message":"This Idempotency-Key was used for another request."})";
constexpr auto kRunning = R"(409 {"status":"error","message":)"
                          R"("The first request with this Idempotency-Key is not answered yet."})";

class DispatchOnceTest : public DispatchFixture {
protected:
    DispatchOnceTest() { runs = 0; }

    Call send(std::string target, std::string key, std::string body = {}) {
        return call(
            http::Method::post,
            std::move(target),
            "cached",
            {{"Idempotency-Key", std::move(key)}, {"Content-Type", "application/json"}},
            std::move(body)
        );
    }
    // With the database's part, if the request gets there.
    Call carryOut(std::string target, std::string key, std::string body = {}) {
        auto const exchange = send(std::move(target), std::move(key), std::move(body));
        finish(exchange);
        return exchange;
    }
    void finish(Call const& exchange) {
        while (!database_.line.empty()) {
            database_.runNext();
            exchange->runStep();
        }
    }
    static std::string replayed(Call const& exchange) {
        return header(exchange, "Idempotent-Replayed");
    }
    // What a later request finds, as after the time has passed.
    void makeOlder(std::chrono::milliseconds age) {
        for (auto& [id, answer] : answers_.kept)
            answer.kept_at_ms -= age.count();
    }
};

TEST_F(DispatchOnceTest, TheSameRequestGetsTheFirstAnswerAgain) {
    auto const first = carryOut("/api/poly", "k", "{}");
    EXPECT_EQ(answered(first), R"(200 {"said":"1"})");
    EXPECT_EQ(replayed(first), "none");
    EXPECT_EQ(database_.committed, true);
    auto const second = carryOut("/api/poly", "k", "{}");
    EXPECT_EQ(answered(second), R"(200 {"said":"1"})");
    EXPECT_EQ(replayed(second), "true");
    EXPECT_EQ(database_.committed, false);
    EXPECT_EQ(answered(carryOut("/api/poly", "l", "{}")), R"(200 {"said":"2"})");
}

TEST_F(DispatchOnceTest, AnotherRequestWithTheSameKeyIsRefused) {
    carryOut("/api/poly", "k", "{}");
    EXPECT_EQ(answered(carryOut("/api/poly", "k", "[]")), kAnotherRequest);
    EXPECT_EQ(answered(carryOut("/api/poly?a=1", "k", "{}")), kAnotherRequest);
    EXPECT_EQ(answered(carryOut("/api/later", "k", "{}")), kAnotherRequest);
    EXPECT_EQ(answered(carryOut("/api/poly", "k", "{}")), R"(200 {"said":"1"})");
    EXPECT_EQ(runs, 1);
}

TEST_F(DispatchOnceTest, AnotherUsersKeyIsAnotherKey) {
    carryOut("/api/poly", "k");
    authenticator_.caller.user_id = 8;
    EXPECT_EQ(answered(carryOut("/api/poly", "k")), R"(200 {"said":"2"})");
}

TEST_F(DispatchOnceTest, AnAnswerIsForgottenAfterADay) {
    carryOut("/api/poly", "k");
    makeOlder(std::chrono::hours(24) - std::chrono::milliseconds(1));
    EXPECT_EQ(answered(carryOut("/api/poly", "k")), R"(200 {"said":"1"})");
    makeOlder(std::chrono::milliseconds(1));
    EXPECT_EQ(answered(carryOut("/api/poly", "k")), R"(200 {"said":"2"})");
    EXPECT_EQ(answered(carryOut("/api/poly", "k")), R"(200 {"said":"2"})");
}

TEST_F(DispatchOnceTest, RefusesAKeyThatIsNone) {
    constexpr auto kInvalid =
        R"(400 {"status":"error","message":"The Idempotency-Key header must have 1 to 128 )"
        R"(printable ASCII characters."})";
    for (auto const& key : {std::string(), std::string(129, 'k'), std::string("k\x80")})
        EXPECT_EQ(answered(send("/api/poly", key)), kInvalid);
    EXPECT_TRUE(database_.line.empty());
}

TEST_F(DispatchOnceTest, IgnoresTheKeyWhereNothingIsDoneForAUser) {
    std::vector<http::Header> const key{{"Idempotency-Key", std::string(200, 'k')}};
    EXPECT_EQ(call(http::Method::post, "/api/publish", {}, key)->answers.at(0).status, 200);
    EXPECT_EQ(call(http::Method::put, "/api/rename", "cached", key)->answers.at(0).status, 200);
    EXPECT_EQ(call(http::Method::get, "/api/quick", "cached", key)->answers.at(0).status, 200);
    auto const without = call(http::Method::post, "/api/poly", "cached");
    finish(without);
    EXPECT_EQ(without->answers.at(0).status, 200);
    EXPECT_TRUE(answers_.kept.empty());
}

TEST_F(DispatchOnceTest, ARequestWaitsForTheFirstOfItsKey) {
    auto const first = send("/api/poly", "k");
    auto const second = send("/api/poly", "k");
    auto const other = send("/api/poly", "l");
    EXPECT_EQ(database_.line.size(), 2U);
    database_.runNext();
    first->runStep();
    EXPECT_EQ(database_.line.size(), 1U);
    second->runStep();
    EXPECT_EQ(database_.line.size(), 2U);
    database_.runNext();
    other->runStep();
    database_.runNext();
    second->runStep();
    EXPECT_EQ(answered(second), R"(200 {"said":"1"})");
    EXPECT_EQ(answered(other), R"(200 {"said":"2"})");
}

TEST_F(DispatchOnceTest, FewRequestsWaitForTheFirst) {
    auto const first = send("/api/poly", "k");
    std::vector<Call> waiting;
    for (std::size_t i = 0; i < Turns::kWaitingMax; ++i)
        waiting.push_back(send("/api/poly", "k"));
    auto const refused = send("/api/poly", "k");
    EXPECT_EQ(answered(refused), kRunning);
    EXPECT_EQ(header(refused, "Retry-After"), "1");
    finish(first);
    for (auto const& each : waiting) {
        each->runStep();
        finish(each);
        EXPECT_EQ(answered(each), R"(200 {"said":"1"})");
    }
}

TEST_F(DispatchOnceTest, TheNextOneRunsWhenTheFirstFails) {
    auto const first = send("/api/poly", "k");
    auto const second = send("/api/poly", "k");
    database_.failNext(Error::unavailable("disk full"));
    first->runStep();
    EXPECT_EQ(first->answers.at(0).status, 503);
    second->runStep();
    finish(second);
    EXPECT_EQ(answered(second), R"(200 {"said":"1"})");
    EXPECT_EQ(replayed(second), "none");
}

TEST_F(DispatchOnceTest, ATransactionThatRunsAgainIsNotARepeatedRequest) {
    auto const exchange = send("/api/refused", "k");
    database_.runNext(3);
    exchange->runStep();
    finish(exchange);
    EXPECT_EQ(exchange->answers.at(0).status, 422);
    EXPECT_EQ(replayed(exchange), "none");
}

TEST_F(DispatchOnceTest, ARefusalOfTheClinicsRulesIsKept) {
    auto const first = carryOut("/api/refused", "k");
    auto const second = carryOut("/api/refused", "k");
    EXPECT_EQ(answered(first), R"(422 {"status":"error","message":"Quota is full"})");
    EXPECT_EQ(answered(second), answered(first));
    EXPECT_EQ(replayed(second), "true");
}

TEST_F(DispatchOnceTest, ARefusalIsSentEvenIfItCannotBeKept) {
    auto const exchange = send("/api/refused", "k");
    database_.runNext();
    exchange->runStep();
    database_.failNext(Error::unavailable("disk full"));
    exchange->runStep();
    EXPECT_EQ(exchange->answers.at(0).status, 422);
    EXPECT_TRUE(answers_.kept.empty());
}

TEST_F(DispatchOnceTest, AFaultIsNotKept) {
    EXPECT_EQ(carryOut("/api/thrown", "k")->answers.at(0).status, 500);
    EXPECT_EQ(send("/api/users", "k")->answers.at(0).status, 403);
    EXPECT_TRUE(answers_.kept.empty());
}

TEST_F(DispatchOnceTest, AnAnswerThatWaitsIsRepeatedAsItWasSent) {
    auto const first = send("/api/later", "k");
    auto const second = send("/api/later", "k");
    finish(first);
    EXPECT_TRUE(first->answers.empty());
    EXPECT_TRUE(database_.line.empty());
    complete({});
    first->runStep();
    finish(first);
    EXPECT_EQ(answered(first), R"(200 {"said":"before","learned":"later"})");
    second->runStep();
    finish(second);
    EXPECT_EQ(answered(second), answered(first));
    EXPECT_EQ(replayed(second), "true");
}

TEST_F(DispatchOnceTest, ACrashLeavesAnAnswerAsItsTransactionKnewIt) {
    carryOut("/api/later", "k");
    build({});  // another process
    auto const early = carryOut("/api/later", "k");
    EXPECT_EQ(answered(early), kRunning);
    EXPECT_EQ(header(early, "Retry-After"), "1");
    makeOlder(std::chrono::seconds(5));
    EXPECT_EQ(answered(carryOut("/api/later", "k")), R"(200 {"said":"before"})");
    EXPECT_EQ(database_.committed, false);
}

TEST_F(DispatchOnceTest, SlowWorkIsNotDoneAgain) {
    auto const first = send("/api/tests", "k");
    first->runStep();
    finish(first);
    EXPECT_EQ(answered(first), R"(200 {"said":"1"})");
    auto const second = send("/api/tests", "k");
    finish(second);
    EXPECT_EQ(answered(second), R"(200 {"said":"1"})");
    EXPECT_EQ(replayed(second), "true");
    EXPECT_EQ(answered(send("/api/tests?a=1", "k")), kAnotherRequest);
}

}  // namespace
}  // namespace antrean::server
