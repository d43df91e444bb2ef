#include "validation/Bind.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace antrean::validation {
namespace {

namespace is = validation;

struct Booking {
    std::string name;
    std::int64_t poly_id = 0;
    bool bpjs = false;
    std::string date;
    std::optional<std::int64_t> quota;
    std::optional<std::string> note;
    std::vector<std::int64_t> roles;
    Patch<std::int64_t> schedule_id;
    Patch<std::string> day;
    std::optional<double> weight;
};
BOOST_DESCRIBE_STRUCT(
    Booking, (), (name, poly_id, bpjs, date, quota, note, roles, schedule_id, day, weight)
)

constexpr Field kBooking[] = {
    field("name", is::required, is::text),
    field("poly_id", is::required, is::integer),
    field("bpjs", is::required, is::boolean),
    field("date", is::required, is::date),
    field("quota", is::nullable, is::numeric),
    field("note", is::nullable, is::text),
    field("roles", is::array),
    field("roles.*", is::integer),
    field("schedule_id", is::nullable, is::integer),
    field("day", is::nullable, is::date),
    field("weight", is::nullable, is::numeric),
    field("name_confirmation", is::text),
    field("photo", is::file),
};
static_assert(describes<Booking>(kBooking));

struct Small {
    std::string name;
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Small, (), (name, id))
constexpr Field kMissing[] = {field("name", is::required, is::text)};
constexpr Field kMisnamed[] = {
    field("name", is::required, is::text), field("ids", is::required, is::integer)};
constexpr Field kNotRequired[] = {field("name", is::required, is::text), field("id", is::integer)};
constexpr Field kSometimes[] = {
    field("name", is::required, is::text), field("id", is::sometimes, is::required, is::integer)};
constexpr Field kWrongType[] = {
    field("name", is::required, is::text), field("id", is::required, is::text)};
constexpr Field kTooMany[] = {
    field("name", is::required, is::text),
    field("id", is::required, is::integer),
    field("x", is::text)};
static_assert(!describes<Small>(kMissing) && !describes<Small>(kMisnamed));
static_assert(!describes<Small>(kNotRequired) && !describes<Small>(kSometimes));
static_assert(!describes<Small>(kWrongType) && !describes<Small>(kTooMany));

Booking bound(std::string_view input) {
    auto const result = bind<Booking>(boost::json::parse(input).as_object(), kBooking);
    if (!result) {
        ADD_FAILURE() << input;
        return {};
    }
    return *result;
}

TEST(BindTest, NamesBrokenFieldsInTheEnvelopeOfTheRoute) {
    auto const result = bind<Booking>({}, kBooking, {}, Envelope::raw);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::invalid);
    EXPECT_EQ(result.error().envelope, Envelope::raw);
    EXPECT_EQ(result.error().fields.size(), 4U);
    EXPECT_EQ(result.error().message, "");
}

TEST(BindTest, CastsWhatTheRulesLetThrough) {
    auto const booking = bound(
        R"({"name":"a","poly_id":" 2 ","bpjs":"1","date":"30-12-2025","quota":"01",
            "note":"x","roles":["3",4.0,true],"schedule_id":"7","day":"12/31/2025",
            "weight":"1e1","unknown":{}})"
    );
    EXPECT_EQ(booking.name, "a");
    EXPECT_EQ(booking.poly_id, 2);
    EXPECT_TRUE(booking.bpjs);
    EXPECT_EQ(booking.date, "2025-12-30");
    EXPECT_EQ(booking.quota, 1);
    EXPECT_EQ(booking.note, "x");
    EXPECT_EQ(booking.roles, (std::vector<std::int64_t>{3, 4, 1}));
    EXPECT_EQ(booking.schedule_id, Patch<std::int64_t>::of(7));
    EXPECT_EQ(booking.day, Patch<std::string>::of("2025-12-31"));
    EXPECT_EQ(booking.weight, 10.0);
}

TEST(BindTest, TellsAbsentFromNull) {
    auto const absent = bound(R"({"name":"a","poly_id":1,"bpjs":0,"date":20251230})");
    EXPECT_EQ(absent.date, "2025-12-30");
    EXPECT_FALSE(absent.bpjs);
    EXPECT_FALSE(absent.quota);
    EXPECT_TRUE(absent.roles.empty());
    EXPECT_TRUE(absent.schedule_id.isAbsent());
    EXPECT_EQ(absent.schedule_id.over(5), 5);
    auto const null = bound(
        R"({"name":"a","poly_id":1,"bpjs":0,"date":"2025-12-30","note":null,"schedule_id":null})"
    );
    EXPECT_FALSE(null.note);
    EXPECT_TRUE(null.schedule_id.isNull());
    EXPECT_EQ(null.schedule_id.over(5), std::nullopt);
    EXPECT_EQ(Patch<std::int64_t>::of(6).over(5), 6);
}

TEST(BindTest, TakesMapsForArrays) {
    auto const booking =
        bound(R"({"name":"a","poly_id":1,"bpjs":0,"date":"2025-12-30","roles":{"1":"5","x":6}})");
    EXPECT_EQ(booking.roles, (std::vector<std::int64_t>{5, 6}));
}

TEST(BindTest, CutsNumbersThatDoNotFit) {
    auto const large =
        bound(R"({"name":"a","poly_id":1,"bpjs":0,"date":"2025-12-30","quota":"1e300"})");
    EXPECT_EQ(large.quota, INT64_MAX);
    auto const negative =
        bound(R"({"name":"a","poly_id":1,"bpjs":0,"date":"2025-12-30","quota":-2.9})");
    EXPECT_EQ(negative.quota, -2);
}

TEST(BindTest, NormalizesDates) {
    EXPECT_EQ(normalizedDate("30 December 2025"), "2025-12-30");
    EXPECT_EQ(normalizedDate("tomorrow"), std::nullopt);
}

}  // namespace
}  // namespace antrean::validation
