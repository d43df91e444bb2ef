#include "resource/AttributesOf.hpp"
#include "resource/Rows.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace antrean::resource {
namespace {

TEST(SearchPattern, FindsATextAnywhereWithoutCaseAndAccents) {
    EXPECT_EQ(pattern(std::nullopt), std::nullopt);
    EXPECT_EQ(pattern("Umum"), "%umum%");
    EXPECT_EQ(pattern("É"), "%e%");
}

TEST(SearchPattern, TakesSignsOfLikeAsTheyAre) {
    EXPECT_EQ(pattern("50%_\\"), "%50\\%\\_\\\\%");
}

TEST(Searched, IsTheTextOfSearchAndNothingElse) {
    EXPECT_EQ(searched({{"search", "a"}}), "a");
    EXPECT_EQ(searched({}), std::nullopt);
    EXPECT_EQ(searched({{"search", nullptr}}), std::nullopt);
    EXPECT_EQ(searched({{"search", {"a"}}}), std::nullopt);
    EXPECT_EQ(searched({{"search", 5}}), std::nullopt);
}

namespace is = validation;

constexpr Attribute kAttributes[] = {
    {"weight", db::Type::integer},
    {"code", db::Type::text},
    {"sent_on", db::Type::text},
    {"owner", db::Type::text},
};
constexpr is::Field kRules[] = {
    is::field("code", is::required, is::text),
    is::field("weight", is::nullable, is::integer),
    is::field("sent_on", is::required, is::date),
};

boost::json::value weightOf(boost::json::value const& sent) {
    return accepted(kAttributes, kRules, {{"weight", sent}}).at("weight");
}

TEST(Accepted, MakesIntegersOfAllThatTheRuleLetsThrough) {
    EXPECT_EQ(weightOf("12"), 12);
    EXPECT_EQ(weightOf(12.0), 12);
    EXPECT_EQ(weightOf(true), 1);
    EXPECT_EQ(weightOf(nullptr), nullptr);
    EXPECT_EQ(weightOf(" 12 "), 12);
    EXPECT_EQ(weightOf("+12"), 12);
}

TEST(Accepted, WritesDatesInOneForm) {
    for (auto const* sent : {"2026-01-15", "15-01-2026", "1/15/2026"})
        EXPECT_EQ(accepted(kAttributes, kRules, {{"sent_on", sent}}).at("sent_on"), "2026-01-15");
    EXPECT_EQ(accepted(kAttributes, kRules, {{"sent_on", 20260115}}).at("sent_on"), "2026-01-15");
}

TEST(Accepted, TakesNothingThatNoRuleNames) {
    boost::json::object const sent{{"owner", "x"}, {"id", 7}, {"code", "12"}, {"weight", 1}};
    boost::json::object const row{{"weight", 1}, {"code", "12"}};
    EXPECT_EQ(
        boost::json::serialize(accepted(kAttributes, kRules, sent)), boost::json::serialize(row)
    );
}

TEST(ArgumentsOf, ArePresentForEveryAttribute) {
    boost::json::object const row{{"code", "12"}, {"weight", 1}, {"owner", nullptr}};
    auto const args = argumentsOf(kAttributes, row);
    ASSERT_EQ(args.size(), 4U);
    EXPECT_EQ(std::get<std::int64_t>(args[0].value), 1);
    EXPECT_EQ(std::get<std::string_view>(args[1].value), "12");
    EXPECT_EQ(std::get<std::nullptr_t>(args[2].value), nullptr);
    EXPECT_EQ(std::get<std::nullptr_t>(args[3].value), nullptr);
}

db::Cell cell(std::string text) {
    return {false, 0, 0, std::move(text)};
}
db::Cell cell(std::int64_t integer) {
    return {false, integer, 0, {}};
}

TEST(RowReader, ShowsARelationOrNullAfterTheInstants) {
    static constexpr Attribute kParcel[] = {{"box_id", db::Type::integer}};
    static constexpr Attribute kBox[] = {{"label", db::Type::text}};
    static constexpr Relation kRelations[] = {{"box", "box_id", "boxes", kBox}};
    Resource resource{};
    resource.attributes = kParcel;
    resource.relations = kRelations;
    RowReader const reader(resource);
    std::vector<db::Cell> cells{
        cell(1),
        cell(5),
        {},
        cell("2026-01-15 06:07:08"),
        {},  // the parcel
        cell(5),
        cell("Kotak"),
        cell("2026-01-14 00:00:00"),
        {},
        {},  // its box
    };
    ASSERT_EQ(reader.columns().size(), cells.size());
    EXPECT_EQ(
        boost::json::serialize(reader.read(cells)),
        R"({"id":1,"box_id":5,"created_at":null,"updated_at":"2026-01-15T06:07:08.000000Z",)"
        R"("deleted_at":null,"box":{"id":5,"label":"Kotak",)"
        R"("created_at":"2026-01-14T00:00:00.000000Z","updated_at":null,"deleted_at":null}})"
    );
    for (std::size_t index = 5; index < cells.size(); ++index)
        cells[index] = {};
    EXPECT_EQ(reader.read(cells).at("box"), nullptr);
}

struct Box {
    std::int64_t id;
    std::string label;
    std::optional<std::int64_t> weight;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
    std::optional<std::string> colour;
};
BOOST_DESCRIBE_STRUCT(Box, (), (id, label, weight, created_at, updated_at, deleted_at, colour))

TEST(AttributesOf, AreTheMembersThatNotEveryRowHas) {
    constexpr auto attributes = attributesOf<Box>();
    ASSERT_EQ(attributes.size(), 3U);
    EXPECT_EQ(attributes[0].name, "label");
    EXPECT_EQ(attributes[0].type, db::Type::text);
    EXPECT_EQ(attributes[1].name, "weight");
    EXPECT_EQ(attributes[1].type, db::Type::integer);
    EXPECT_EQ(attributes[1].shown, Shown::always);
    EXPECT_EQ(attributes[2].name, "colour");
    EXPECT_EQ(attributes[2].shown, Shown::last);
}

TEST(ShownRow, HasItsLastAttributesAfterTheInstantsInRelationsToo) {
    static constexpr auto kBox = attributesOf<Box>();
    static constexpr Relation kRelations[] = {{"lid", "lid_id", "boxes", kBox}};
    Resource resource{};
    resource.attributes = kBox;
    resource.relations = kRelations;
    auto const row = shown(
        resource,
        {{"id", 1},
         {"colour", nullptr},
         {"deleted_at", nullptr},
         {"lid", {{"id", 2}, {"colour", "red"}, {"deleted_at", nullptr}}}}
    );
    EXPECT_EQ(
        boost::json::serialize(row),
        R"({"id":1,"deleted_at":null,"lid":{"id":2,"deleted_at":null,"colour":"red"},)"
        R"("colour":null})"
    );
}

}  // namespace
}  // namespace antrean::resource
