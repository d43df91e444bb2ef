// Contract 1.4: the order of fields and rules, and when a field's evaluation stops.
#include "unit/platform/validation/FakeLookup.hpp"
#include "validation/Rules.hpp"
#include "validation/Spec.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace antrean::validation {
namespace {

namespace is = validation;
using Errors = std::vector<FieldErrors>;

boost::json::object object(std::string_view text) {
    return boost::json::parse(text).as_object();
}

TEST(CheckTest, NamesEveryBrokenFieldInTheOrderOfTheSpec) {
    constexpr Field kSpec[] = {
        field("b", is::required), field("a", is::integer), field("c", is::text)};
    EXPECT_EQ(
        check(object(R"({"c":1,"a":"x"})"), kSpec),
        (Errors{
            {"b", {"The b field is required."}},
            {"a", {"The a field must be an integer."}},
            {"c", {"The c field must be a string."}}})
    );
    EXPECT_TRUE(check(object(R"({"b":1,"a":1,"c":"x","other":{}})"), kSpec).empty());
}

TEST(CheckTest, GivesEveryMessageOfAField) {
    constexpr Field kSpec[] = {
        field("password", is::required, is::text, is::min(6), is::confirmed)};
    EXPECT_EQ(
        check(object(R"({"password":"abc"})"), kSpec),
        (Errors{
            {"password",
             {"The password field must be at least 6 characters.",
              "The password field confirmation does not match."}}})
    );
}

TEST(CheckTest, StopsAFieldAfterRequired) {
    constexpr Field kSpec[] = {field("a", is::required, is::text, is::min(3))};
    for (auto const* missing : {"{}", R"({"a":null})", R"({"a":" "})", R"({"a":[]})"})
        EXPECT_EQ(check(object(missing), kSpec), (Errors{{"a", {"The a field is required."}}}));
}

TEST(CheckTest, JudgesNoFileThatDidNotArriveWhole) {
    constexpr Field kSpec[] = {field("file", is::required, is::file, is::mimes("pdf"))};
    File const broken[] = {{"file", 10, "txt", "txt", false}};
    EXPECT_EQ(
        check({}, kSpec, {nullptr, 0, broken}), (Errors{{"file", {"The file failed to upload."}}})
    );
}

TEST(CheckTest, DropsRepeatedMessages) {
    constexpr Field kSpec[] = {field("a", is::integer, is::in("1"), is::in("2"))};
    EXPECT_EQ(check(object(R"({"a":3})"), kSpec), (Errors{{"a", {"The selected a is invalid."}}}));
}

TEST(CheckTest, DoesNotAskTheDatabaseAboutABrokenValue) {
    constexpr Field kSpec[] = {
        field("id", is::required, is::integer, is::exists("polies")),
        field("name", is::text, is::max(3), is::unique("polies", "name"))};
    FakeLookup lookup;
    Scope const scope{&lookup, 0, {}};
    EXPECT_EQ(check(object(R"({"id":"x","name":"long"})"), kSpec, scope).size(), 2U);
    EXPECT_EQ(lookup.questions, 0);
    EXPECT_EQ(
        check(object(R"({"id":1,"name":"a"})"), kSpec, scope),
        (Errors{{"id", {"The selected id is invalid."}}})
    );
    EXPECT_EQ(lookup.questions, 2);
}

TEST(CheckTest, ChecksElementsAfterAllFieldsUnderTheirRawNames) {
    constexpr Field kSpec[] = {
        field("role_ids.*", is::integer, is::exists("roles")),
        field("role_ids", is::required, is::array),
        field("z_z", is::required)};
    FakeLookup lookup;
    lookup.rows["roles"] = {1};
    Scope const scope{&lookup, 0, {}};
    EXPECT_EQ(
        check(object(R"({"role_ids":[1,9,"x",null,""]})"), kSpec, scope),
        (Errors{
            {"z_z", {"The z z field is required."}},
            {"role_ids.1", {"The selected role_ids.1 is invalid."}},
            {"role_ids.2", {"The role_ids.2 field must be an integer."}},
            {"role_ids.3", {"The role_ids.3 field must be an integer."}}})
    );
    EXPECT_EQ(
        check(object(R"({"role_ids":{"a":9},"z_z":1})"), kSpec, scope),
        (Errors{{"role_ids.a", {"The selected role_ids.a is invalid."}}})
    );
    EXPECT_EQ(
        check(object(R"({"role_ids":9,"z_z":1})"), kSpec, scope),
        (Errors{{"role_ids", {"The role ids field must be an array."}}})
    );
}

TEST(CheckTest, RefusesAnArrayThatIsTooLongWhole) {
    constexpr Field kSpec[] = {field("ids", is::array), field("ids.*", is::exists("roles"))};
    FakeLookup lookup;
    boost::json::object input;
    input["ids"] = boost::json::array(kItemsMax + 1, 1);
    EXPECT_EQ(
        check(input, kSpec, {&lookup, 0, {}}),
        (Errors{{"ids", {"The ids field must not have more than 1000 items."}}})
    );
    EXPECT_EQ(lookup.questions, 0);
    input["ids"] = boost::json::array(kItemsMax, 1);
    EXPECT_EQ(check(input, kSpec, {&lookup, 0, {}}).size(), kItemsMax);
}

TEST(CheckTest, ChoosesTheWordingOfSizesByTheRules) {
    constexpr Field kSpec[] = {
        field("quota", is::integer, is::min(5)),
        field("tags", is::array, is::min(2)),
        field("name", is::text, is::min(3))};
    EXPECT_EQ(
        check(object(R"({"quota":1,"tags":[1],"name":"é"})"), kSpec),
        (Errors{
            {"quota", {"The quota field must be at least 5."}},
            {"tags", {"The tags field must have at least 2 items."}},
            {"name", {"The name field must be at least 3 characters."}}})
    );
}

TEST(CheckTest, ChecksTheRulesThatNeedNoRowAlone) {
    constexpr Field kSpec[] = {
        field("name", is::required, is::max(3)),
        field("poly_id", is::required, is::integer, is::exists("polies"))};
    EXPECT_TRUE(needsRows(kSpec));
    EXPECT_FALSE(needsRows(Spec(kSpec).first(1)));
    Scope const scope{.rules = RuleSet::without_rows};
    EXPECT_EQ(
        check(object(R"({"name":"four","poly_id":"x"})"), kSpec, scope),
        (Errors{
            {"name", {"The name field must not be greater than 3 characters."}},
            {"poly_id", {"The poly id field must be an integer."}}})
    );
    EXPECT_TRUE(check(object(R"({"name":"abc","poly_id":9})"), kSpec, scope).empty());
}

TEST(CheckTest, ChecksTheRulesOfRowsAlone) {
    constexpr Field kSpec[] = {
        field("name", is::required, is::unique("polies", "name")),
        field("poly_id", is::nullable, is::integer, is::exists("polies"))};
    FakeLookup lookup;
    lookup.rows["polies"] = {1};
    Scope const scope{.lookup = &lookup, .rules = RuleSet::of_rows};
    EXPECT_TRUE(check(object(R"({"name":"a","poly_id":1})"), kSpec, scope).empty());
    EXPECT_EQ(
        check(object(R"({"name":"a","poly_id":2})"), kSpec, scope),
        (Errors{{"poly_id", {"The selected poly id is invalid."}}})
    );
    EXPECT_EQ(lookup.questions, 4);
    EXPECT_TRUE(check(object(R"({"poly_id":null})"), kSpec, scope).empty());
    EXPECT_EQ(lookup.questions, 4);
}

}  // namespace
}  // namespace antrean::validation
