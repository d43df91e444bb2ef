#include "db/Failure.hpp"
#include "harness/Engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <functional>
#include <future>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>
#include <utility>

namespace antrean::db {

namespace {

constexpr auto kCreate = test::same(
    "test.create", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"
);
constexpr auto kInsert = test::same("test.insert", "INSERT INTO notes (text) VALUES (:text)");
constexpr auto kReplace = test::same("test.replace", "UPDATE notes SET text = :text");
constexpr auto kCount = test::same("test.count", "SELECT COUNT(*) FROM notes");

class SqliteDatabaseTest : public test::EachEngine {
protected:
    void SetUp() override {
        EachEngine::SetUp();
        write([](Transaction& transaction) { transaction.run(kCreate); });
    }

    std::string path() const { return settings_.url.substr(7); }

    std::int64_t count() const {
        std::int64_t found = -1;
        read([&found](Transaction& transaction) { found = *transaction.number(kCount); });
        return found;
    }

    Result<bool> insert(std::string const& text) const {
        return database_->write<bool>([&text](Transaction& transaction) {
            return Result<bool>(transaction.run(kInsert, {{"text", text}}) == 1);
        });
    }
};
INSTANTIATE_TEST_SUITE_P(One, SqliteDatabaseTest, testing::Values("sqlite"), test::kByEngine);

// While this object exists, no file of this process can grow beyond a size: SQLite sees a failing
// disk.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) {
        previous_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &previous_);
        rlimit const limit{bytes, previous_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &previous_);
        std::signal(SIGXFSZ, previous_handler_);
    }
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;

private:
    rlimit previous_{};
    void (*previous_handler_)(int) = nullptr;
};

}  // namespace

TEST_P(SqliteDatabaseTest, AFileThatCannotBeOpenedIsNamed) {
    for (auto const* const path : {"/nowhere/at/all.db", "", "/tmp", "/tmp/a\"b.db"}) {
        Settings settings;
        settings.url = std::string("sqlite:") + path;
        try {
            open(settings);
            ADD_FAILURE() << path;
        } catch (Failure const& failure) {
            EXPECT_NE(std::string(failure.what()).find(path), std::string::npos);
        }
    }
    Settings settings;
    settings.url = "mysql://somewhere";
    EXPECT_THROW(open(settings), Failure);
}

