#include "server/Router.hpp"
#include "unit/platform/http/TestRoute.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace antrean::server {
namespace {

Result<http::Response> answerNothing(http::Request const&) {
    return http::Response{};
}

http::Route route(http::Method method, std::string_view path, std::string_view summary = {}) {
    auto route = testRoute(method, path, http::Work::none, http::Permission::anyone, answerNothing);
    route.summary = summary;
    return route;
}

Router patients() {
    return Router({
        route(http::Method::get, "/api/patients", "list"),
        route(http::Method::post, "/api/patients", "create"),
        route(http::Method::get, "/api/patients/{id}", "show"),
        route(http::Method::put, "/api/patients/{id}", "update"),
        route(http::Method::del, "/api/patients/{id}", "delete"),
        route(http::Method::get, "/api/patients/trashed", "trashed"),
        route(http::Method::post, "/api/patients/{id}/restore", "restore"),
        route(http::Method::get, "/api/queue/current", "current"),
        route(http::Method::patch, "/api/queue/{id}/done", "done"),
        route(http::Method::get, "/", "home"),
    });
}

std::string_view found(Router const& router, http::Method method, std::string_view path) {
    auto const match = router.find(method, path);
    return match.route == nullptr ? "none" : match.route->summary;
}

TEST(Router, RejectsATableThatIsWrong) {
    EXPECT_THROW(
        Router({route(http::Method::get, "/api/a"), route(http::Method::get, "/api/a")}),
        std::logic_error
    );
    EXPECT_THROW(
        Router({route(http::Method::get, "/a/{id}"), route(http::Method::get, "/a/{name}")}),
        std::logic_error
    );
    EXPECT_THROW(Router({route(http::Method::get, "/a/{id}/b/{other}/{more}")}), std::logic_error);
    EXPECT_THROW(Router({route(http::Method::get, "api/a")}), std::logic_error);
    auto unfit = route(http::Method::get, "/a");
    unfit.work = http::Work::write;
    EXPECT_THROW(Router({unfit}), std::logic_error);
}

TEST(Router, FindsNothingForWhatIsNotInTheTable) {
    auto const router = patients();
    for (auto const path :
         {"",
          "api",
          "/api",
          "/api/patient",
          "/api/patients/1/restor",
          "/api/patients/1/restore/2",
          "/api//patients",
          "/api/patients//restore",
          "/API/patients",
          "//"})
        EXPECT_EQ(found(router, http::Method::get, path), "none") << path;
    EXPECT_TRUE(router.allowed("/api/nothing").empty());
    EXPECT_EQ(found(router, http::Method::other, "/api/patients"), "none");
}

TEST(Router, PrefersALiteralSegmentToAParameter) {
    auto const router = patients();
    EXPECT_EQ(found(router, http::Method::get, "/api/patients/trashed"), "trashed");
    EXPECT_EQ(found(router, http::Method::get, "/api/patients/trash"), "show");
}

TEST(Router, FallsBackToTheParameterWhenTheLiteralLeadsNowhere) {
    auto const router = patients();
    EXPECT_EQ(found(router, http::Method::del, "/api/patients/trashed"), "delete");
    EXPECT_EQ(found(router, http::Method::patch, "/api/queue/current/done"), "done");
    EXPECT_EQ(router.find(http::Method::patch, "/api/queue/current/done").parameter, "current");
}

TEST(Router, GivesTheSegmentOfTheParameter) {
    auto const router = patients();
    EXPECT_EQ(router.find(http::Method::post, "/api/patients/17/restore").parameter, "17");
    EXPECT_EQ(router.find(http::Method::get, "/api/patients/a b").parameter, "a b");
    EXPECT_EQ(router.find(http::Method::get, "/api/patients").parameter, "");
}

TEST(Router, GivesBothSegmentsOfTwoParameters) {
    Router const router({route(http::Method::post, "/orders/{number}/samples/{id}/check-in")});
    auto const match = router.find(http::Method::post, "/orders/R26/samples/7/check-in");
    EXPECT_EQ(match.owner, "R26");
    EXPECT_EQ(match.parameter, "7");
    EXPECT_EQ(router.find(http::Method::post, "/orders/R26/samples//check-in").route, nullptr);
}

TEST(Router, AnswersHeadWhereItAnswersGet) {
    auto const router = patients();
    EXPECT_EQ(found(router, http::Method::head, "/api/patients/trashed"), "trashed");
    EXPECT_EQ(found(router, http::Method::head, "/api/patients/1/restore"), "none");
    EXPECT_EQ(found(router, http::Method::get, "/"), "home");
}

TEST(Router, ListsTheMethodsInTheOrderOfTheContract) {
    auto const router = patients();
    EXPECT_EQ(router.allowed("/api/patients").joined(", "), "GET, HEAD, POST");
    EXPECT_EQ(router.allowed("/api/patients/5").joined(","), "GET,HEAD,PUT,DELETE");
    EXPECT_EQ(router.allowed("/api/patients/trashed").joined(", "), "GET, HEAD, PUT, DELETE");
    EXPECT_EQ(router.allowed("/api/patients/5/restore").joined(", "), "POST");
}

}  // namespace
}  // namespace antrean::server
