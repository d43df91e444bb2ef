#include "server/FairPool.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <latch>
#include <mutex>
#include <string>
#include <vector>

namespace antrean::server {
namespace {

using Names = std::vector<std::string>;

// A pool of one thread that is busy until `serve` is called.
class FairPoolTest : public testing::Test {
protected:
    void build(FairPool::Limits limits) {
        pool_ = std::make_unique<FairPool>(1, limits);
        std::latch started(1);
        pool_->submit(
            "busy",
            {[this, &started] {
                 started.count_down();
                 release_.wait();
             },
             [] {}}
        );
        started.wait();
    }

    void submit(std::string const& key, std::string const& name) {
        pool_->submit(
            key, {[this, name] { note(ran_, name); }, [this, name] { note(dropped_, name); }}
        );
        ++submitted_;
    }

    void serve() {
        release_.count_down();
        std::unique_lock lock(mutex_);
        noted_.wait(lock, [this] { return ran_.size() + dropped_.size() == submitted_; });
    }

    void note(Names& names, std::string const& name) {
        std::lock_guard const lock(mutex_);
        names.push_back(name);
        noted_.notify_one();
    }

    std::latch release_{1};
    std::mutex mutex_;
    std::condition_variable noted_;
    Names ran_;
    Names dropped_;
    std::size_t submitted_ = 0;
    std::unique_ptr<FairPool> pool_;
};

TEST_F(FairPoolTest, ServesTheKeysInTurn) {
    build({});
    for (auto const* name : {"a1", "a2", "a3"})
        submit("a", name);
    submit("b", "b1");
    submit("c", "c1");
    submit("b", "b2");
    serve();
    EXPECT_EQ(ran_, (Names{"a1", "b1", "c1", "a2", "b2", "a3"}));
}

TEST_F(FairPoolTest, DropsTheOldestOfAFullLine) {
    build({.waiting_of_key = 2, .waiting = 10});
    for (auto const* name : {"a1", "a2", "a3", "a4"})
        submit("a", name);
    submit("b", "b1");
    EXPECT_EQ(dropped_, (Names{"a1", "a2"}));
    serve();
    EXPECT_EQ(ran_, (Names{"a3", "b1", "a4"}));
}

TEST_F(FairPoolTest, DropsFromTheLongestLineWhenAllTogetherAreFull) {
    build({.waiting_of_key = 3, .waiting = 4});
    for (auto const* name : {"a1", "a2", "a3"})
        submit("a", name);
    submit("b", "b1");
    submit("c", "c1");
    submit("d", "d1");
    EXPECT_EQ(dropped_, (Names{"a1", "a2"}));
    serve();
    EXPECT_EQ(ran_, (Names{"a3", "b1", "c1", "d1"}));
}

TEST_F(FairPoolTest, DropsWhatWaitsWhenItStops) {
    build({});
    submit("a", "a1");
    submit("b", "b1");
    release_.count_down();
    pool_->stop();
    submit("a", "a2");
    EXPECT_EQ(ran_.size() + dropped_.size(), 3U);
    EXPECT_EQ(dropped_.back(), "a2");
}

}  // namespace
}  // namespace antrean::server