TEST_P(SqliteDatabaseTest, AFullDiskRefusesAndRecoversByItself) {
    ASSERT_TRUE(insert("before"));
    std::string const large(200'000, 'x');
    {
        auto const size = std::filesystem::file_size(path() + "-wal");
        SmallDisk const disk(size + 20'000);
        for (int i = 0; i < 3; ++i) {
            auto const refused = insert(large);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().kind, ErrorKind::unavailable) << refused.error().cause;
            EXPECT_TRUE(refused.error().retry_after_s);
        }
        EXPECT_EQ(count(), 1);
    }
    ASSERT_TRUE(insert(large));
    EXPECT_EQ(count(), 2);
}

TEST_P(SqliteDatabaseTest, AFullDiskTakesTheWholeBatchWithIt) {
    std::string const large(200'000, 'x');
    std::promise<void> gate;
    auto const opened = gate.get_future().share();
    std::atomic<int> refused{0};
    auto const count_refused = [&refused](std::optional<Error> error) {
        refused += error && error->kind == ErrorKind::unavailable ? 1 : 0;
    };
    auto const size = std::filesystem::file_size(path() + "-wal");
    {
        SmallDisk const disk(size + 100'000);
        std::atomic<bool> waits{false};
        database_->run(
            Mode::write,
            {[&waits, opened](Transaction&) {
                 waits = true;
                 opened.wait();
                 return false;
             },
             [](std::optional<Error>) {}}
        );
        while (!waits)
            std::this_thread::yield();
        for (int i = 0; i < 10; ++i)
            database_->run(
                Mode::write,
                {[&large](Transaction& transaction) {
                     transaction.run(kInsert, {{"text", large}});
                     return true;
                 },
                 count_refused}
            );
        gate.set_value();
        database_->stop();
    }
    EXPECT_EQ(refused, 10);
    database_ = open(settings_);
    EXPECT_EQ(count(), 0);
}

// Jobs that share a transaction: a failed one leaves nothing behind, whatever the others do.
TEST_P(SqliteDatabaseTest, AJobThatFailsAfterItWroteIsUndoneAlone) {
    migrate(*database_, {});  // creates the table of notices
    std::promise<void> gate;
    std::vector<std::string> ended;
    std::vector<std::string> announced;
    std::vector<std::string> noticed;
    database_->onOwnNotice([&noticed](std::string_view topic, std::uint64_t) {
        noticed.emplace_back(topic);
    });
    database_->run(
        Mode::write,
        {[opened = gate.get_future().share()](Transaction&) {
             opened.wait();
             return true;
         },
         [](std::optional<Error> const&) {}}
    );
    auto const submit = [&](std::string const& name, std::function<bool()> const& ending) {
        database_->run(
            Mode::write,
            {[&announced, name, ending](Transaction& transaction) {
                 transaction.run(kInsert, {{"text", name}});
                 transaction.notice(name);
                 transaction.afterCommit([&announced, name] { announced.push_back(name); });
                 return ending();
             },
             [&ended, name](std::optional<Error> const& error) {
                 ended.push_back(name + (error ? " failed" : ""));
             }}
        );
    };
    auto const keeps = [] { return true; };
    auto const refuses = [] { return false; };
    submit("a", keeps);
    submit("b", refuses);
    submit("c", keeps);
    submit("d", []() -> bool { throw std::runtime_error("a bug"); });
    submit("e", refuses);
    submit("f", keeps);
    gate.set_value();
    database_->stop();
    using Names = std::vector<std::string>;
    EXPECT_EQ(ended, (Names{"a", "b", "c", "d failed", "e", "f"}));
    EXPECT_EQ(announced, (Names{"a", "c", "f"}));
    EXPECT_EQ(noticed, (Names{"a", "c", "f"}));
    database_ = open(settings_);
    static constexpr auto kTexts = test::same("test.texts", "SELECT text FROM notes ORDER BY id");
    static constexpr Column kText[] = {{"text", Type::text}};
    Names texts;
    read([&texts](Transaction& transaction) {
        transaction.fetch(kTexts, {}, kText, [&texts](std::span<Cell> row) {
            texts.push_back(row[0].text);
            return true;
        });
    });
    EXPECT_EQ(texts, (Names{"a", "c", "f"}));
}

// Otherwise each transaction with a failure in it would run twice.
TEST_P(SqliteDatabaseTest, AfterAFailureJobsRunOnceAgain) {
    std::atomic<int> runs{0};
    auto const runTogether = [this, &runs] {
        std::promise<void> gate;
        std::promise<void> waits;
        std::atomic<int> left{2};
        database_->run(
            Mode::write,
            {[&waits, &gate](Transaction&) {
                 waits.set_value();
                 gate.get_future().wait();
                 return true;
             },
             [](std::optional<Error> const&) {}}
        );
        waits.get_future().wait();
        for (bool const is_kept : {true, false})
            database_->run(
                Mode::write,
                {[&runs, is_kept](Transaction& transaction) {
                     ++runs;
                     transaction.run(kInsert, {{"text", "x"}});
                     return is_kept;
                 },
                 [&left](std::optional<Error> const&) { --left; }}
            );
        gate.set_value();
        while (left > 0)
            std::this_thread::yield();
    };
    runTogether();
    EXPECT_EQ(runs, 4);
    runTogether();
    EXPECT_EQ(runs, 6);
    EXPECT_EQ(count(), 2);
}

TEST_P(SqliteDatabaseTest, AJobThatFailsAloneRunsOnce) {
    int runs = 0;
    auto const refused = database_->write<void>([&runs](Transaction& transaction) {
        ++runs;
        transaction.run(kInsert, {{"text", "x"}});
        return Result<void>(Error::refused("no"));
    });
    EXPECT_EQ(refused.error().kind, ErrorKind::refused);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count(), 0);
}

TEST_P(SqliteDatabaseTest, SeveralStatementsOfOneTextShareTheirParameters) {
    static constexpr Query kAdd{
        "test.add",
        "INSERT INTO notes (text) VALUES (:text);\n"
        "INSERT INTO notes (text) VALUES (:text || :more);  --? more\n"
        "SELECT COUNT(*) FROM notes WHERE text LIKE :text || '%'",
        ""};
    write([](Transaction& transaction) {
        EXPECT_EQ(transaction.number(kAdd, {{"text", "a"}}), 1);
        EXPECT_EQ(transaction.number(kAdd, {{"text", "a"}, {"more", "b"}}), 3);
        EXPECT_EQ(transaction.run(kAdd, {{"text", "c"}, {"more", "d"}}), 1);
    });
    EXPECT_EQ(count(), 5);
    auto const refused = database_->read<void>([](Transaction& transaction) {
        transaction.run(kAdd, {{"text", "a"}});
        return Result<void>();
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause, "test.add writes in a read transaction");
}

TEST_P(SqliteDatabaseTest, DoneComesInTheOrderOfTheJobs) {
    std::vector<int> order;
    for (int i = 0; i < 400; ++i)
        database_->run(
            Mode::write,
            {[](Transaction& transaction) {
                 return transaction.run(kInsert, {{"text", "x"}}) == 1;
             },
             [&order, i](std::optional<Error>) { order.push_back(i); }}
        );
    database_->stop();
    ASSERT_EQ(order.size(), 400U);
    EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_P(SqliteDatabaseTest, TheWalStaysShortUnderSteadyWriting) {
    std::string const text(3'000, 'x');
    std::uintmax_t longest = 0;
    for (int round = 0; round < 60; ++round) {
        std::atomic<int> left{256};
        for (int i = 0; i < 256; ++i)
            database_->run(
                Mode::write,
                {[&text](Transaction& transaction) {
                     transaction.run(kInsert, {{"text", text}});
                     return true;
                 },
                 [&left](std::optional<Error>) { --left; }}
            );
        while (left > 0)
            std::this_thread::yield();
        longest = std::max(longest, std::filesystem::file_size(path() + "-wal"));
    }
    RecordProperty("wal_bytes_max", std::to_string(longest));
    EXPECT_LT(longest, 40U << 20U) << "60 MB were written";
    EXPECT_EQ(count(), 60 * 256);
}

TEST_P(SqliteDatabaseTest, AWalThatALongReaderLetGrowIsCutLittleByLittle) {
    constexpr std::uintmax_t kMiB = std::uintmax_t{1} << 20U;
    settings_.wal_kept_bytes = 20 * kMiB;
    database_ = open(settings_);
    ASSERT_TRUE(insert("small"));
    auto write_mib = [this, letter = 0](int count) mutable {
        for (; count > 0; --count) {
            std::string const large(kMiB, static_cast<char>('a' + ++letter % 26));
            write([&large](Transaction& transaction) {
                transaction.run(kReplace, {{"text", large}});
            });
        }
        return std::filesystem::file_size(path() + "-wal");
    };
    std::promise<void> gate;
    std::promise<void> reads;
    std::thread reader([this, &reads, opened = gate.get_future()] {
        read([&](Transaction& transaction) {
            EXPECT_EQ(transaction.number(kCount), 1);
            reads.set_value();
            opened.wait();
        });
    });
    reads.get_future().wait();
    auto bytes = write_mib(50);
    EXPECT_GT(bytes, 50 * kMiB);
    gate.set_value();
    reader.join();
    for (int round = 0; round < 200 && bytes > 20 * kMiB; ++round) {
        auto const before = std::exchange(bytes, write_mib(2));
        EXPECT_GE(bytes + 4 * kMiB, before) << "a large cut holds up a commit";
    }
    EXPECT_LE(bytes, 20 * kMiB);
}

TEST_P(SqliteDatabaseTest, AnotherProcessThatWritesIsWaitedFor) {
    auto const other = open(settings_);
    std::promise<void> gate;
    auto const opened = gate.get_future().share();
    std::promise<void> holds;
    other->run(
        Mode::write,
        {[&holds, opened](Transaction& transaction) {
             transaction.run(kInsert, {{"text", "theirs"}});
             holds.set_value();
             opened.wait();
             return true;
         },
         [](std::optional<Error>) {}}
    );
    holds.get_future().wait();
    std::thread ours([this] { EXPECT_TRUE(insert("ours")); });
    gate.set_value();
    ours.join();
    EXPECT_EQ(count(), 2);
}

TEST_P(SqliteDatabaseTest, AWriterThatNeverEndsMakesOthersUnavailable) {
    auto const other = open(settings_);
    settings_.busy_timeout = std::chrono::milliseconds(50);
    database_ = open(settings_);
    std::promise<void> gate;
    auto const opened = gate.get_future().share();
    std::promise<void> holds;
    other->run(
        Mode::write,
        {[&holds, opened](Transaction&) {
             holds.set_value();
             opened.wait();
             return true;
         },
         [](std::optional<Error>) {}}
    );
    holds.get_future().wait();
    auto const refused = insert("ours");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    gate.set_value();
    other->stop();
    EXPECT_TRUE(insert("ours"));
}

}  // namespace antrean::db
