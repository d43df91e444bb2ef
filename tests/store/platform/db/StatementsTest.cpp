#include "db/Failure.hpp"
#include "harness/Engines.hpp"

#include <boost/describe.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace antrean::db {

namespace {

struct Thing {
    std::int64_t id = 0;
    std::string name;
    std::optional<double> weight;
    std::optional<std::string> note;
    bool is_new = false;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, weight, note, is_new))

struct OtherThing {
    std::int64_t id = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(OtherThing, (), (id, title))

struct StrictThing {
    std::int64_t id = 0;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(StrictThing, (), (id, note))

constexpr Query kCreate{
    "test.create",
    "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight REAL,"
    " note TEXT, is_new INTEGER NOT NULL DEFAULT 1) STRICT",
    "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " weight DOUBLE PRECISION, note TEXT, is_new SMALLINT NOT NULL DEFAULT 1)"};
constexpr auto kInsert = test::same(
    "test.insert", "INSERT INTO things (id, name, weight, note) VALUES (:id, :name, :weight, :note)"
);
constexpr auto kList = test::same("test.list", R"(SELECT id, name, weight, note, is_new FROM things
WHERE 'a:b' <> 'c'
AND name = :name --? name
AND id >= :id_min --? id_min
ORDER BY id)");
constexpr auto kCount = test::same("test.count", "SELECT COUNT(*) FROM things");

class StatementsTest : public test::EachEngine {
protected:
    void SetUp() override {
        EachEngine::SetUp();
        if (database_)
            write([](Transaction& transaction) { transaction.run(kCreate); });
    }

    static void insert(
        Transaction& transaction,
        int id,
        std::string const& name,
        std::optional<double> weight = {},
        std::optional<std::string> const& note = {}
    ) {
        transaction.run(kInsert, {{"id", id}, {"name", name}, {"weight", weight}, {"note", note}});
    }

