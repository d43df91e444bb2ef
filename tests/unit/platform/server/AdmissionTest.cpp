// What is decided before a large body is read, and what of a small one.
#include "DispatchFixture.hpp"

namespace antrean::server {
namespace {

constexpr auto kTooLarge = R"(413 {"status":"error","message":"The POST data is too large."})";
constexpr auto kUnauthenticated = R"(401 {"status":"error","message":"Unauthenticated"})";
http::Header const kJson{"Content-Type", "application/json"};

class AdmissionTest : public DispatchFixture {
protected:
    // Of a body that is too large to be read before it is admitted, only the beginning has come.
    Call begin(http::Method method, std::string target, std::string bearer = {}) {
        auto exchange = message(method, std::move(target), std::move(bearer), {kJson}, R"({"a":)");
        dispatch_->admit(exchange);
        return exchange;
    }

    // Ends the body with `rest`.
    void end(Call const& exchange, std::string_view rest) {
        exchange->incoming.body += rest;
        dispatch_->start(exchange);
    }
};

TEST_F(AdmissionTest, RefusesALargeBodyBeforeItIsRead) {
    for (auto const& exchange : {
             begin(http::Method::post, "/api/nothing"),
             begin(http::Method::del, "/api/poly", "cached"),
             begin(http::Method::post, "/api/poly"),
             begin(http::Method::post, "/api/poly", "nobodys"),
             begin(http::Method::post, "/api/users", "cached"),
         }) {
        ASSERT_EQ(exchange->answers.size(), 1U);
        EXPECT_EQ(exchange->admissions, 0);
        EXPECT_TRUE(exchange->request.input.empty());
    }
}

TEST_F(AdmissionTest, RefusesItWithTheUsualAnswers) {
    EXPECT_EQ(
        answered(begin(http::Method::post, "/api/nothing")),
        R"(404 {"status":"error","message":"The route api/nothing could not be found."})"
    );
    EXPECT_EQ(answered(begin(http::Method::del, "/api/poly", "cached")).substr(0, 3), "405");
    EXPECT_EQ(answered(begin(http::Method::post, "/api/poly")), kUnauthenticated);
    EXPECT_EQ(answered(begin(http::Method::post, "/api/poly", "nobodys")), kUnauthenticated);
    EXPECT_EQ(
        answered(begin(http::Method::post, "/api/users", "cached")),
        R"(403 {"status":"error","message":"This action is unauthorized."})"
    );
}

TEST_F(AdmissionTest, AdmitsTheBodyOfACallerWhoMay) {
    for (auto const* bearer : {"cached", "stored"}) {
        auto const exchange = begin(http::Method::post, "/api/poly", bearer);
        EXPECT_EQ(exchange->admissions, 1);
        EXPECT_TRUE(exchange->answers.empty());
        end(exchange, "1}");
        EXPECT_EQ(exchange->request.input, (boost::json::object{{"a", 1}}));
        database_.runNext();
        exchange->runStep();
        EXPECT_EQ(exchange->answers.at(0).status, 200);
    }
}

TEST_F(AdmissionTest, AsksTheRouteBeforeALargeBodyIsRead) {
    auto const refused = begin(http::Method::post, "/api/signed");
    EXPECT_EQ(answered(refused), R"(401 {"said":"not signed"})");
    EXPECT_EQ(refused->admissions, 0);
    auto const admitted = begin(http::Method::post, "/api/signed?signed");
    EXPECT_EQ(admitted->admissions, 1);
    end(admitted, "1}");
    EXPECT_EQ(answered(admitted), R"(200 {"said":"plain"})");
}

TEST_F(AdmissionTest, WaitsForADatabaseThatCannotAnswerAtOnce) {
    database_.can_read_here = false;
    auto const exchange = begin(http::Method::post, "/api/poly", "stored");
    EXPECT_EQ(exchange->admissions, 0);
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(exchange->admissions, 1);
}

TEST_F(AdmissionTest, LooksAtTheTokenAgainWhenTheBodyHasCome) {
    auto const exchange = begin(http::Method::post, "/api/poly", "cached");
    authenticator_.caller = {};
    end(exchange, "1}");
    EXPECT_EQ(answered(exchange).substr(0, 3), "403");
}

TEST_F(AdmissionTest, TakesOnlyASmallBodyWhereNoTokenIsAskedFor) {
    auto const exchange = begin(http::Method::post, "/api/slow");
    EXPECT_EQ(exchange->admissions, 1);
    EXPECT_EQ(exchange->body_bytes_max, kSmallBodyBytesMax);
    std::string const blanks(kSmallBodyBytesMax - 2, ' ');
    EXPECT_EQ(
        call(http::Method::post, "/api/echo/1", {}, {kJson}, blanks + "{}")->answers.at(0).status,
        200
    );
    EXPECT_EQ(
        answered(call(http::Method::post, "/api/echo/1", {}, {kJson}, blanks + " {}")), kTooLarge
    );
}

TEST_F(AdmissionTest, TakesALargerBodyWhereTheRouteSaysSo) {
    auto const exchange = begin(http::Method::post, "/api/publish");
    EXPECT_EQ(exchange->body_bytes_max, kPublishBytesMax);
    EXPECT_EQ(
        answered(call(
            http::Method::post, "/api/publish", {}, {kJson}, std::string(kPublishBytesMax, ' ')
        )),
        R"(200 {"said":"plain"})"
    );
    EXPECT_EQ(
        answered(call(
            http::Method::post, "/api/publish", {}, {kJson}, std::string(kPublishBytesMax + 1, ' ')
        )),
        kTooLarge
    );
}

TEST_F(AdmissionTest, FindsTheMethodInASmallBodyOnly) {
    auto const meant = [this](std::size_t blanks) {
        auto const body = R"({"_method":"PUT")" + std::string(blanks, ' ') + "}";
        return answered(call(http::Method::post, "/api/rename", "cached", {kJson}, body))
            .substr(0, 3);
    };
    EXPECT_EQ(meant(0), "200");
    EXPECT_EQ(meant(kSmallBodyBytesMax - 17), "200");
    EXPECT_EQ(meant(kSmallBodyBytesMax - 16), "405");
}

TEST_F(AdmissionTest, FindsTheMethodOfALargeBodyInItsHead) {
    EXPECT_EQ(begin(http::Method::post, "/api/rename?_method=PUT", "cached")->admissions, 1);
    auto const exchange = message(
        http::Method::post, "/api/rename", "cached", {{"X-HTTP-Method-Override", "PUT"}, kJson}, "{"
    );
    dispatch_->admit(exchange);
    EXPECT_EQ(exchange->admissions, 1);
}

TEST_F(AdmissionTest, CountsTheMemoryOfBodyAndInput) {
    auto const budgets = std::make_shared<MemoryBudgets>(100'000, 50'000);
    auto const send = [this, &budgets](std::string bearer, std::string path, std::size_t zeros) {
        auto body = std::string("[0");
        for (std::size_t index = 1; index < zeros; ++index)
            body += ",0";
        auto exchange =
            message(http::Method::post, std::move(path), std::move(bearer), {kJson}, body + "]");
        exchange->memory.join(budgets);
        dispatch_->start(exchange);
        return exchange;
    };
    {
        auto const exchange = send({}, "/api/echo/1", 500);
        EXPECT_EQ(exchange->answers.at(0).status, 200);
        EXPECT_GT(budgets->without_token.held_bytes(), 500U * 40);
        EXPECT_EQ(budgets->with_token.held_bytes(), 0U);
    }
    EXPECT_EQ(budgets->without_token.held_bytes(), 0U) << "given back with the request";
    EXPECT_EQ(answered(send({}, "/api/echo/1", 2'000)).substr(0, 3), "503");
    {
        auto const exchange = send("cached", "/api/poly", 300);
        EXPECT_EQ(budgets->without_token.held_bytes(), 0U);
        EXPECT_GT(budgets->with_token.held_bytes(), 300U * 40);
        EXPECT_EQ(answered(send("cached", "/api/poly", 300)).substr(0, 3), "503");
    }
}

}  // namespace
}  // namespace antrean::server
