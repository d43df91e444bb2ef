#include "harness/TemporaryFile.hpp"
#include "http/FileAnswer.hpp"

#include <gtest/gtest.h>

#include <system_error>

namespace antrean::http {
namespace {

constexpr std::time_t kChangedAt = 784'111'777;
constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr std::string_view kTag = "\"2c9253feeaa40-a\"";

Response answered(std::vector<Header> headers, Method method = Method::get) {
    Request request;
    request.method = method;
    request.headers = std::move(headers);
    return fileAnswer(
        request, {test::temporaryFile("0123456789", kChangedAt), "text/plain", "inline", "public"}
    );
}

std::string header(Response const& response, std::string_view name) {
    for (auto const& each : response.headers)
        if (each.name == name)
            return each.value;
    return "none";
}

// "206 [2, 5) bytes 2-4/10"
std::string summary(Response const& response) {
    auto text = std::to_string(response.status);
    if (response.file)
        text += " [" + std::to_string(response.file->begin) + ", " +
                std::to_string(response.file->end) + ")";
    auto const range = header(response, "Content-Range");
    return range == "none" ? text : text + " " + range;
}

std::string ranged(std::string range) {
    return summary(answered({{"Range", std::move(range)}}));
}

TEST(FileAnswer, SendsTheWholeFile) {
    auto const response = answered({});
    EXPECT_EQ(summary(response), "200 [0, 10)");
    EXPECT_EQ(response.content_type, "text/plain");
    EXPECT_EQ(header(response, "ETag"), kTag);
    EXPECT_EQ(header(response, "Last-Modified"), kDate);
    EXPECT_EQ(header(response, "Cache-Control"), "public");
    EXPECT_EQ(header(response, "Content-Disposition"), "inline");
    EXPECT_EQ(header(response, "Accept-Ranges"), "bytes");
}

TEST(FileAnswer, ThrowsForAFileThatIsNone) {
    EXPECT_THROW(fileAnswer({}, {}), std::system_error);
}

TEST(FileAnswer, SendsOneRange) {
    EXPECT_EQ(ranged("bytes=2-4"), "206 [2, 5) bytes 2-4/10");
    EXPECT_EQ(ranged("BYTES=0-0"), "206 [0, 1) bytes 0-0/10");
    EXPECT_EQ(ranged("bytes=9-"), "206 [9, 10) bytes 9-9/10");
    EXPECT_EQ(ranged("bytes=0-"), "206 [0, 10) bytes 0-9/10");
    EXPECT_EQ(ranged("bytes=4-99999999999999999999"), "206 [4, 10) bytes 4-9/10");
    EXPECT_EQ(ranged("bytes=-3"), "206 [7, 10) bytes 7-9/10");
    EXPECT_EQ(ranged("bytes=-99999999999999999999"), "206 [0, 10) bytes 0-9/10");
    EXPECT_EQ(ranged("bytes= 1-1 "), "206 [1, 2) bytes 1-1/10");
}

TEST(FileAnswer, RefusesARangeThatTheFileDoesNotHave) {
    for (auto const* range :
         {"bytes=10-", "bytes=10-12", "bytes=99999999999999999999-", "bytes=-0"}) {
        auto const response = answered({{"Range", range}});
        EXPECT_EQ(summary(response), "416 bytes */10") << range;
        EXPECT_EQ(header(response, "ETag"), "none");
    }
}

TEST(FileAnswer, ReadsPastWhatIsNoSingleRange) {
    for (auto const* range :
         {"",
          "bytes",
          "bytes=",
          "bytes=-",
          "bytes=a-b",
          "bytes=1-x",
          "bytes=x-1",
          "bytes=4-2",
          "bytes=0-1,3-4",
          "bytes=+1-2",
          "bytes=--1",
          "bytes=1 - 2",
          "lines=0-1"})
        EXPECT_EQ(ranged(range), "200 [0, 10)") << range;
    EXPECT_EQ(summary(answered({{"Range", "bytes=0-1"}}, Method::head)), "200 [0, 10)");
}

TEST(FileAnswer, SendsARangeOnlyOfTheStateThatTheClientHas) {
    auto const conditional = [](std::string_view condition) {
        return summary(answered({{"Range", "bytes=0-1"}, {"If-Range", std::string(condition)}}));
    };
    EXPECT_EQ(conditional(kTag), "206 [0, 2) bytes 0-1/10");
    EXPECT_EQ(conditional(kDate), "206 [0, 2) bytes 0-1/10");
    EXPECT_EQ(conditional("\"other\""), "200 [0, 10)");
    EXPECT_EQ(conditional("W/" + std::string(kTag)), "200 [0, 10)");
    EXPECT_EQ(conditional("Sun, 06 Nov 1994 08:49:38 GMT"), "200 [0, 10)");
}

TEST(FileAnswer, SendsNothingThatTheClientHas) {
    auto const matching = [](std::string tags) {
        return summary(answered({{"If-None-Match", std::move(tags)}}));
    };
    EXPECT_EQ(matching(std::string(kTag)), "304");
    EXPECT_EQ(matching("\"a\", W/" + std::string(kTag)), "304");
    EXPECT_EQ(matching("*"), "304");
    EXPECT_EQ(matching("\"a\", \"b\""), "200 [0, 10)");
    auto const since = [](std::string date) {
        return summary(answered({{"If-Modified-Since", std::move(date)}}));
    };
    EXPECT_EQ(since(std::string(kDate)), "304");
    EXPECT_EQ(since("Sun, 06 Nov 1994 08:49:36 GMT"), "200 [0, 10)");
    EXPECT_EQ(since("yesterday"), "200 [0, 10)");
    EXPECT_EQ(
        summary(answered({{"If-None-Match", "\"a\""}, {"If-Modified-Since", std::string(kDate)}})),
        "200 [0, 10)"
    ) << "a tag says more than a date";
    auto const unchanged = answered({{"If-None-Match", "*"}, {"Range", "bytes=0-1"}});
    EXPECT_EQ(summary(unchanged), "304");
    EXPECT_EQ(header(unchanged, "ETag"), kTag);
    EXPECT_EQ(header(unchanged, "Cache-Control"), "public");
}

TEST(FileAnswer, HandsOutWhatWasMadeForOneAnswer) {
    auto const response =
        attachmentAnswer(test::temporaryFile("0123456789", kChangedAt), "a/b", "report.xlsx");
    EXPECT_EQ(summary(response), "200 [0, 10)");
    EXPECT_EQ(response.content_type, "a/b");
    EXPECT_EQ(header(response, "Content-Disposition"), "attachment; filename=report.xlsx");
}

}  // namespace
}  // namespace antrean::http
