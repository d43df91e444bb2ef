// PHP's rules for names of fields: contract 1.7-4. The expected values are those of PHP 8.2.
#include "server/FormFields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace antrean::server {
namespace {

std::string read(std::string_view pairs) {
    boost::json::object fields;
    EXPECT_TRUE(FormFields(fields).addEncoded(pairs)) << pairs;
    return boost::json::serialize(fields);
}

struct Case {
    char const* pairs;
    char const* fields;
};

TEST(FormFieldsTest, NamesFieldsLikePhp) {
    for (Case const& each : {
             Case{"", "{}"},
             {"a=1&b=2", R"({"a":"1","b":"2"})"},
             {"a=1&a=2", R"({"a":"2"})"},
             {"a", R"({"a":null})"},
             {"a=", R"({"a":null})"},
             {"=1&&[a]=1&%5B=1", "{}"},
             {"a=b=c", R"({"a":"b=c"})"},
             {"a[]=1&a[]=2", R"({"a":["1","2"]})"},
             {"a[0]=5", R"({"a":["5"]})"},
             {"status%5B0%5D=5&status%5B1%5D=6", R"({"status":["5","6"]})"},
             {"a[1]=x&a[]=y", R"({"a":{"1":"x","2":"y"}})"},
             {"a[0]=x&a[2]=y", R"({"a":{"0":"x","2":"y"}})"},
             {"a[0]=x&a[0]=y", R"({"a":["y"]})"},
             {"a[01]=x&a[]=y", R"({"a":{"01":"x","0":"y"}})"},
             {"a[-5]=x&a[]=y", R"({"a":{"-5":"x","-4":"y"}})"},
             {"a[9223372036854775807]=x&a[]=y", R"({"a":{"9223372036854775807":"x"}})"},
             {"a[b]=1&a[]=2&a[c]=3&a[0]=9", R"({"a":{"b":"1","0":"9","c":"3"}})"},
             {"a[b][c]=1&a[b][d]=2", R"({"a":{"b":{"c":"1","d":"2"}}})"},
             {"a[][b]=1&a[][b]=2", R"({"a":[{"b":"1"},{"b":"2"}]})"},
             {"a[][]=1&a[][]=2", R"({"a":[["1"],["2"]]})"},
             {"a=1&a[]=2", R"({"a":["2"]})"},
             {"a[]=1&a=2", R"({"a":"2"})"},
             {"a.b=1&c d=2&e+f=3", R"({"a_b":"1","c_d":"2","e_f":"3"})"},
             {"a[b.c]=1", R"({"a":{"b.c":"1"}})"},
             {"+%20a=1", R"({"a":"1"})"},
             {"a[ ]=1", R"({"a":["1"]})"},
             {"a[=1", R"({"a_":"1"})"},
             {"a[b.c=1", R"({"a_b_c":"1"})"},
             {"a[b]c[d]=1", R"({"a":{"b":"1"}})"},
             {"a[b][=1", R"({"a":{"b":"1"}})"},
             {"a[[b]=1", R"({"a":{"[b":"1"}})"},
             {"a]b=1", R"({"a]b":"1"})"},
             {"a%00b=1", R"({"a":"1"})"},
         })
        EXPECT_EQ(read(each.pairs), each.fields) << each.pairs;
}

TEST(FormFieldsTest, CleansTexts) {
    for (Case const& each : {
             Case{"a=%41+%2b+b", R"({"a":"A + b"})"},
             {"a=%&b=%4&c=%zz", R"({"a":"%","b":"%4","c":"%zz"})"},
             {"a=%20+x%09", R"({"a":"x"})"},
             {"a=+&b=%E2%80%8B", R"({"a":null,"b":null})"},
             {"password=+x+&password_confirmation=+&x[password]=+",
              R"({"password":" x ","password_confirmation":" ","x":{"password":null}})"},
             {"a=x%00y&b=%00", R"({"a":"xy","b":null})"},
             {"a=x%FFy&%FF=1", "{\"a\":\"x\ufffdy\",\"\ufffd\":\"1\"}"},
         })
        EXPECT_EQ(read(each.pairs), each.fields) << each.pairs;
}

TEST(FormFieldsTest, StopsAtItsLimits) {
    boost::json::object fields;
    std::string pairs;
    for (std::size_t index = 0; index < kFieldsMax; ++index)
        pairs += "a[]=1&";
    EXPECT_TRUE(FormFields(fields).addEncoded(pairs));
    EXPECT_EQ(fields["a"].as_array().size(), kFieldsMax);
    EXPECT_FALSE(FormFields(fields).addEncoded(pairs + "b=1"));

    std::string map = "a[x]=1&";
    for (std::size_t index = 0; index < kFieldsMax - 1; ++index)
        map += "a[]=1&";
    EXPECT_FALSE(FormFields(fields).addEncoded(map)) << "appending to a map is not for so many";
    fields.clear();
    EXPECT_TRUE(FormFields(fields).addEncoded(map.substr(0, 8 + 190 * 6)));

    std::string deep = "a";
    for (std::size_t depth = 0; depth < kFieldDepthMax; ++depth)
        deep += "[b]";
    EXPECT_TRUE(FormFields(fields).addEncoded(deep + "=1"));
    EXPECT_FALSE(FormFields(fields).addEncoded(deep + "[b]=1"));
}

}  // namespace
}  // namespace antrean::server
