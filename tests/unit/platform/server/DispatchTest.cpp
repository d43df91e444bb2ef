#include "DispatchFixture.hpp"

namespace antrean::server {
namespace {

class DispatchTest : public DispatchFixture {};

constexpr auto kUnauthenticated = R"(401 {"status":"error","message":"Unauthenticated"})";
constexpr auto kForbidden = R"(403 {"status":"error","message":"This action is unauthorized."})";
constexpr auto kInternal = R"(500 {"status":"error","message":"Internal server error"})";

TEST_F(DispatchTest, AsksForATokenBeforeAnythingElse) {
    EXPECT_EQ(answered(call(http::Method::get, "/api/me")), kUnauthenticated);
    EXPECT_EQ(answered(call(http::Method::get, "/api/me", "wrong")), kUnauthenticated);
    EXPECT_EQ(answered(call(http::Method::post, "/api/users", "wrong")), kUnauthenticated);
    EXPECT_EQ(database_.committed, false);
    EXPECT_EQ(
        answered(call(http::Method::get, "/api/me", {}, {{"Authorization", "Basic x"}})),
        kUnauthenticated
    );
}

TEST_F(DispatchTest, RefusesWhatTheCallerMayNot) {
    EXPECT_EQ(answered(call(http::Method::post, "/api/users", "cached")), kForbidden);
    EXPECT_EQ(answered(call(http::Method::post, "/api/users", "stored")), kForbidden);
    EXPECT_EQ(answered(call(http::Method::post, "/api/roles", "cached")), kForbidden);
    EXPECT_TRUE(database_.line.empty());
}

TEST_F(DispatchTest, LetsASuperadminDoEverything) {
    authenticator_.caller = {};
    authenticator_.caller.is_superadmin = true;
    for (auto const path : {"/api/users", "/api/roles", "/api/poly"}) {
        auto const exchange = call(http::Method::post, path, "cached");
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
    EXPECT_EQ(answered(call(http::Method::post, "/api/roles")), kUnauthenticated);
    auto const exchange = call(http::Method::post, "/api/roles", "cached");
    EXPECT_EQ(database_.line.size(), 1U);
}

TEST_F(DispatchTest, TurnsAnExceptionIntoAnErrorThatTellsNothing) {
    EXPECT_EQ(answered(call(http::Method::get, "/api/thrown")), kInternal);
    EXPECT_EQ(answered(call(http::Method::get, "/api/me", "broken")), kInternal);
    auto const exchange = call(http::Method::post, "/api/thrown", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), kInternal);
    EXPECT_EQ(database_.committed, false);
    auto const offloaded = call(http::Method::get, "/api/slow");
    offloaded->runStep();
    EXPECT_EQ(answered(offloaded), kInternal);
}

TEST_F(DispatchTest, RollsBackWhatAHandlerRefuses) {
    auto const exchange = call(http::Method::post, "/api/refused", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(422 {"status":"error","message":"Quota is full"})");
    EXPECT_EQ(database_.committed, false);
}

TEST_F(DispatchTest, ReportsATransactionThatDidNotEndAsItWished) {
    auto const exchange = call(http::Method::post, "/api/poly", "cached");
    database_.failNext(Error::unavailable("disk full", 2));
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(503 {"status":"error","message":"Service Unavailable"})");
    EXPECT_EQ(header(exchange, "Retry-After"), "2");
}

TEST_F(DispatchTest, AnswersWithTheLastOfSeveralRuns) {
    runs = 0;
    auto const exchange = call(http::Method::post, "/api/poly", "cached");
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
    auto const exchange = call(http::Method::get, "/api/me", "stored");
    ASSERT_EQ(database_.line.size(), 1U);
    EXPECT_EQ(database_.line.front().first, db::Mode::quick_read);
    database_.runNext(2);
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"plain"})");
    EXPECT_EQ(exchange->request.caller.user_id, 7);
}

TEST_F(DispatchTest, ASearchHasADeadlineAndAnotherReadHasNone) {
    DispatchSettings settings;
    settings.search_timeout = std::chrono::minutes(1);
    build(settings);
    auto const before = std::chrono::steady_clock::now();
    for (auto const* target : {"/api/read?search=a", "/api/found?search=", "/api/found?search=a"})
        call(http::Method::get, target, "cached");
    ASSERT_EQ(database_.line.size(), 3U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(database_.line[i].first, db::Mode::read) << i;
        EXPECT_FALSE(database_.line[i].second.deadline) << i;
    }
    auto const& [mode, job] = database_.line[2];
    EXPECT_EQ(mode, db::Mode::search);
    EXPECT_GE(job.deadline.value(), before + settings.search_timeout);
}

TEST_F(DispatchTest, ASearchIsUnwantedOnceItsClientIsGoneAndAnotherJobNever) {
    auto const read = call(http::Method::get, "/api/found?search=a", "cached");
    call(http::Method::get, "/api/read", "cached");
    auto const& unwanted = database_.line.front().second.unwanted;
    EXPECT_FALSE(unwanted.stop_requested());
    read->client_gone.request_stop();
    EXPECT_TRUE(unwanted.stop_requested());
    EXPECT_FALSE(database_.line.back().second.unwanted.stop_possible());
}

TEST_F(DispatchTest, DoesNotAskTheDatabaseForAKnownCaller) {
    EXPECT_EQ(answered(call(http::Method::get, "/api/me", "cached")), R"(200 {"said":"plain"})");
    EXPECT_EQ(authenticator_.finds, 0);
}

TEST_F(DispatchTest, ReadsQuicklyWhereTheEngineCan) {
    EXPECT_EQ(
        answered(call(http::Method::get, "/api/quick", "cached")), R"(200 {"said":"stored"})"
    );
    database_.can_read_here = false;
    auto const exchange = call(http::Method::get, "/api/quick", "cached");
    database_.runNext();
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"stored"})");
    call(http::Method::get, "/api/read", "cached");
    EXPECT_EQ(database_.line.size(), 1U) << "a long read must not run on the I/O thread";
}

