#include "db/Failure.hpp"
#include "db/Migrator.hpp"
#include "harness/Engines.hpp"

#include <gtest/gtest.h>

#include <array>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace antrean::db {

namespace {

constexpr std::string_view kFirst =
    "CREATE TABLE a (id BIGINT PRIMARY KEY);\n"
    "-- a comment; with a semicolon\n"
    "INSERT INTO a (id) VALUES (1);";
constexpr std::string_view kSecond =
    "CREATE TABLE b (id BIGINT PRIMARY KEY); "
    "INSERT INTO b (id) SELECT id + 1 FROM a;";
constexpr std::array<Migration, 2> kBoth{
    Migration{1, "first", kFirst, kFirst}, Migration{2, "second", kSecond, kSecond}};
constexpr std::span kOnlyFirst = std::span(kBoth).first(1);

constexpr std::string_view kHalf = "CREATE TABLE c (id BIGINT PRIMARY KEY); SELECT nonsense;";
constexpr std::array<Migration, 3> kBroken{kBoth[0], kBoth[1], Migration{3, "half", kHalf, kHalf}};

constexpr auto kSum =
    test::same("test.sum", "SELECT (SELECT COUNT(*) FROM a) * 10 + (SELECT MAX(id) FROM b)");
constexpr auto kRuns = test::same("test.runs", "SELECT COUNT(*) FROM schema_migrations");
constexpr auto kNoC = test::same("test.no_c", "CREATE TABLE c (other BIGINT)");

class MigratorTest : public test::EachEngine {};
INSTANTIATE_EACH_ENGINE(MigratorTest);

}  // namespace

TEST_P(MigratorTest, ANewerSchemaIsRefusedInOneLine) {
    migrate(*database_, kBoth);
    try {
        migrate(*database_, kOnlyFirst);
        FAIL();
    } catch (Failure const& failure) {
        EXPECT_STREQ(
            failure.what(),
            "the database's schema is version 2, newer than this program knows (1): install the "
            "version of antrean that upgraded it, or restore the backup from before the "
            "upgrade"
        );
    }
}

TEST_P(MigratorTest, AFailedMigrationLeavesNothingBehind) {
    EXPECT_THROW(migrate(*database_, kBroken), Failure);
    EXPECT_EQ(schemaVersion(*database_), 2);
    write([](Transaction& transaction) { transaction.run(kNoC); });
}

TEST_P(MigratorTest, AnEmptyDatabaseIsVersionZero) {
    EXPECT_EQ(schemaVersion(*database_), 0);
}

TEST_P(MigratorTest, OnlyWhatIsMissingIsRun) {
    migrate(*database_, kOnlyFirst);
    EXPECT_EQ(schemaVersion(*database_), 1);
    migrate(*database_, kBoth);
    migrate(*database_, kBoth);
    EXPECT_EQ(schemaVersion(*database_), 2);
    read([](Transaction& transaction) {
        EXPECT_EQ(transaction.number(kSum), 12);
        EXPECT_EQ(transaction.number(kRuns), 2);
    });
}

TEST_P(MigratorTest, ThisProgramsMigrationsRun) {
    migrate(*database_, kMigrations);
    EXPECT_EQ(schemaVersion(*database_), static_cast<int>(kMigrations.size()));
}

TEST_P(MigratorTest, SeveralThreadsMayStartAtOnce) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([this] {
            auto const own = open(settings_);
            EXPECT_NO_THROW(migrate(*own, kBoth));
        });
    for (auto& thread : threads)
        thread.join();
    read([](Transaction& transaction) { EXPECT_EQ(transaction.number(kRuns), 2); });
}

TEST_P(MigratorTest, SeveralProcessesMayStartAtOnce) {
    // A child must not inherit an open SQLite file.
    database_.reset();
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        pid_t const child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            int status = 1;
            try {
                auto const own = open(settings_);
                migrate(*own, kBoth);
                status = schemaVersion(*own) == 2 ? 0 : 2;
            } catch (std::exception const& error) {
                std::fprintf(stderr, "child: %s\n", error.what());
            }
            _exit(status);
        }
        children.push_back(child);
    }
    for (pid_t const child : children) {
        int status = -1;
        waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    database_ = open(settings_);
    read([](Transaction& transaction) { EXPECT_EQ(transaction.number(kSum), 12); });
}

}  // namespace antrean::db
