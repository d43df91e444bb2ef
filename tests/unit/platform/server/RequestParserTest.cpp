#include "server/RequestParser.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace antrean::server {
namespace {

struct Parsed {
    ParseState state = ParseState::head;
    http::Incoming incoming;
    std::string rest;
};

MessageLimits smallLimits() {
    MessageLimits limits;
    limits.header_bytes_max = 1'024;
    limits.header_count_max = 10;
    limits.body_bytes_max = 100;
    limits.upload_bytes_max = 200;
    return limits;
}

// Feeds the bytes in pieces, as a socket would.
Parsed parsed(std::string const& bytes, std::size_t piece) {
    RequestParser parser(smallLimits());
    Parsed result;
    parser.begin(result.incoming);
    for (std::size_t given = 0; given < bytes.size();) {
        auto const size = std::min(piece, bytes.size() - given);
        result.rest += bytes.substr(given, size);
        given += size;
        std::size_t consumed = 0;
        result.state = parser.parse(result.rest, consumed);
        result.rest.erase(0, consumed);
        if (result.state != ParseState::head && result.state != ParseState::body) {
            result.rest += bytes.substr(given);
            return result;
        }
    }
    return result;
}

struct ParseCase {
    std::string name;
    std::string bytes;
    ParseState state;
    std::string body;
    std::string rest;
};
std::ostream& operator<<(std::ostream& out, ParseCase const& c) {
    return out << c.name;
}

std::string post(std::string const& headers, std::string const& body) {
    return "POST /a HTTP/1.1\r\nHost: k\r\n" + headers + "\r\n" + body;
}

std::vector<ParseCase> const kCases{
    {"Garbage", "\x16\x03\x01\x02 garbage\r\n\r\n", ParseState::broken, "", ""},
    {"NoVersion", "GET /\r\n\r\n", ParseState::broken, "", ""},
    {"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ParseState::broken, "", ""},
    {"SpaceBeforeColon", "GET / HTTP/1.1\r\nHost : k\r\n\r\n", ParseState::broken, "", ""},
    {"BareLineFeeds", "GET / HTTP/1.1\nHost: k\n\n\r\n\r\n", ParseState::broken, "", ""},
    {"ControlInValue", "GET / HTTP/1.1\r\nA: b\x01\r\n\r\n", ParseState::broken, "", ""},
    {"FoldedValue", "GET / HTTP/1.1\r\nHost: k\r\nA: b\r\n c\r\n\r\n", ParseState::broken, "", ""},
    {"ValueOnTheNextLine",
     "GET / HTTP/1.1\r\nHost: k\r\nA:\r\n\tb\r\n\r\n",
     ParseState::broken,
     "",
     ""},
    {"BlankFoldedValue",
     "GET / HTTP/1.1\r\nHost: k\r\nA:\r\n \r\n\r\n",
     ParseState::broken,
     "",
     ""},
    {"NoHost", "GET / HTTP/1.1\r\n\r\n", ParseState::broken, "", ""},
    {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", ParseState::broken, "", ""},
    {"LengthAndChunked",
     post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
     ParseState::broken,
     "",
     ""},
    {"ChunkedAndLength",
     post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"),
     ParseState::broken,
     "",
     ""},
    {"TwoLengths",
     post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
     ParseState::broken,
     "",
     ""},
    {"SameLengthTwice",
     post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
     ParseState::broken,
     "",
     ""},
    {"ListOfLengths", post("Content-Length: 3, 3\r\n", "abc"), ParseState::broken, "", ""},
    {"SignedLength", post("Content-Length: +3\r\n", "abc"), ParseState::broken, "", ""},
    {"NegativeLength", post("Content-Length: -3\r\n", "abc"), ParseState::broken, "", ""},
    {"HexLength", post("Content-Length: 0x3\r\n", "abc"), ParseState::broken, "", ""},
    {"HugeLength",
     post("Content-Length: 99999999999999999999\r\n", "abc"),
     ParseState::broken,
     "",
     ""},
    {"OtherCoding",
     post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
     ParseState::broken,
     "",
     ""},
    {"CodingThatIsNone",
     post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
     ParseState::broken,
     "",
     ""},
    {"ChunkedTwice",
     post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""),
     ParseState::broken,
     "",
     ""},
    {"ChunkedInHttp10",
     "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     ParseState::broken,
     "",
     ""},
    {"ChunkSizeIsNoNumber",
     post("Transfer-Encoding: chunked\r\n", "zz\r\nab\r\n0\r\n\r\n"),
     ParseState::broken,
     "",
     ""},
    {"ChunkWithoutEnd",
     post("Transfer-Encoding: chunked\r\n", "2\r\nabc\r\n0\r\n\r\n"),
     ParseState::broken,
     "ab",
     ""},
    {"EndlessChunkExtension",
     post("Transfer-Encoding: chunked\r\n", "2;" + std::string(2'000, 'x')),
     ParseState::broken,
     "",
     ""},
    {"EndlessTrailer",
     post("Transfer-Encoding: chunked\r\n", "0\r\nA: " + std::string(2'000, 'x')),
     ParseState::broken,
     "",
     ""},
    {"LongTarget",
     "GET /" + std::string(2'000, 'a') + " HTTP/1.1\r\n\r\n",
     ParseState::header_too_large,
     "",
     ""},
    {"LongHeader",
     "GET / HTTP/1.1\r\nA: " + std::string(2'000, 'a') + "\r\n\r\n",
     ParseState::header_too_large,
     "",
     ""},
    {"LongBeginning", std::string(2'000, 'A'), ParseState::header_too_large, "", ""},
    {"ManyHeaders",
     "GET / HTTP/1.1\r\n" +
         [] {
             std::string headers;
             for (int count = 0; count < 11; ++count)
                 headers += "A: b\r\n";
             return headers;
         }() +
         "\r\n",
     ParseState::header_too_large,
     "",
     ""},
    {"LongBody", post("Content-Length: 101\r\n", ""), ParseState::body_too_large, "", ""},
    {"LongUpload",
     post("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 201\r\n", ""),
     ParseState::body_too_large,
     "",
     ""},
    {"LongChunk",
     post("Transfer-Encoding: chunked\r\n", "65\r\na"),
     ParseState::body_too_large,
     "",
     ""},
    {"ManyChunks",
     post("Transfer-Encoding: chunked\r\n", "60\r\n" + std::string(96, 'a') + "\r\n5\r\n"),
     ParseState::body_too_large,
     std::string(96, 'a'),
     ""},
    {"UnfinishedHead", "GET / HTTP/1.1\r\nHost: k\r\n", ParseState::head, "", ""},
    {"UnfinishedBody", post("Content-Length: 5\r\n", "abc"), ParseState::body, "abc", ""},
    {"NoBody", "GET /a?b=c HTTP/1.1\r\nHost: k\r\n\r\n", ParseState::complete, "", ""},
    {"EmptyLinesFirst", "\r\n\r\nGET / HTTP/1.1\r\nHost: k\r\n\r\n", ParseState::complete, "", ""},
    {"Body", post("Content-Length: 5\r\n", "abcdeGET"), ParseState::complete, "abcde", "GET"},
    {"ZeroLength", post("Content-Length: 0\r\n", "GET"), ParseState::complete, "", "GET"},
    {"Chunks",
     post("Transfer-Encoding: Chunked\r\n", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nGET"),
     ParseState::complete,
     "abcde",
     "GET"},
    {"Trailer",
     post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nAuthorization: x\r\n\r\nGET"),
     ParseState::complete,
     "a",
     "GET"},
    {"Upload",
     post(
         "content-type: Multipart/form-data; boundary=x\r\nContent-Length: 150\r\n",
         std::string(150, 'u')
     ),
     ParseState::complete,
     std::string(150, 'u'),
     ""},
    {"OddHeaderName",
     "GET / HTTP/1.1\r\nHost: k\r\n!#$%&'*+-.^_`|~: v\r\n\r\n",
     ParseState::complete,
     "",
     ""},
};

class RequestBytes : public testing::TestWithParam<ParseCase> {};

TEST_P(RequestBytes, MeanTheSameHoweverTheyArrive) {
    auto const& c = GetParam();
    for (std::size_t const piece : {std::size_t{1}, std::size_t{7}, c.bytes.size()}) {
        auto const result = parsed(c.bytes, piece);
        EXPECT_EQ(result.state, c.state) << "in pieces of " << piece;
        EXPECT_EQ(result.incoming.body, c.body) << "in pieces of " << piece;
        if (c.state == ParseState::complete) {
            EXPECT_EQ(result.rest, c.rest) << "in pieces of " << piece;
        }
    }
}

// A named function, because a lambda inside the macro would shadow gtest's own parameter.
constexpr auto kByName = [](auto const& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(Cases, RequestBytes, testing::ValuesIn(kCases), kByName);

TEST(RequestParser, LeavesTrailersOutOfTheHeaders) {
    auto const result = parsed(
        post("Transfer-Encoding: chunked\r\n", "0\r\nAuthorization: Bearer x\r\n\r\n"), 10'000
    );
    ASSERT_EQ(result.state, ParseState::complete);
    EXPECT_EQ(result.incoming.headers.size(), 2U);
}

TEST(RequestParser, GivesTheMessageAsItWasSent) {
    auto const result =
        parsed("DELETE /a%20b?c=d HTTP/1.1\r\nHost: k\r\nX-A:  v w \r\nx-b:\r\n\r\n", 10'000);
    ASSERT_EQ(result.state, ParseState::complete);
    EXPECT_EQ(result.incoming.method, http::Method::del);
    EXPECT_EQ(result.incoming.target, "/a%20b?c=d");
    ASSERT_EQ(result.incoming.headers.size(), 3U);
    EXPECT_EQ(result.incoming.headers[1].name, "X-A");
    EXPECT_EQ(result.incoming.headers[1].value, "v w");
    EXPECT_EQ(result.incoming.headers[2].value, "");
}

TEST(RequestParser, KnowsWhatTheClientExpectsOfTheConnection) {
    RequestParser parser(smallLimits());
    auto const keepsAlive = [&parser](std::string_view bytes) {
        http::Incoming incoming;
        std::size_t consumed = 0;
        parser.begin(incoming);
        EXPECT_EQ(parser.parse(bytes, consumed), ParseState::complete);
        return parser.keepsAlive();
    };
    EXPECT_TRUE(keepsAlive("GET / HTTP/1.1\r\nHost: k\r\n\r\n"));
    EXPECT_FALSE(keepsAlive("GET / HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n"));
    EXPECT_FALSE(keepsAlive("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(parser.isHttp10());
    EXPECT_TRUE(keepsAlive("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(RequestParser, KnowsTheBodyBeforeItComes) {
    RequestParser parser(smallLimits());
    http::Incoming incoming;
    auto const begin = [&parser, &incoming](std::string_view head) {
        std::size_t consumed = 0;
        incoming = {};
        parser.begin(incoming);
        EXPECT_EQ(parser.parse(head, consumed), ParseState::body);
    };
    begin("POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 7\r\n\r\n");
    EXPECT_EQ(parser.contentLength(), 7U);
    EXPECT_FALSE(parser.expectsContinue());
    begin("POST / HTTP/1.1\r\nHost: k\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n");
    EXPECT_TRUE(parser.expectsContinue());
    begin("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n");
    EXPECT_FALSE(parser.expectsContinue()) << "HTTP/1.0 knows no 100";
    begin("POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_EQ(parser.contentLength(), 0U);
}

}  // namespace
}  // namespace antrean::server
