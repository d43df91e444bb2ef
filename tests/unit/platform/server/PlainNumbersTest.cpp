#include "server/PlainNumbers.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>

namespace antrean::server {
namespace {

std::string plain(std::string json) {
    writeNumbersPlainly(json);
    return json;
}

}  // namespace

TEST(PlainNumbersTest, FractionsHaveNoExponent) {
    EXPECT_EQ(
        plain(R"({"a":3.333E1,"b":[1E-1,-6.794E1,7E1],"c":5})"),
        R"({"a":33.33,"b":[0.1,-67.94,70],"c":5})"
    );
    EXPECT_EQ(plain("3.333E1"), "33.33");
    EXPECT_EQ(plain("[0E0]"), "[0]");
}

TEST(PlainNumbersTest, TextsStayAsTheyAre) {
    for (std::string const json : {
             R"({"3E4":"Jl. 3E4 \"7E1\" \\"})",
             R"(["1E5",12,-3,true,null,{}])",
             R"("\\")",
             "[]",
             "",
         })
        EXPECT_EQ(plain(json), json);
    EXPECT_EQ(plain(R"(["\"1E5\\",1E-1,"9E9"])"), R"(["\"1E5\\",0.1,"9E9"])");
}

TEST(PlainNumbersTest, EveryNumberReadsBackAsItself) {
    std::mt19937_64 generator(3);
    for (int i = 0; i < 10'000; ++i) {
        double const number =
            std::ldexp(static_cast<double>(generator()), static_cast<int>(generator() % 200) - 150);
        auto const written = plain(boost::json::serialize(boost::json::value(number)));
        EXPECT_EQ(std::strtod(written.c_str(), nullptr), number) << written;
    }
}

}  // namespace antrean::server
