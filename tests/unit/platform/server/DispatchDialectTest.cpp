#include "DispatchFixture.hpp"

namespace antrean::server {
namespace {

boost::json::value told(Error const& error) {
    return {{"no", error.message}};
}

class DispatchDialectTest : public DispatchFixture {
protected:
    void SetUp() override {
        DispatchSettings settings;
        settings.dialects = {{"/other/", told}};
        settings.remote_workers = 1;
        build(settings);
    }

    std::string posted(std::string_view type, std::string body) {
        std::vector<http::Header> headers;
        if (!type.empty())
            headers.push_back({"Content-Type", std::string(type)});
        return answered(call(http::Method::post, "/other/a/7", {}, headers, std::move(body)));
    }
};

TEST_F(DispatchDialectTest, AnswersWhatARouteRefusesWith200) {
    auto const exchange = call(http::Method::post, "/other/a/7", {}, {}, "{");
    EXPECT_EQ(answered(exchange), R"(200 {"no":"broken"})");
    EXPECT_EQ(exchange->answers.front().counted_status, 422);
    EXPECT_NE(
        dispatch_->metrics().text().find(R"(route="/other/{owner}/{id}",status="4xx"} 1)"),
        std::string::npos
    );
}

TEST_F(DispatchDialectTest, KeepsTheStatusOfWhatNoRouteSaw) {
    EXPECT_EQ(
        answered(call(http::Method::get, "/other/nothing")),
        R"(404 {"no":"The route other/nothing could not be found."})"
    );
    EXPECT_EQ(
        answered(call(http::Method::get, "/other/a/7")),
        R"(405 {"no":"The GET method is not supported for route other/a/7. )"
        R"(Supported methods: POST."})"
    );
    EXPECT_EQ(answered(call(http::Method::get, "/other/%zz")), R"(400 {"no":"Malformed URL."})");
    auto const exchange = std::make_shared<FakeExchange>();
    exchange->incoming.target = "/other/a/7?x=1";
    dispatch_->refuse(exchange, 413, Error::of(ErrorKind::too_large, "long"));
    EXPECT_EQ(answered(exchange), R"(413 {"no":"long"})");
}

TEST_F(DispatchDialectTest, LeavesOtherPathsAsTheyAre) {
    EXPECT_EQ(
        answered(call(http::Method::get, "/others")),
        R"(404 {"status":"error","message":"The route others could not be found."})"
    );
}

TEST_F(DispatchDialectTest, ReadsJsonWhateverItsTypeIs) {
    for (std::string_view const type :
         {"", "text/plain", "application/json", "Application/X-WWW-Form-Urlencoded"})
        EXPECT_EQ(posted(type, R"({"x":1})"), R"(200 {"said":"a/7{\"x\":1}"})") << type;
    EXPECT_EQ(
        posted("application/x-www-form-urlencoded", "x=1"), R"(200 {"said":"a/7{\"x\":\"1\"}"})"
    );
    EXPECT_EQ(posted("", "x=1"), R"(200 {"no":"broken"})");
    EXPECT_EQ(posted("application/json", "  "), R"(200 {"said":"a/7{}"})");
}

TEST_F(DispatchDialectTest, RunsRemoteWorkOnAWorkerOfItsOwn) {
    auto const exchange = call(http::Method::get, "/other/remote");
    exchange->runStep();
    EXPECT_EQ(answered(exchange), R"(200 {"said":"slow"})");
    dispatch_->stop();
}

}  // namespace
}  // namespace antrean::server
