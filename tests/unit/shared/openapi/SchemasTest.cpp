#include "openapi/Schemas.hpp"

#include <boost/describe.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>

namespace antrean::openapi {
namespace {

using http::Key;
using http::Shape;
namespace shape = http::shape;

boost::json::value json(std::string_view text) {
    return boost::json::parse(text);
}

boost::json::value schemaOf(Shape const& shape) {
    return Schemas().of(shape);
}

constexpr Key kPolyKeys[] = {{"id", shape::integer}, {"name", shape::like("Poli Umum")}};
constexpr Shape kPoly = shape::object(kPolyKeys, "Poly");

TEST(SchemasTest, ClosesObjectsAndKeepsTheOrderOfTheirKeys) {
    constexpr Key keys[] = {
        {"b", shape::boolean},
        shape::maybe("a", shape::orNull(shape::number)),
    };
    auto const schema = schemaOf(shape::object(keys));
    EXPECT_EQ(schema, json(R"({"type": "object",
                 "properties": {"b": {"type": "boolean"}, "a": {"type": ["number", "null"]}},
                 "required": ["b"],
                 "additionalProperties": false})"));
    EXPECT_EQ(schema.at("properties").as_object().begin()->key(), "b");
}

TEST(SchemasTest, KeepsANamedObjectOnceAndRefersToIt) {
    Schemas schemas;
    auto const list = shape::listOf(kPoly);
    EXPECT_EQ(
        schemas.of(list),
        json(R"({"type": "array", "items": {"$ref": "#/components/schemas/Poly"}})")
    );
    EXPECT_EQ(
        schemas.of(shape::orNull(kPoly)),
        json(R"({"anyOf": [{"$ref": "#/components/schemas/Poly"}, {"type": "null"}]})")
    );
    EXPECT_EQ(schemas.kept(), json(R"({"Poly": {"type": "object",
                          "properties": {"id": {"type": "integer"},
                                         "name": {"type": "string", "examples": ["Poli Umum"]}},
                          "required": ["id", "name"],
                          "additionalProperties": false}})"));
}

TEST(SchemasTest, RefusesTwoShapesOfOneName) {
    constexpr Key others[] = {{"id", shape::text}};
    Schemas schemas;
    schemas.of(kPoly);
    EXPECT_NO_THROW(schemas.of(kPoly));
    EXPECT_THROW(schemas.of(shape::object(others, "Poly")), std::logic_error);
}

TEST(SchemasTest, AKeyOfTheSameNameReplacesThatOfTheBaseWhereItStands) {
    constexpr Key more[] = {{"id", shape::text}, {"label", shape::text}};
    EXPECT_EQ(
        schemaOf(shape::extended(kPoly, more)).at("properties"), json(R"({"id": {"type": "string"},
                 "name": {"type": "string", "examples": ["Poli Umum"]},
                 "label": {"type": "string"}})")
    );
}

TEST(SchemasTest, AnOpenObjectTakesOtherKeysOfOneKind) {
    constexpr Key keys[] = {{"label", shape::text}};
    auto const schema = schemaOf(shape::open(keys, shape::integer));
    EXPECT_EQ(schema.at("required"), json(R"(["label"])"));
    EXPECT_EQ(schema.at("additionalProperties"), json(R"({"type": "integer"})"));
}

TEST(SchemasTest, OneOfSeveralTextsMayBeNull) {
    EXPECT_EQ(
        schemaOf(shape::orNull(shape::oneOf("skipped,success"))),
        json(R"({"type": ["string", "null"], "enum": ["skipped", "success", null]})")
    );
}

TEST(SchemasTest, EitherOfTwoMayCome) {
    EXPECT_EQ(
        schemaOf(shape::either(shape::integer, shape::boolean)),
        json(R"({"anyOf": [{"type": "integer"}, {"type": "boolean"}]})")
    );
    EXPECT_EQ(schemaOf(shape::orNull(shape::anything)), json("{}"));
}

struct Row {
    std::int64_t id;
    std::string date;
    std::string start_time;
    std::optional<std::string> created_at;
    std::optional<std::int64_t> quota;
    bool bpjs;
    double ratio;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, date, start_time, created_at, quota, bpjs, ratio))

TEST(SchemasTest, ADescribedRowSaysItsKeysItself) {
    constexpr auto keys = shape::keysOf<Row>();
    constexpr Key expected[] = {
        {"id", shape::integer},
        {"date", shape::date},
        {"start_time", shape::time},
        {"created_at", shape::orNull(shape::timestamp)},
        {"quota", shape::orNull(shape::integer)},
        {"bpjs", shape::boolean},
        {"ratio", shape::number},
    };
    EXPECT_EQ(schemaOf(shape::object(keys)), schemaOf(shape::object(expected)));
}

}  // namespace
}  // namespace antrean::openapi
