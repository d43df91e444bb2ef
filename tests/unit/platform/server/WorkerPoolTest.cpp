#include "server/WorkerPool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace antrean::server {
namespace {

TEST(WorkerPool, RefusesWhatDoesNotFitInItsLine) {
    std::latch started(1);
    std::latch release(1);
    std::atomic<int> done = 0;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.submit([&started, &release, &done] {
        started.count_down();
        release.wait();
        ++done;
    }));
    started.wait();
    EXPECT_TRUE(pool.submit([&done] { ++done; }));
    EXPECT_TRUE(pool.submit([&done] { ++done; }));
    EXPECT_FALSE(pool.submit([&done] { ++done; }));
    release.count_down();
    pool.stop();
    EXPECT_EQ(done, 3);
}

TEST(WorkerPool, RefusesEverythingAfterItsStop) {
    WorkerPool pool(2, 10);
    pool.stop();
    EXPECT_FALSE(pool.submit([] {}));
    pool.stop();
}

}  // namespace
}  // namespace antrean::server
