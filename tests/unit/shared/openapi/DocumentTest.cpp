#include "auth/Permissions.hpp"
#include "openapi/Document.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <string>

namespace antrean::openapi {
namespace {

using http::Description;
using http::Method;
using http::Permission;
using http::Work;
namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;

constexpr http::Key kThingKeys[] = {{"id", shape::integer}};
constexpr http::Shape kThing = shape::object(kThingKeys, "Thing");

Description route(
    Method method, std::string_view path, is::Spec input, http::Outcome const& outcome
) {
    return {{Work::none, Permission::anyone, input, "Do a thing", outcome}, method, path};
}

// The one operation of a document with one route.
boost::json::value operation(Description const& route, int created_status = 201) {
    Document const document({route}, created_status);
    auto const whole = boost::json::parse(*document.text("http://a.example"));
    auto const& methods = whole.at("paths").at(route.path).as_object();
    return methods.begin()->value();
}

boost::json::value bodyOf(is::Spec input) {
    Document const document({route(Method::post, "/api/things", input, gives::message())}, 201);
    auto const whole = boost::json::parse(*document.text("http://a.example"));
    return whole.at("components").at("schemas").at("PostThingsBody");
}

std::vector<std::string> statusesOf(boost::json::value const& operation) {
    std::vector<std::string> statuses;
    for (auto const& entry : operation.at("responses").as_object())
        statuses.emplace_back(entry.key());
    return statuses;
}

using Statuses = std::vector<std::string>;

TEST(DocumentTest, HasTheAddressThatTheClientUsed) {
    Document const document({}, 201);
    auto const servers = [&document](std::string_view url) {
        return boost::json::parse(*document.text(url)).at("servers");
    };
    EXPECT_EQ(
        servers("https://klinik.example"),
        boost::json::parse(R"([{"url":"https://klinik.example"}])")
    );
    EXPECT_EQ(servers("a\"b"), boost::json::parse(R"([{"url":"a\"b"}])"));
    EXPECT_NE(document.etag("http://a"), document.etag("http://b"));
}

TEST(DocumentTest, AnEtagFollowsTheContent) {
    Document const one({route(Method::get, "/api/a", {}, gives::message())}, 201);
    Document const other({route(Method::get, "/api/b", {}, gives::message())}, 201);
    EXPECT_NE(one.etag("http://a"), other.etag("http://a"));
}

TEST(DocumentTest, StatusesFollowFromTheRoute) {
    constexpr is::Field rules[] = {is::field("name", is::text)};
    auto read = route(Method::get, "/api/things", {}, gives::one(kThing));
    EXPECT_EQ(statusesOf(operation(read)), (Statuses{"200", "400", "500", "503"}));
    read.permission = Permission::signed_in;
    EXPECT_EQ(statusesOf(operation(read)), (Statuses{"200", "400", "401", "500", "503"}));
    auto write = route(Method::post, "/api/things/{id}", rules, gives::created(kThing));
    write.permission = auth::permission("poly.write");
    EXPECT_EQ(
        statusesOf(operation(write)),
        (Statuses{"201", "400", "401", "403", "404", "413", "422", "500", "503"})
    );
    EXPECT_EQ(statusesOf(operation(write, 200)).front(), "200");
    write.outcome = gives::body(kThing).refusingInBody();
    EXPECT_EQ(statusesOf(operation(write)), Statuses{"200"});
}

TEST(DocumentTest, NamesTheRefusalsOfAStatusTogether) {
    constexpr http::Refusal refusals[] = {
        {ErrorKind::refused, "Quota is full"},
        {ErrorKind::conflict, "It is taken"},
    };
    constexpr is::Field rules[] = {is::field("name", is::text)};
    auto const outcome = gives::message().invalidAs(Envelope::validation_failed).refusing(refusals);
    auto const responses =
        operation(route(Method::post, "/api/things", rules, outcome)).at("responses");
    EXPECT_EQ(responses.at("422").at("description"), "A field breaks a rule. / Quota is full");
    EXPECT_EQ(
        responses.at("422").at("content").at("application/json").at("schema"),
        boost::json::parse(R"({"anyOf": [{"$ref": "#/components/schemas/ValidationFailed"},
                                         {"$ref": "#/components/schemas/Refused"}]})")
    );
    EXPECT_EQ(responses.at("409").at("description"), "It is taken");
}

