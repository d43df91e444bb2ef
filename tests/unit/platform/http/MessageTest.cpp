#include "http/Message.hpp"

#include <gtest/gtest.h>

namespace antrean::http {
namespace {

TEST(MessageTest, FindsHeadersWithoutCase) {
    Request request;
    request.headers = {{"Content-Type", "a"}, {"content-type", "b"}, {"X", ""}};
    EXPECT_EQ(request.header("CONTENT-TYPE"), "a");
    EXPECT_EQ(request.header("x"), "");
    EXPECT_EQ(request.header("Content"), "");
}

TEST(MessageTest, NamesMethods) {
    EXPECT_EQ(name(Method::get), "GET");
    EXPECT_EQ(name(Method::head), "HEAD");
    EXPECT_EQ(name(Method::post), "POST");
    EXPECT_EQ(name(Method::put), "PUT");
    EXPECT_EQ(name(Method::patch), "PATCH");
    EXPECT_EQ(name(Method::del), "DELETE");
    EXPECT_EQ(name(Method::options), "OPTIONS");
}

}  // namespace
}  // namespace antrean::http
