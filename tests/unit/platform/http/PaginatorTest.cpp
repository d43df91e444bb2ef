#include "http/Paginator.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace antrean::http {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
std::string const kUrl = "http://127.0.0.1:8000/api/queue";

Page read(std::string_view input) {
    return readPage(boost::json::parse(input).as_object());
}

TEST(PaginatorTest, ReadsPagesLeniently) {
    struct Case {
        char const* input;
        std::int64_t number;
        std::int64_t size;
    };
    for (Case const& each : {
             Case{"{}", 1, 10},
             {R"({"page":0,"per_page":0})", 1, 1},
             {R"({"page":-3,"per_page":-1})", 1, 1},
             {R"({"page":null,"per_page":null})", 1, 10},
             {R"({"page":"x","per_page":"x"})", 1, 10},
             {R"({"page":"1.5","per_page":2.5})", 1, 10},
             {R"({"page":[2],"per_page":{}})", 1, 10},
             {R"({"page":"3","per_page":"50"})", 3, 50},
             {R"({"page":3,"per_page":1000})", 3, 100},
             {R"({"page":" 2 ","per_page":"100"})", 2, 100},
         }) {
        auto const page = read(each.input);
        EXPECT_EQ(page.number, each.number) << each.input;
        EXPECT_EQ(page.size, each.size) << each.input;
    }
}

TEST(PaginatorTest, KeepsHugePageNumbersWithinBounds) {
    auto const page = read(R"({"page":9223372036854775807,"per_page":100})");
    EXPECT_GT(page.offset(), kLargest - 1000);
    EXPECT_LE(page.offset(), kLargest - page.size);
    auto const body = paginator(page, 3, {}, kUrl);
    EXPECT_EQ(body.at("current_page"), kLargest);
    EXPECT_EQ(body.at("prev_page_url").as_string(), kUrl + "?page=9223372036854775806");
    EXPECT_TRUE(body.at("next_page_url").is_null());
    EXPECT_TRUE(body.at("from").is_null());
    EXPECT_EQ(read(R"({"page":"9223372036854775808"})").number, 1) << "does not fit";
}

// Contract 3.2, and the document's example of GET /api/queue.
TEST(PaginatorTest, WritesTheDocumentedExample) {
    EXPECT_EQ(
        boost::json::serialize(paginator({1, 2}, 3, {1, 2}, kUrl)),
        R"({"current_page":1,"data":[1,2],)"
        R"("first_page_url":"http://127.0.0.1:8000/api/queue?page=1","from":1,"last_page":2,)"
        R"("last_page_url":"http://127.0.0.1:8000/api/queue?page=2","links":[)"
        R"({"url":null,"label":"&laquo; Previous","page":null,"active":false},)"
        R"({"url":"http://127.0.0.1:8000/api/queue?page=1","label":"1","page":1,"active":true},)"
        R"({"url":"http://127.0.0.1:8000/api/queue?page=2","label":"2","page":2,"active":false},)"
        R"({"url":"http://127.0.0.1:8000/api/queue?page=2","label":"Next &raquo;","page":2,)"
        R"("active":false}],"next_page_url":"http://127.0.0.1:8000/api/queue?page=2",)"
        R"("path":"http://127.0.0.1:8000/api/queue","per_page":2,"prev_page_url":null,"to":2,)"
        R"("total":3})"
    );
}

// "1 2 ... 5", with the active number in brackets.
std::string window(std::int64_t current, std::int64_t last) {
    auto const body = paginator({current, 1}, last, {}, kUrl);
    auto const& links = body.at("links").as_array();
    std::string shown;
    for (std::size_t index = 1; index + 1 < links.size(); ++index) {
        auto const& link = links[index].as_object();
        std::string const label(link.at("label").as_string());
        EXPECT_EQ(label == "...", !link.contains("page"));
        EXPECT_EQ(label == "...", link.at("url").is_null());
        shown += link.at("active").as_bool() ? "[" + label + "] " : label + " ";
    }
    shown.pop_back();
    return shown;
}