TEST(DocumentTest, AFileComesWholeInPartsOrNotAgain) {
    auto const outcome = gives::file("*/*").unlessKnown().inParts();
    auto const made = operation(route(Method::get, "/storage/{file}", {}, outcome));
    EXPECT_EQ(statusesOf(made).at(1), "206");
    EXPECT_TRUE(made.at("responses").as_object().contains("304"));
    EXPECT_TRUE(made.at("responses").as_object().contains("416"));
    EXPECT_EQ(made.at("parameters").as_array().size(), 3U);
}

TEST(DocumentTest, RulesBecomeSchemas) {
    constexpr is::Field rules[] = {
        is::field("year", is::required, is::digits(4), is::numeric),
        is::field("start_time", is::nullable, is::dateFormat("H:i|H:i:s")),
        is::field(
            "end_time", is::sometimes, is::required, is::dateFormat("H:i"), is::after("start_time")
        ),
        is::field("kind", is::nullable, is::in("BPJS,GENERAL")),
        is::field("count", is::integer, is::between(1, 365)),
        is::field("message_template_id", is::integer, is::exists("message_templates")),
        is::field("password", is::nullable, is::text, is::min(6), is::confirmed),
        is::field("link", is::url),
    };
    EXPECT_EQ(bodyOf(rules), boost::json::parse(R"({
        "type": "object",
        "properties": {
            "year": {"type": "integer"},
            "start_time": {"type": ["string", "null"],
                           "pattern": "^(\\d\\d:\\d\\d|\\d\\d:\\d\\d:\\d\\d)$"},
            "end_time": {"type": "string", "pattern": "^(\\d\\d:\\d\\d)$",
                         "description": "Later than `start_time`."},
            "kind": {"type": ["string", "null"], "enum": ["BPJS", "GENERAL", null]},
            "count": {"type": "integer", "minimum": 1, "maximum": 365},
            "message_template_id": {"type": "integer",
                                    "description": "The id of one of the message templates."},
            "password": {"type": ["string", "null"], "minLength": 6,
                         "description": "To be repeated in `password_confirmation`."},
            "password_confirmation": {"type": "string", "minLength": 6},
            "link": {"type": "string", "format": "uri"}
        },
        "required": ["year"]
    })"));
}

TEST(DocumentTest, ARouteMayAskForATokenOfAnotherKind) {
    auto const outcome = gives::message().askingFor("labToken");
    Document const document({route(Method::post, "/api/things", {}, outcome)}, 201);
    auto const whole = boost::json::parse(*document.text("http://a.example"));
    EXPECT_EQ(
        whole.at("paths").at("/api/things").at("post").at("security"),
        boost::json::parse(R"([{"labToken": []}])")
    );
    EXPECT_EQ(
        whole.at("components").at("securitySchemes").at("labToken"),
        boost::json::parse(R"({"type": "http", "scheme": "bearer"})")
    );
}

TEST(DocumentTest, AFileMakesTheBodyMultipart) {
    constexpr is::Field rules[] = {
        is::field("file", is::required, is::file, is::mimes("pdf,txt"), is::max(10'240)),
    };
    auto const body =
        operation(route(Method::post, "/api/things", rules, gives::message())).at("requestBody");
    auto const& content = body.at("content").as_object();
    ASSERT_EQ(content.size(), 1U);
    EXPECT_EQ(content.begin()->key(), "multipart/form-data");
    EXPECT_EQ(
        bodyOf(rules).at("properties").at("file"),
        (boost::json::object{
            {"type", "string"},
            {"contentMediaType", "application/octet-stream"},
            {"description", "By its content one of pdf, txt. At most 10240 KiB."},
        })
    );
}

TEST(DocumentTest, AListReadsItsFiltersFromTheQueryWhateverItsMethod) {
    constexpr is::Field rules[] = {
        is::field("status", is::nullable, is::array),
        is::field("status.*", is::integer),
    };
    auto const made =
        operation(route(Method::patch, "/api/things", rules, gives::page(kThing).searching("name"))
        );
    EXPECT_FALSE(made.as_object().contains("requestBody"));
    std::vector<std::string> names;
    for (auto const& parameter : made.at("parameters").as_array())
        names.emplace_back(parameter.at("name").as_string());
    EXPECT_EQ(names, (std::vector<std::string>{"status[]", "search", "page", "per_page"}));
}

}  // namespace
}  // namespace antrean::openapi
