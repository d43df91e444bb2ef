#include "http/Problem.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace antrean::http {
namespace {

std::string body(Error const& error) {
    return boost::json::serialize(problem(error).body);
}

TEST(ProblemTest, GivesEveryKindItsStatus) {
    struct Case {
        ErrorKind kind;
        int status;
    };
    for (Case const& each : {
             Case{ErrorKind::malformed, 400},
             {ErrorKind::unauthenticated, 401},
             {ErrorKind::forbidden, 403},
             {ErrorKind::not_found, 404},
             {ErrorKind::method_not_allowed, 405},
             {ErrorKind::conflict, 409},
             {ErrorKind::too_large, 413},
             {ErrorKind::invalid, 422},
             {ErrorKind::refused, 422},
             {ErrorKind::throttled, 429},
             {ErrorKind::internal, 500},
             {ErrorKind::unavailable, 503},
         })
        EXPECT_EQ(problem(Error::of(each.kind, "x")).status, each.status);
}

TEST(ProblemTest, WritesPlainMessages) {
    EXPECT_EQ(body(Error::unauthenticated()), R"({"status":"error","message":"Unauthenticated"})");
    EXPECT_EQ(
        body(Error::forbidden()), R"({"status":"error","message":"This action is unauthorized."})"
    );
    EXPECT_EQ(
        body(Error::internal("SELECT secret")),
        R"({"status":"error","message":"Internal server error"})"
    );
    auto refused = Error::refused("Maximum number of calls reached (3 times)");
    refused.data = {{"number_of_calls", 3}};
    EXPECT_EQ(
        body(refused),
        R"j({"status":"error","message":"Maximum number of calls reached (3 times)",)j"
        R"j("data":{"number_of_calls":3}})j"
    );
}

TEST(ProblemTest, SaysWhenToTryAgain) {
    auto const response = problem(Error::unavailable("disk full", 7));
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].name, "Retry-After");
    EXPECT_EQ(response.headers[0].value, "7");
    EXPECT_EQ(
        boost::json::serialize(response.body),
        R"({"status":"error","message":"Service Unavailable"})"
    );
    EXPECT_TRUE(problem(Error::forbidden()).headers.empty());
}

TEST(ProblemTest, WritesInvalidFieldsInEachEnvelope) {
    std::vector<FieldErrors> const fields{{"poly_id", {"A.", "B."}}, {"date", {"C."}}};
    EXPECT_EQ(
        body(Error::invalid(fields)),
        R"j({"status":"error","message":"A.","errors":{"poly_id":["A.","B."],"date":["C."]}})j"
    );
    EXPECT_EQ(
        body(Error::invalid(fields, Envelope::validation_failed)),
        R"j({"status":"error","message":"Validation failed",)j"
        R"j("errors":{"poly_id":["A.","B."],"date":["C."]}})j"
    );
    EXPECT_EQ(
        body(Error::invalid(fields, Envelope::raw)),
        R"j({"message":"A. (and 2 more errors)",)j"
        R"j("errors":{"poly_id":["A.","B."],"date":["C."]}})j"
    );
}

TEST(ProblemTest, SummarisesRawErrors) {
    EXPECT_EQ(
        body(Error::invalid(
            {{"poly_id", {"The poly id field is required."}},
             {"date", {"The date field is required."}}},
            Envelope::raw
        )),
        R"j({"message":"The poly id field is required. (and 1 more error)",)j"
        R"j("errors":{"poly_id":["The poly id field is required."],)j"
        R"j("date":["The date field is required."]}})j"
    );
    EXPECT_EQ(
        body(Error::invalid({{"a", {"A."}}}, Envelope::raw)),
        R"j({"message":"A.","errors":{"a":["A."]}})j"
    );
    EXPECT_EQ(
        body(Error::invalid({}, Envelope::raw)),
        R"j({"message":"The given data was invalid.","errors":{}})j"
    );
}

}  // namespace
}  // namespace antrean::http
