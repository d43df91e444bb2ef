// Contract 1.8, row by row: the values that each rule accepts.
#include "unit/platform/validation/FakeLookup.hpp"
#include "validation/Spec.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace antrean::validation {
namespace {

namespace is = validation;

boost::json::object object(std::string_view text) {
    return boost::json::parse(text).as_object();
}

// Whether the rules of x accept {"x": <value>} for each value.
template <class... Rules>
void expect(bool kept, std::initializer_list<std::string_view> values, Rules... rules) {
    Field const spec[] = {field("x", rules...)};
    for (auto const value : values)
        EXPECT_EQ(check(object("{\"x\":" + std::string(value) + "}"), spec).empty(), kept) << value;
}

TEST(RulesTest, RequiredRefusesWhatIsEmpty) {
    expect(false, {"null", "\"\"", "\" \\t\\n\"", "[]", "{}"}, is::required);
    expect(true, {"0", "\"0\"", "false", "[0]", "{\"a\":1}", "\"a\""}, is::required);
    Field const spec[] = {field("x", is::required)};
    EXPECT_EQ(check({}, spec).size(), 1U);
}

TEST(RulesTest, NullIsAValueUnlessNullable) {
    expect(false, {"null"}, is::email);
    expect(false, {"null"}, is::integer);
    expect(false, {"null"}, is::text);
    expect(true, {"null"}, is::nullable, is::email, is::integer, is::text, is::exists("t"));
    Field const spec[] = {field("x", is::text, is::integer)};
    EXPECT_TRUE(check({}, spec).empty()) << "an absent key is not checked";
    expect(true, {"\"  \""}, is::integer, is::email);
}

TEST(RulesTest, SometimesRunsOnlyWhenTheKeyIsPresent) {
    Field const spec[] = {field("x", is::sometimes, is::required, is::text)};
    EXPECT_TRUE(check({}, spec).empty());
    expect(false, {"null", "\"\"", "1"}, is::sometimes, is::required, is::text);
    expect(true, {"\"a\""}, is::sometimes, is::required, is::text);
}

TEST(RulesTest, TextIsAStringThatCanBeStored) {
    expect(false, {"1", "1.5", "true", "[]", "{}", "\"a\\u0000b\""}, is::text);
    expect(true, {"\"a\"", "\"\\u00e9\""}, is::text);
    Field const spec[] = {field("x", is::text)};
    boost::json::object broken;
    broken["x"] = "a\xff";
    EXPECT_EQ(check(broken, spec).size(), 1U);
}

TEST(RulesTest, NumbersAreCastAsTheOriginalDoes) {
    expect(
        false,
        {"\"01\"",
         "\"1.0\"",
         "\"1e3\"",
         "1.5",
         "false",
         "\"0x1A\"",
         "[1]",
         "9223372036854775808",
         "\"9223372036854775808\""},
        is::integer
    );
    expect(true, {"1", "1.0", "true", "\"1\"", "\" 1 \"", "\"+1\"", "\"-0\""}, is::integer);
    expect(false, {"true", "\"0x1A\"", "\"1,5\"", "[]"}, is::numeric);
    expect(true, {"1", "1.5", "\"1e3\"", "\".5\"", "\"5.\"", "\" 5 \""}, is::numeric);
    expect(false, {"\"true\"", "\"on\"", "2", "1.0", "[]"}, is::boolean);
    expect(true, {"true", "false", "1", "0", "\"1\"", "\"0\""}, is::boolean);
}

TEST(RulesTest, ArrayTakesListsAndMaps) {
    expect(false, {"1", "\"a\"", "true", "null"}, is::array);
    expect(true, {"[]", "{}", "[1]", "{\"a\":1}"}, is::array);
}

// The placeholder of an upload in the input (server/FormFields.hpp) counts as present, but as no
// other type.
TEST(RulesTest, AnUploadIsNoTextNumberOrList) {
    boost::json::object const input{{"x", std::numeric_limits<double>::quiet_NaN()}};
    Field const needed[] = {field("x", is::required)};
    EXPECT_TRUE(check(input, needed).empty());
    for (auto const& rule :
         {is::text,
          is::integer,
          is::integer_with_zeros,
          is::numeric,
          is::boolean,
          is::array,
          is::email,
          is::url,
          is::date,
          is::dateFormat("H:i"),
          is::digitsBetween(1, 4),
          is::in("BPJS,GENERAL"),
          is::confirmed,
          is::file}) {
        Field const spec[] = {field("x", rule)};
        EXPECT_EQ(check(input, spec).size(), 1U) << static_cast<int>(rule.kind);
    }
}

TEST(RulesTest, SizesAreOfTheKindThatTheRulesSay) {
    expect(false, {"\"12345\"", "[1,2,3,4,5]"}, is::min(6));
    expect(true, {"\"123456\"", "\"éééééé\""}, is::min(6));
    expect(false, {"\"ééé\""}, is::max(2));
    expect(true, {"\"éé\""}, is::max(2));
    expect(false, {"5", "\"5\"", "5.5", "-100"}, is::numeric, is::min(6));
    expect(true, {"6", "\"6\"", "1000"}, is::integer, is::min(6));
    expect(false, {"-1", "\"-1\""}, is::integer, is::min(0));
    expect(false, {"13", "0", "\"013\""}, is::integer_with_zeros, is::between(1, 12));
    expect(true, {"1", "\"01\"", "12", "\" 9 \""}, is::integer_with_zeros, is::between(1, 12));
    expect(true, {"0", "-1", "\"+1\"", "\"007\""}, is::integer_with_zeros);
    for (auto const* broken :
         {"1.5", "\"1.5\"", "\"0-1\"", "\"0+1\"", "\"0 1\"", "\"1e0\"", "\"x\""})
        expect(false, {broken}, is::integer_with_zeros);
    expect(false, {"13", "0", "\"013\""}, is::numeric, is::between(1, 12));
    expect(true, {"1", "\"01\"", "12"}, is::numeric, is::between(1, 12));
    expect(false, {"[1,2,3]"}, is::array, is::max(2));
    expect(true, {"[1,2]"}, is::array, is::between(2, 2));
    // Exact, where a double would be rounded.
    expect(false, {"9007199254740993"}, is::integer, is::max(9007199254740992));
    expect(true, {"9007199254740993"}, is::integer, is::min(9007199254740993));
}

TEST(RulesTest, DigitsBetweenCountsDigits) {
    expect(false, {"\"123\"", "\"1a\"", "\"-1\"", "1.5", "[1]", "null"}, is::digitsBetween(1, 2));
    expect(true, {"\"01\"", "1", "\"12\""}, is::digitsBetween(1, 2));
}

TEST(RulesTest, InComparesTexts) {
    expect(
        false, {"\"bpjs\"", "\"BPJS,GENERAL\"", "null", "[\"BPJS\"]", "0"}, is::in("BPJS,GENERAL")
    );
    expect(true, {"\"BPJS\"", "\"GENERAL\""}, is::in("BPJS,GENERAL"));
    expect(true, {"1", "\"1\"", "true"}, is::in("1,2"));
}

TEST(RulesTest, DatesAreDaysOfTheCalendar) {
    expect(
        false, {"\"2025-02-30\"", "\"30/12/2025\"", "\"tomorrow\"", "2025", "true", "[]"}, is::date
    );
    expect(
        true, {"\"2025-12-30\"", "\"30-12-2025\"", "20251230", "\"2025-12-30T10:00:00Z\""}, is::date
    );
    expect(false, {"\"9:00\"", "\"24:00\"", "\"10:00:00\"", "1000", "true"}, is::dateFormat("H:i"));
    expect(true, {"\"10:00\""}, is::dateFormat("H:i"));
    expect(true, {"\"10:00\"", "\"10:00:59\""}, is::dateFormat("H:i|H:i:s"));
}

TEST(RulesTest, AfterComparesWithTheOtherField) {
    Field const times[] = {
        field("start", is::dateFormat("H:i|H:i:s")),
        field("end", is::dateFormat("H:i|H:i:s"), is::after("start"))};
    for (auto const* broken :
         {R"({"start":"10:00","end":"10:00"})",
          R"({"start":"10:00","end":"09:59:59"})",
          R"({"start":"10:00:30","end":"10:00"})",
          R"({"start":"x","end":"10:00"})"})
        EXPECT_EQ(
            check(object(broken), times).back(),
            (FieldErrors{"end", {"The end field must be a date after start."}})
        ) << broken;
    EXPECT_EQ(
        check(object(R"({"start":"10:00","end":"x"})"), times),
        (std::vector<FieldErrors>{
            {"end",
             {"The end field must match the format H:i.",
              "The end field must be a date after start."}}})
    );
    for (auto const* kept :
         {R"({"start":"10:00","end":"10:01"})",
          R"({"start":"10:00:00","end":"10:01"})",
          R"({"start":null,"end":"10:01"})",
          R"({"end":"10:01"})",
          R"({"start":"10:00"})"})
        EXPECT_TRUE(check(object(kept), std::span(times).subspan(1)).empty()) << kept;

    Field const dates[] = {field("to", is::date, is::after("from"))};
    EXPECT_TRUE(check(object(R"({"from":"2025-12-30","to":"31-12-2025"})"), dates).empty());
    EXPECT_FALSE(check(object(R"({"from":"2025-12-30","to":"30-12-2025"})"), dates).empty());
    EXPECT_FALSE(check(object(R"({"from":"2025-12-30","to":[]})"), dates).empty());
}

TEST(RulesTest, ConfirmedIsStrict) {
    Field const spec[] = {field("x", is::confirmed)};
    for (auto const* broken :
         {R"({"x":"1"})", R"({"x":"1","x_confirmation":1})", R"({"x":"1","x_confirmation":"2"})"})
        EXPECT_EQ(check(object(broken), spec).size(), 1U) << broken;
    EXPECT_TRUE(check(object(R"({"x":"1","x_confirmation":"1"})"), spec).empty());
}

TEST(RulesTest, ExistsAsksAboutIntegersOnly) {
    FakeLookup lookup;
    lookup.rows["polies"] = {1, 2};
    Scope const scope{&lookup, 0, {}};
    Field const spec[] = {field("x", is::exists("polies"))};
    for (auto const* broken :
         {R"({"x":"one"})", R"({"x":null})", R"({"x":{}})", R"({"x":1.5})", R"({"x":[1,"x"]})"})
        EXPECT_EQ(check(object(broken), spec, scope).size(), 1U) << broken;
    EXPECT_EQ(lookup.questions, 0);
    EXPECT_EQ(check(object(R"({"x":3})"), spec, scope).size(), 1U);
    EXPECT_EQ(check(object(R"({"x":[1,3]})"), spec, scope).size(), 1U);
    for (auto const* kept : {R"({"x":1})", R"({"x":" 2 "})", R"({"x":[1,2,1]})", R"({"x":true})"})
        EXPECT_TRUE(check(object(kept), spec, scope).empty()) << kept;
}

TEST(RulesTest, UniqueIgnoresTheRowItself) {
    FakeLookup lookup;
    lookup.taken_texts["roles.name:dokter"] = 7;
    Field const spec[] = {field("x", is::unique("roles", "name"))};
    EXPECT_EQ(check(object(R"({"x":"dokter"})"), spec, {&lookup, 0, {}}).size(), 1U);
    EXPECT_EQ(check(object(R"({"x":"dokter"})"), spec, {&lookup, 8, {}}).size(), 1U);
    EXPECT_TRUE(check(object(R"({"x":"dokter"})"), spec, {&lookup, 7, {}}).empty());
    EXPECT_TRUE(check(object(R"({"x":"perawat"})"), spec, {&lookup, 0, {}}).empty());
    EXPECT_THROW(check(object(R"({"x":"dokter"})"), spec), std::logic_error);
}

TEST(RulesTest, FilesAreJudgedByContent) {
    Field const spec[] = {field("x", is::required, is::file, is::mimes("pdf,jpg"), is::max(1))};
    EXPECT_EQ(check({}, spec), (std::vector<FieldErrors>{{"x", {"The x field is required."}}}));
    EXPECT_EQ(
        check(object(R"({"x":"a"})"), spec),
        (std::vector<FieldErrors>{
            {"x", {"The x field must be a file.", "The x field must be a file of type: pdf, jpg."}}}
        )
    );
    auto const checked = [&spec](File file) {
        return check({}, spec, {nullptr, 0, std::span(&file, 1)});
    };
    EXPECT_TRUE(checked({"x", 1024, "pdf", "pdf"}).empty());
    EXPECT_TRUE(checked({"x", 10, "jpeg", "txt"}).empty());
    EXPECT_FALSE(checked({"x", 10, "exe", "pdf"}).empty());
    EXPECT_FALSE(checked({"x", 10, "pdf", "PHP"}).empty());
    EXPECT_FALSE(checked({"y", 10, "pdf", "pdf"}).empty());
    EXPECT_EQ(
        checked({"x", 1025, "pdf", "pdf"}),
        (std::vector<FieldErrors>{{"x", {"The x field must not be greater than 1 kilobytes."}}})
    );
}

}  // namespace
}  // namespace antrean::validation
