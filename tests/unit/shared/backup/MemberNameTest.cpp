#include "backup/MemberName.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::backup {
namespace {

TEST(MemberName, NoNameLeavesTheFolder) {
    for (std::string const name :
         {"",
          "/",
          "/etc/passwd",
          "..",
          "../x",
          "files/..",
          "files/../x",
          "files/a/../../x",
          "files//x",
          "files/",
          "files/./x",
          "files/.x",
          "files/a/.x",
          "files/a\\x",
          "files/a\nx",
          "files/\xff",
          "files",
          "secrets/",
          "secrets/x",
          "secrets/../secret-key",
          "database/x",
          "manifest.json",
          "x"})
        EXPECT_EQ(placeOf(name), "") << name;
    EXPECT_EQ(placeOf("files/" + std::string(500, 'a')), "");
}

TEST(MemberName, NoFileTakesThePlaceOfWhatIsNoFile) {
    for (std::string const name :
         {"antrean.db",
          "antrean.db-wal",
          "antrean.db-stamp",
          "secret-key",
          "realtime-secret",
          "secret-key.new",
          "backups",
          "before-restore-2026-11-30-034500",
          "lost+found"}) {
        EXPECT_FALSE(isFilesName(name)) << name;
        EXPECT_EQ(placeOf("files/" + name), "") << name;
        EXPECT_EQ(placeOf("files/" + name + "/x"), "") << name;
    }
}

TEST(MemberName, MembersHaveTheirPlace) {
    EXPECT_EQ(placeOf("database/antrean.db"), "antrean.db");
    EXPECT_EQ(placeOf("database/antrean.pgdump"), "antrean.pgdump");
    EXPECT_EQ(placeOf("secrets/secret-key"), "secret-key");
    EXPECT_EQ(
        placeOf("files/faq/1767944579_6960b183a35f1.pdf"), "faq/1767944579_6960b183a35f1.pdf"
    );
    EXPECT_EQ(placeOf("files/voice/seratus dua puluh.mp3"), "voice/seratus dua puluh.mp3");
    EXPECT_EQ(placeOf("files/logo.png"), "logo.png");
}

}  // namespace
}  // namespace antrean::backup