TEST(PaginatorTest, ShowsTheWindowOfThePaginator) {
    EXPECT_EQ(window(1, 1), "[1]");
    EXPECT_EQ(window(1, 13), "[1] 2 3 4 5 6 7 8 9 10 11 12 13");
    EXPECT_EQ(window(1, 14), "[1] 2 3 4 5 6 7 8 9 10 ... 13 14");
    EXPECT_EQ(window(7, 14), "1 2 3 4 5 6 [7] 8 9 10 ... 13 14");
    EXPECT_EQ(window(8, 14), "1 2 ... 5 6 7 [8] 9 10 11 12 13 14");
    EXPECT_EQ(window(14, 14), "1 2 ... 5 6 7 8 9 10 11 12 13 [14]");
    EXPECT_EQ(window(7, 20), "1 2 3 4 5 6 [7] 8 9 10 ... 19 20");
    EXPECT_EQ(window(8, 20), "1 2 ... 5 6 7 [8] 9 10 11 ... 19 20");
    EXPECT_EQ(window(13, 20), "1 2 ... 10 11 12 [13] 14 15 16 ... 19 20");
    EXPECT_EQ(window(14, 20), "1 2 ... 11 12 13 [14] 15 16 17 18 19 20");
    EXPECT_EQ(window(25, 20), "1 2 ... 11 12 13 14 15 16 17 18 19 20");
}

TEST(PaginatorTest, WritesEmptyLists) {
    EXPECT_EQ(
        boost::json::serialize(paginator({1, 10}, 0, {}, "u")),
        R"({"current_page":1,"data":[],"first_page_url":"u?page=1","from":null,"last_page":1,)"
        R"("last_page_url":"u?page=1","links":[)"
        R"({"url":null,"label":"&laquo; Previous","page":null,"active":false},)"
        R"({"url":"u?page=1","label":"1","page":1,"active":true},)"
        R"({"url":null,"label":"Next &raquo;","page":null,"active":false}],)"
        R"("next_page_url":null,"path":"u","per_page":10,"prev_page_url":null,"to":null,"total":0})"
    );
}

TEST(PaginatorTest, WritesPagesBeyondTheEnd) {
    auto const body = paginator({5, 10}, 12, {}, "u");
    EXPECT_EQ(body.at("current_page"), 5);
    EXPECT_EQ(body.at("last_page"), 2);
    EXPECT_TRUE(body.at("from").is_null());
    EXPECT_TRUE(body.at("to").is_null());
    EXPECT_EQ(body.at("prev_page_url"), "u?page=4");
    EXPECT_TRUE(body.at("next_page_url").is_null());
    EXPECT_EQ(window(5, 2), "1 2");
    auto const& links = body.at("links").as_array();
    EXPECT_EQ(
        boost::json::serialize(links.front()),
        R"({"url":"u?page=4","label":"&laquo; Previous","page":4,"active":false})"
    );
    EXPECT_EQ(
        boost::json::serialize(links.back()),
        R"({"url":null,"label":"Next &raquo;","page":null,"active":false})"
    );
}

TEST(PaginatorTest, CountsRowsOfTheLastPage) {
    auto const body = paginator({2, 10}, 12, {1, 2}, "u");
    EXPECT_EQ(body.at("from"), 11);
    EXPECT_EQ(body.at("to"), 12);
    EXPECT_EQ(body.at("last_page_url"), "u?page=2");
}

TEST(PaginatorTest, WritesTheShortStyles) {
    EXPECT_EQ(
        boost::json::serialize(metaA({1, 10}, 21)),
        R"({"current_page":1,"last_page":3,"per_page":10,"total":21})"
    );
    EXPECT_EQ(
        boost::json::serialize(metaB({2, 10}, 0)),
        R"({"current_page":2,"per_page":10,"total":0,"last_page":1})"
    );
    EXPECT_EQ(
        boost::json::serialize(pagination({1, 10}, 20)),
        R"({"current_page":1,"per_page":10,"total":20,"last_page":2})"
    );
}

}  // namespace
}  // namespace antrean::http