TEST_F(DispatchTest, AnswersLaterWhatIsLearnedAfterTheCommit) {
    auto const exchange = call(http::Method::post, "/api/later", "cached");
    database_.runNext();
    EXPECT_EQ(database_.committed, true);
    exchange->runStep();
    EXPECT_TRUE(exchange->answers.empty());
    complete({});
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"before","learned":"later"})");
    complete = {};
}

TEST_F(DispatchTest, RunsSlowWorkOnAWorker) {
    auto const exchange = call(http::Method::post, "/api/slow");
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"slow"})");
}

TEST_F(DispatchTest, RefusesSlowWorkForWhichThereIsNoRoom) {
    DispatchSettings settings;
    settings.worker_line_max = 0;
    build(settings);
    auto const exchange = call(http::Method::post, "/api/slow");
    EXPECT_EQ(answered(exchange), R"(503 {"status":"error","message":"Service Unavailable"})");
    EXPECT_EQ(header(exchange, "Retry-After"), "1");
}

TEST_F(DispatchTest, RunsBulkWorkApartFromTheOthers) {
    DispatchSettings settings;
    settings.worker_line_max = 0;
    build(settings);
    auto const exchange = call(http::Method::get, "/api/bulk");
    EXPECT_TRUE(exchange->client_gone.stop_possible());
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"slow"})");
}

TEST_F(DispatchTest, RefusesBulkWorkForWhichThereIsNoRoom) {
    DispatchSettings settings;
    settings.bulk_line_max = 0;
    build(settings);
    auto const exchange = call(http::Method::get, "/api/bulk");
    EXPECT_EQ(answered(exchange), R"(503 {"status":"error","message":"Service Unavailable"})");
    EXPECT_EQ(header(exchange, "Retry-After"), "10");
}

TEST_F(DispatchTest, ReadsALongBodyOnAWorker) {
    DispatchSettings settings;
    settings.inline_body_bytes_max = 4;
    build(settings);
    auto const exchange = call(
        http::Method::post, "/api/echo/5", {}, {{"Content-Type", "application/json"}}, R"({"a":1})"
    );
    EXPECT_TRUE(exchange->answers.empty());
    exchange->runStep();
    EXPECT_EQ(exchange->answers.at(0).body.as_object().at("input").at("a"), 1);
}

}  // namespace
}  // namespace antrean::server
