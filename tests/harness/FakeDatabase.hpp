// A database without data, for tests of the code around transactions.
#pragma once

#include "db/Database.hpp"

#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace antrean::test {

// Running a statement is a programming error here, except that every count is 1.
class FakeTransaction : public db::Transaction {
public:
    db::Engine engine() const override { return db::Engine::sqlite; }
    void fetch(db::Query const&, Args, std::span<db::Column const> columns, EachRow const& each)
        override {
        std::vector<db::Cell> row(columns.size());
        for (auto& cell : row) {
            cell.is_null = false;
            cell.integer = 1;
        }
        each(row);
    }
    std::int64_t execute(db::Query const& query, Args) override {
        throw std::logic_error("no statement expected: " + std::string(query.name));
    }
    void lock(std::string_view) override {}
    void afterCommit(std::function<void()>) override {}
    void notice(std::string_view) override {}
    void noticeToOthers(std::string_view) override {}
    std::uint64_t noticesSeen() const override { return 0; }
};

// Jobs in line run when the test asks for it, on a thread of their own.
class FakeDatabase final : public db::Database {
public:
    db::Engine engine() const override { return db::Engine::sqlite; }
    std::optional<std::string> trouble() const override { return known_trouble; }
    void run(db::Mode mode, db::Job job) override {
        bool const is_short = mode == db::Mode::glance || mode == db::Mode::quick_read;
        if (mode == db::Mode::read_apart || (is_short && can_read_here))
            end(job);
        else
            line.emplace_back(mode, std::move(job));
    }
    void onNotice(NoticeListener) override {}
    void onOwnNotice(NoticeListener) override {}
    void stop() override {}

    // Runs the first waiting job `attempts` times, as after conflicts, then ends it.
    void runNext(int attempts = 1) {
        auto [mode, job] = std::move(line.front());
        line.pop_front();
        std::thread([this, attempts, &job = job] {
            FakeTransaction transaction;
            for (int attempt = 1; attempt < attempts; ++attempt)
                job.run(transaction);
            end(job);
        }).join();
    }
    // Ends it without running it.
    void failNext(Error error) {
        auto [mode, job] = std::move(line.front());
        line.pop_front();
        std::thread([&error, &job = job] { job.done(std::move(error)); }).join();
    }

    bool can_read_here = true;
    std::optional<std::string> known_trouble;
    std::deque<std::pair<db::Mode, db::Job>> line;
    std::optional<bool> committed;  // whether the last job asked for a commit

private:
    void end(db::Job& job) {
        FakeTransaction transaction;
        committed = job.run(transaction);
        job.done(std::nullopt);
    }
};

}  // namespace antrean::test
