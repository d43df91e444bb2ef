#include "http/ObjectOf.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace antrean::http {
namespace {

struct Row {
    std::int64_t id;
    std::string name;
    bool bpjs;
    double average;
    std::optional<std::int64_t> quota;
    std::optional<std::string> call_time;
    std::string created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(
    Row, (), (id, name, bpjs, average, quota, call_time, created_at, updated_at, deleted_at)
)

TEST(ObjectOfTest, ShowsEachMemberInItsOrder) {
    Row row{7, "Umum", true, 1.5, 3, "09:15:00", "2025-12-29 06:15:48", "2025-12-29 06:15:49", {}};
    EXPECT_EQ(
        boost::json::serialize(objectOf(row)),
        R"({"id":7,"name":"Umum","bpjs":true,"average":1.5E0,"quota":3,"call_time":"09:15:00",)"
        R"("created_at":"2025-12-29T06:15:48.000000Z","updated_at":"2025-12-29T06:15:49.000000Z",)"
        R"("deleted_at":null})"
    );
}

}  // namespace
}  // namespace antrean::http
