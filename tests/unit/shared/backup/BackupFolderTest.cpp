#include "backup/BackupFolder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::backup {
namespace {

TEST(BackupFolder, KnowsNoOtherNames) {
    for (std::string const name :
         {"",
          "antrean.tar.zst",
          "antrean-20261130T190000Z.tar.zst",
          "antrean-20261130T190000Z-.tar.zst",
          "antrean-20261130T190000Z-other.tar.zst",
          "antrean-20261130T190000Z-planned.tar.gz",
          "antrean-20261131T190000Z-planned.tar.zst",
          "antrean-20261130T240000Z-planned.tar.zst",
          "antrean-20261130T19000xZ-planned.tar.zst",
          "antrean--0261130T190000Z-planned.tar.zst",
          "../antrean-20261130T190000Z-planned.tar.zst",
          "antrean-20261130T190000Z-planned.tar.zst/",
          "antrean-20261130T190000Z-planned/../x.tar.zst"})
        EXPECT_FALSE(readName(name)) << name;
}

TEST(BackupFolder, ReadsTheNamesThatItGives) {
    auto const instant = Zone::find("UTC").value().at("2026-11-30", "19:00:00");
    for (auto const kind : {Kind::planned, Kind::manual, Kind::upgrade}) {
        auto const path = BackupFolder("/x").pathFor(instant, kind);
        auto const read = readName(path.substr(3));
        ASSERT_TRUE(read) << path;
        EXPECT_EQ(read->begun_at, instant);
        EXPECT_EQ(read->kind, kind);
    }
}

}  // namespace
}  // namespace antrean::backup