    // The error with which the transaction was refused.
    Error failed(Mode mode, std::function<void(Transaction&)> const& work) const {
        std::function<Result<void>(Transaction&)> const run = [&work](Transaction& transaction) {
            work(transaction);
            return Result<void>();
        };
        auto const done =
            mode == Mode::read ? database_->read<void>(run) : database_->write<void>(run);
        EXPECT_FALSE(done);
        return done ? Error{} : done.error();
    }
};
INSTANTIATE_EACH_ENGINE(StatementsTest);

}  // namespace

TEST_P(StatementsTest, AMissingArgumentIsABug) {
    auto const error = failed(Mode::write, [](Transaction& transaction) {
        transaction.run(kInsert, {{"id", 1}, {"name", "Ana"}, {"weight", nullptr}});
    });
    EXPECT_EQ(error.kind, ErrorKind::internal);
    EXPECT_EQ(error.cause, "test.insert: no argument for :note");
}

TEST_P(StatementsTest, AnotherSelectListThanExpectedIsABug) {
    static constexpr auto kWrongName = test::same("test.wrong_name", "SELECT id, name FROM things");
    static constexpr auto kWrongCount = test::same("test.wrong_count", "SELECT id FROM things");
    for (auto const* const query : {&kWrongName, &kWrongCount}) {
        auto const error = failed(Mode::read, [query](Transaction& transaction) {
            transaction.all<OtherThing>(*query);
        });
        EXPECT_EQ(error.kind, ErrorKind::internal) << query->name;
        EXPECT_NE(error.cause.find(query->name), std::string::npos) << error.cause;
    }
    auto const error = failed(Mode::read, [](Transaction& transaction) {
        transaction.all<Thing>(kList);
        transaction.all<OtherThing>(kList);
    });
    EXPECT_EQ(error.cause, "test.list is read into other columns than at its first run");
}

TEST_P(StatementsTest, NullInAMemberThatCannotBeEmptyIsABug) {
    static constexpr auto kStrict = test::same("test.strict", "SELECT id, note FROM things");
    write([](Transaction& transaction) { insert(transaction, 1, "Ana"); });
    auto const error =
        failed(Mode::read, [](Transaction& transaction) { transaction.all<StrictThing>(kStrict); });
    EXPECT_EQ(error.cause, "NULL in column note");
}

TEST_P(StatementsTest, AReadTransactionRefusesToWrite) {
    auto const error =
        failed(Mode::read, [](Transaction& transaction) { insert(transaction, 1, "Ana"); });
    EXPECT_EQ(error.kind, ErrorKind::internal);
    EXPECT_EQ(error.cause, "test.insert writes in a read transaction");
    write([](Transaction& transaction) { insert(transaction, 1, "Ana"); });
}

TEST_P(StatementsTest, UnstorableTextIsRefused) {
    using namespace std::string_literals;
    auto const error =
        failed(Mode::write, [](Transaction& transaction) { insert(transaction, 1, "A\0B"s); });
    EXPECT_EQ(error.kind, ErrorKind::internal);
    EXPECT_EQ(error.cause, "test.insert: a text with a NUL character");
    if (isSqlite())
        return;
    auto const broken =
        failed(Mode::write, [](Transaction& transaction) { insert(transaction, 1, "\xff\xfe"); });
    EXPECT_EQ(broken.kind, ErrorKind::internal);
    EXPECT_EQ(broken.cause.find('\xff'), std::string::npos);
}

TEST_P(StatementsTest, ValuesOfRowsAreNotInCauses) {
    write([](Transaction& transaction) { insert(transaction, 1, "081234567"); });
    auto const error =
        failed(Mode::write, [](Transaction& transaction) { insert(transaction, 2, "081234567"); });
    EXPECT_EQ(error.kind, ErrorKind::internal);
    EXPECT_EQ(error.cause.find("081234567"), std::string::npos) << error.cause;
    EXPECT_NE(error.cause.find("test.insert"), std::string::npos) << error.cause;
}

TEST_P(StatementsTest, AStatementDoesNotRunWithinItsOwnRows) {
    write([](Transaction& transaction) { insert(transaction, 1, "Ana"); });
    static constexpr Column kColumns[] = {{"", Type::integer}};
    auto const error = failed(Mode::read, [](Transaction& transaction) {
        transaction.fetch(kCount, {}, kColumns, [&transaction](auto) {
            transaction.number(kCount);
            return true;
        });
    });
    EXPECT_EQ(error.cause, "test.count is run again from within its own rows");
}

TEST_P(StatementsTest, ARowsExceptionLeavesTheSessionUsable) {
    write([](Transaction& transaction) {
        insert(transaction, 1, "Ana");
        insert(transaction, 2, "Budi");
    });
    static constexpr Column kColumns[] = {{"", Type::integer}};
    static constexpr auto kIds = test::same("test.ids", "SELECT id FROM things");
    for (int i = 0; i < 3; ++i)
        failed(Mode::write, [](Transaction& transaction) {
            insert(transaction, 3, "Cici");
            transaction.fetch(kIds, {}, kColumns, [](auto) -> bool {
                throw std::runtime_error("no");
            });
        });
    read([](Transaction& transaction) { EXPECT_EQ(transaction.number(kCount), 2); });
}

TEST_P(StatementsTest, NoRowIsEmptyAndSoIsANullNumber) {
    static constexpr auto kMax = test::same("test.max", "SELECT MAX(id) FROM things");
    static constexpr auto kOne = test::same("test.one", "SELECT id FROM things WHERE id = :id");
    read([](Transaction& transaction) {
        EXPECT_FALSE(transaction.first<Thing>(kList));
        EXPECT_TRUE(transaction.all<Thing>(kList).empty());
        EXPECT_FALSE(transaction.number(kMax));
        EXPECT_FALSE(transaction.number(kOne, {{"id", 1}}));
    });
}

TEST_P(StatementsTest, ValuesComeBackAsTheyWere) {
    std::string const long_text(100'000, 'x');
    write([&long_text](Transaction& transaction) {
        insert(transaction, 1, "Ana", 0.1, "ü 'quoted' \"twice\" \\ :name");
        insert(transaction, 2, "", std::nullopt, std::nullopt);
        insert(transaction, 3, "Cici", -1e300, long_text);
    });
    read([&long_text](Transaction& transaction) {
        auto const things = transaction.all<Thing>(kList);
        ASSERT_EQ(things.size(), 3U);
        EXPECT_EQ(things[0].id, 1);
        EXPECT_EQ(things[0].name, "Ana");
        EXPECT_EQ(things[0].weight, 0.1);
        EXPECT_EQ(things[0].note, "ü 'quoted' \"twice\" \\ :name");
        EXPECT_TRUE(things[0].is_new);
        EXPECT_EQ(things[1].name, "");
        EXPECT_FALSE(things[1].weight);
        EXPECT_FALSE(things[1].note);
        EXPECT_EQ(things[2].weight, -1e300);
        EXPECT_EQ(things[2].note, long_text);
    });
}

TEST_P(StatementsTest, TheWholeRangeOfIntegersFits) {
    static constexpr auto kEcho = test::same("test.echo", "SELECT CAST(:x AS BIGINT)");
    read([](Transaction& transaction) {
        for (auto const value :
             {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()})
            EXPECT_EQ(transaction.number(kEcho, {{"x", value}}), value);
    });
}

TEST_P(StatementsTest, AnArgumentMayChangeItsType) {
    static constexpr auto kText = test::same("test.text", "SELECT CAST(:x AS TEXT) AS text");
    static constexpr Column kColumns[] = {{"text", Type::text}};
    std::vector<std::string> seen;
    auto const see = [&seen](std::span<Cell> row) {
        seen.push_back(row[0].is_null ? "null" : row[0].text);
        return true;
    };
    read([&see](Transaction& transaction) {
        for (auto const& arg : std::vector<Arg>{
                 {"x", nullptr}, {"x", 7}, {"x", "seven"}, {"x", nullptr}, {"x", 7.5}, {"x", 8}})
            transaction.fetch(kText, {&arg, 1}, kColumns, see);
    });
    EXPECT_EQ(seen, (std::vector<std::string>{"null", "7", "seven", "null", "7.5", "8"}));
}

TEST_P(StatementsTest, OptionalLinesFollowTheArguments) {
    write([](Transaction& transaction) {
        insert(transaction, 1, "Ana");
        insert(transaction, 2, "Budi");
        insert(transaction, 3, "Cici");
    });
    read([](Transaction& transaction) {
        std::optional<std::string> const none;
        EXPECT_EQ(transaction.all<Thing>(kList).size(), 3U);
        EXPECT_EQ(transaction.all<Thing>(kList, {{"id_min", 2}}).size(), 2U);
        EXPECT_EQ(transaction.all<Thing>(kList, {{"name", "Budi"}}).size(), 1U);
        EXPECT_EQ(transaction.all<Thing>(kList, {{"id_min", 3}, {"name", "Budi"}}).size(), 0U);
        EXPECT_EQ(transaction.all<Thing>(kList, {{"id_min", 3}, {"name", none}}).size(), 1U);
        EXPECT_EQ(transaction.all<Thing>(kList, {{"unknown", 3}}).size(), 3U);
    });
}

TEST_P(StatementsTest, AStatementThatStopsEarlyLetsTheTransactionGoOn) {
    static constexpr auto kReturning =
        test::same("test.returning", "UPDATE things SET note = 'seen' WHERE id > 0 RETURNING id");
    static constexpr auto kSeen =
        test::same("test.seen", "SELECT COUNT(*) FROM things WHERE note = 'seen'");
    write([](Transaction& transaction) {
        for (int id = 1; id <= 3; ++id)
            insert(transaction, id, "name " + std::to_string(id));
        EXPECT_EQ(transaction.first<Thing>(kList)->id, 1);
        EXPECT_TRUE(transaction.number(kReturning));
        EXPECT_EQ(transaction.first<Thing>(kList)->id, 1);
    });
    read([](Transaction& transaction) { EXPECT_EQ(transaction.number(kSeen), 3); });
}

TEST_P(StatementsTest, AStreamGivesEveryRowOnceAndMayBeLeft) {
    static constexpr auto kMany = test::same("test.many", R"(
--! stream
WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT i FROM n
WHERE i > :above --? above
ORDER BY i)");
    static constexpr Column kColumns[] = {{"i", Type::integer}};
    read([](Transaction& transaction) {
        for (std::int64_t const count : {0, 1, 499, 500, 501, 2000}) {
            std::int64_t seen = 0;
            Arg const args[] = {{"count", count}};
            transaction.fetch(kMany, args, kColumns, [&seen](std::span<Cell> row) {
                EXPECT_EQ(row[0].integer, ++seen);
                return true;
            });
            EXPECT_EQ(seen, std::max<std::int64_t>(count, 1));
        }
        EXPECT_EQ(transaction.number(kMany, {{"count", 5000}, {"above", 700}}), 701);
        EXPECT_EQ(transaction.number(kMany, {{"count", 5000}, {"above", 800}}), 801);
    });
}

TEST_P(StatementsTest, ChangedRowsAreCounted) {
    static constexpr auto kRename =
        test::same("test.rename", "UPDATE things SET note = :note WHERE id <= :id_max");
    static constexpr auto kAdd = test::same(
        "test.add",
        "INSERT INTO things (id, name) VALUES (:id, :name) ON CONFLICT DO NOTHING RETURNING id"
    );
    write([](Transaction& transaction) {
        EXPECT_EQ(transaction.run(kAdd, {{"id", 1}, {"name", "Ana"}}), 1);
        EXPECT_EQ(transaction.run(kAdd, {{"id", 2}, {"name", "Ana"}}), 0);
        EXPECT_EQ(transaction.run(kAdd, {{"id", 2}, {"name", "Budi"}}), 1);
        EXPECT_EQ(transaction.run(kRename, {{"note", "x"}, {"id_max", 2}}), 2);
        EXPECT_EQ(transaction.run(kRename, {{"note", "x"}, {"id_max", 0}}), 0);
    });
}

TEST_P(StatementsTest, AQueryThatTookAnothersPlaceIsPreparedAnew) {
    Query query = test::same("test.first", "SELECT 1");
    read([&query](Transaction& transaction) { EXPECT_EQ(transaction.number(query), 1); });
    query = test::same("test.second", "SELECT 2");
    for (int i = 0; i < 8; ++i)
        read([&query](Transaction& transaction) { EXPECT_EQ(transaction.number(query), 2); });
}

}  // namespace antrean::db
