// Fixtures for tests that run on both engines, each test with a new database.
#pragma once

#include "db/Database.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unistd.h>

namespace antrean::test {

// A query with the same text for both engines. Sessions cache statements by address: make the query
// constexpr or static, and not in a function that runs again with another text.
constexpr db::Query same(std::string_view name, std::string_view text) {
    return {name, text, text};
}

// A new file, or a new schema in the database of ANTREAN_TEST_POSTGRES_URL; removed by the
// destructor.
class ScratchDatabase {
public:
    // Empty if there is no PostgreSQL for tests.
    static std::unique_ptr<ScratchDatabase> make(db::Engine engine) {
        static int count = 0;
        auto const name =
            "antrean_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
        if (engine == db::Engine::sqlite) {
            auto const folder = std::filesystem::temp_directory_path() / name;
            std::filesystem::create_directories(folder);
            return std::unique_ptr<ScratchDatabase>(new ScratchDatabase(
                "sqlite:" + (folder / "test.db").string(),
                [folder] { std::filesystem::remove_all(folder); }
            ));
        }
        char const* const url = std::getenv("ANTREAN_TEST_POSTGRES_URL");
        if (url == nullptr)
            return nullptr;
        std::string const whole = url;
        execute(whole, "CREATE SCHEMA " + name);
        auto const option = (whole.find('?') == std::string::npos ? "?" : "&") +
                            std::string("options=-csearch_path%3D") + name;
        return std::unique_ptr<ScratchDatabase>(new ScratchDatabase(whole + option, [whole, name] {
            execute(whole, "DROP SCHEMA " + name + " CASCADE");
        }));
    }

    ~ScratchDatabase() { remove_(); }
    ScratchDatabase(ScratchDatabase const&) = delete;
    ScratchDatabase& operator=(ScratchDatabase const&) = delete;

    std::string const& url() const { return url_; }

private:
    ScratchDatabase(std::string url, std::function<void()> remove)
        : url_(std::move(url)), remove_(std::move(remove)) {}

    static void execute(std::string const& url, std::string const& statement) {
        db::Settings settings;
        settings.url = url;
        settings.sessions = 1;
        auto const database = db::open(settings);
        db::Query const query = same("test.schema", statement);
        auto const done = database->write<void>([&query](db::Transaction& transaction) {
            transaction.run(query);
            return Result<void>();
        });
        if (!done)
            throw std::runtime_error(done.error().cause);
    }

    std::string url_;
    std::function<void()> remove_;
};

// Opens an empty database on the engine of the test parameter.
class EachEngine : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        scratch_ = ScratchDatabase::make(engine());
        if (!scratch_)
            GTEST_SKIP() << "no PostgreSQL: ANTREAN_TEST_POSTGRES_URL is not set";
        settings_.url = scratch_->url();
        settings_.sessions = 4;
        database_ = db::open(settings_);
    }

    void TearDown() override { database_.reset(); }

    db::Engine engine() const {
        return GetParam() == "sqlite" ? db::Engine::sqlite : db::Engine::postgres;
    }
    bool isSqlite() const { return engine() == db::Engine::sqlite; }

    // Runs `work` in a transaction and commits it; a failure fails the test.
    void write(std::function<void(db::Transaction&)> const& work) const {
        auto const done = database_->write<void>([&work](db::Transaction& transaction) {
            work(transaction);
            return Result<void>();
        });
        ASSERT_TRUE(done) << done.error().cause;
    }
    void read(std::function<void(db::Transaction&)> const& work) const {
        auto const done = database_->read<void>([&work](db::Transaction& transaction) {
            work(transaction);
            return Result<void>();
        });
        ASSERT_TRUE(done) << done.error().cause;
    }

    std::unique_ptr<ScratchDatabase> scratch_;
    db::Settings settings_;
    std::unique_ptr<db::Database> database_;
};

// The same, with the whole schema of the program.
class EachMigrated : public EachEngine {
protected:
    void SetUp() override {
        EachEngine::SetUp();
        if (database_)
            db::migrate(*database_, db::kMigrations);
    }
};

// A named function: a lambda inside the macro would shadow gtest's own parameter.
inline constexpr auto kByEngine = [](auto const& test) { return test.param; };

#define INSTANTIATE_EACH_ENGINE(suite) \
    INSTANTIATE_TEST_SUITE_P(Each, suite, testing::Values("sqlite", "postgres"), test::kByEngine)

}  // namespace antrean::test
