#include "db/Failure.hpp"
#include "support/Engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <future>
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
        database_->submit(
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
            database_->submit(
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

TEST_P(SqliteDatabaseTest, DoneComesInTheOrderOfTheJobs) {
    std::vector<int> order;
    for (int i = 0; i < 400; ++i)
        database_->submit(
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
            database_->submit(
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
    other->submit(
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
    other->submit(
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
