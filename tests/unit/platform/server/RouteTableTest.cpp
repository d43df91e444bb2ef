#include "http/RouteTable.hpp"
#include "unit/platform/server/DispatchFixture.hpp"

namespace antrean::server {
namespace {

using namespace http;

struct Services {
    std::string greeting;
    std::string* steps = nullptr;  // which steps ran, in order
};

constexpr Refusal kUnknown{ErrorKind::not_found, "No such thing"};

constexpr validation::Field kThing[] = {
    validation::field("size", validation::required, validation::integer),
};
constexpr validation::Field kPlacedThing[] = {
    kThing[0],
    validation::field("poly_id", validation::required, validation::exists("polies")),
};

void renameLength(boost::json::object& input) {
    if (auto const* given = input.if_contains("length")) {
        auto length = *given;
        input["size"] = std::move(length);
    }
}

constexpr Endpoint kShow{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Show it",
    .outcome = gives::message().refusing(kUnknown),
};
constexpr Endpoint kMake{
    .work = Work::write,
    .permission = Permission::anyone,
    .input = kThing,
    .outcome = gives::message().invalidAs(Envelope::raw),
    .prepare = renameLength,
};
constexpr Endpoint kPlace{
    .work = Work::write,
    .permission = Permission::anyone,
    .input = kPlacedThing,
};

Result<std::string> find(Services const& services, Request const& request) {
    if (request.input.contains("unknown"))
        return kUnknown.error();
    return services.greeting;
}

Result<std::string> make(Services const& services, Request const& request, db::Transaction&) {
    *services.steps += request.kept_rules != nullptr ? "make, checked; " : "make; ";
    return std::to_string(request.input.at("size").get_int64());
}

Result<Response> remove(Services const&, Request const&, db::Transaction&) {
    return *said("removed");
}

Response show(Services const& services, Request const& request, std::string const& found) {
    *services.steps += "show; ";
    return *said(services.greeting + " " + std::string(name(request.method)) + " " + found);
}

using enum Method;

constexpr RouteOf<Services> kRoutes[] = {
    {get, "/thing", kShow, run<find, show>},
    {get, "/old-thing", kShow.aliasOf("/thing"), run<find, show>},
    {post, "/thing", kMake, run<make, show>},
    {put, "/thing", kPlace, run<make, show>},
    {del, "/thing", kPlace, run<remove>},
};

RouteTable<Services> table() {
    return kRoutes;
}

TEST(RouteTableTest, DescribesWithoutServices) {
    auto const descriptions = describe(table());
    ASSERT_EQ(descriptions.size(), 5U);
    EXPECT_EQ(descriptions[0].path, "/thing");
    EXPECT_EQ(descriptions[0].summary, "Show it");
    EXPECT_EQ(descriptions[0].outcome.alias_of, "");
    EXPECT_EQ(descriptions[0].outcome.refusals[0], &kUnknown);
    EXPECT_EQ(descriptions[1].outcome.alias_of, "/thing");
    EXPECT_EQ(descriptions[4].method, del);
}

TEST(RouteTableTest, RefusesAHandlerThatDoesNotFitTheWork) {
    EXPECT_THROW(RouteOf<Services>(post, "/x", kMake, run<find, show>), std::logic_error);
    EXPECT_THROW(RouteOf<Services>(get, "/x", kShow, run<make, show>), std::logic_error);
}

class RouteTableDispatchTest : public DispatchFixture {
protected:
    RouteTableDispatchTest() { build({}, bind(table(), Services{"hello", &steps_})); }

    Call send(Method method, std::string body) {
        return call(method, "/thing", {}, {{"Content-Type", "application/json"}}, std::move(body));
    }

    std::string steps_;
};

TEST_F(RouteTableDispatchTest, AnswersWithWhatIsShownOfTheFoundValue) {
    EXPECT_EQ(answered(call(get, "/thing")), R"(200 {"said":"hello GET hello"})");
    EXPECT_EQ(
        answered(call(get, "/thing?unknown=1")),
        R"(404 {"status":"error","message":"No such thing"})"
    );
}

TEST_F(RouteTableDispatchTest, ShowsAfterTheTransaction) {
    auto const exchange = send(post, R"({"length":3})");
    database_.runNext();
    EXPECT_EQ(steps_, "make, checked; ");
    exchange->runStep();
    EXPECT_EQ(steps_, "make, checked; show; ");
    EXPECT_EQ(answered(exchange), R"(200 {"said":"hello POST 3"})");
}

TEST_F(RouteTableDispatchTest, AnswersBrokenRulesWithoutATransaction) {
    EXPECT_EQ(
        answered(send(post, R"({"length":"x"})")),
        R"(422 {"message":"The size field must be an integer.",)"
        R"("errors":{"size":["The size field must be an integer."]}})"
    );
    EXPECT_TRUE(database_.line.empty());
}

TEST_F(RouteTableDispatchTest, LeavesTheCheckToTheHandlerWhereRowsMayBreakMoreRules) {
    auto const exchange = send(put, R"({"size":3})");
    database_.runNext();
    EXPECT_EQ(steps_, "make; ");
    exchange->runStep();
    EXPECT_EQ(steps_, "make; show; ");
}

}  // namespace
}  // namespace antrean::server
