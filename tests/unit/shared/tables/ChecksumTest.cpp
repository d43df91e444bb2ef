#include "tables/Checksum.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace antrean::tables {
namespace {

using Row = std::vector<db::Cell>;

constexpr db::Column kColumns[] = {{"id", db::Type::integer}, {"name", db::Type::text}};

Row row(std::int64_t id, std::string name) {
    return {{false, id, 0, {}}, {false, 0, 0, std::move(name)}};
}

Row rowWithoutName(std::int64_t id) {
    return {{false, id, 0, {}}, {true, 0, 0, {}}};
}

Checksum of(std::vector<Row> const& rows) {
    Checksum checksum;
    for (auto const& each : rows)
        checksum.add(each, kColumns);
    return checksum;
}

}  // namespace

TEST(Checksum, TellsNullFromAnEmptyText) {
    EXPECT_NE(of({rowWithoutName(1)}), of({row(1, "")}));
    EXPECT_NE(of({rowWithoutName(1)}), of({row(1, "-:")}));
}

TEST(Checksum, NoticesARowThatIsThereTwiceAndAnotherThatIsMissing) {
    EXPECT_NE(of({row(1, "Siti"), row(1, "Siti")}), of({row(1, "Siti"), row(2, "Budi")}));
    EXPECT_NE(of({row(1, "Siti"), row(1, "Siti")}), of({}));
}

TEST(Checksum, NoticesValuesThatHaveChangedPlaces) {
    EXPECT_NE(of({row(1, "Siti"), row(2, "Budi")}), of({row(1, "Budi"), row(2, "Siti")}));
}

// SHA-256 of "1:14:Siti" and of "1:24:Budi", computed with sha256sum.
TEST(Checksum, IsTheSumOfTheHashesInAnyOrder) {
    auto const forward = of({row(1, "Siti"), row(2, "Budi")});
    EXPECT_EQ(forward, of({row(2, "Budi"), row(1, "Siti")}));
    EXPECT_EQ(forward.rows(), 2);
    EXPECT_EQ(forward.text(), "fd7972d96c94717e811812710622f124");
    EXPECT_EQ(of({}).text(), "00000000000000000000000000000000");
}

}  // namespace antrean::tables
