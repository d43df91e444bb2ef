#include "db/JobLine.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <stop_token>

namespace antrean::db {

namespace {

Job noting(std::vector<std::string>& ends, std::string lane = {}) {
    Job job{
        [](Transaction&) { return true; },
        [&ends](std::optional<Error> error) { ends.push_back(error ? error->cause : "done"); }};
    job.lane = std::move(lane);
    return job;
}

using Lanes = std::vector<std::string>;

Lanes lanesOf(std::vector<WaitingJob> const& jobs) {
    Lanes lanes;
    for (auto const& waiting : jobs)
        lanes.push_back(waiting.job.lane);
    return lanes;
}

}  // namespace

TEST(JobLineTest, OneTooManyIsRefusedAtOnce) {
    std::vector<std::string> ends;
    JobLine line(1, 1);
    line.push(Mode::read, noting(ends));
    EXPECT_TRUE(ends.empty());
    line.push(Mode::read, noting(ends));
    EXPECT_EQ(ends, std::vector<std::string>{"too many requests wait for the database"});
}

TEST(JobLineTest, AClosedLineRefusesButGivesOutWhatItHolds) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10, 1);
    line.push(Mode::write, noting(ends));
    line.close();
    line.push(Mode::write, noting(ends));
    EXPECT_EQ(ends, std::vector<std::string>{"the database is shutting down"});
    EXPECT_TRUE(line.take(taken, 5));
    EXPECT_EQ(taken.size(), 1U);
    EXPECT_FALSE(line.take(taken, 5));
}

TEST(JobLineTest, JobsAreTakenInOrderAndNotMoreThanAskedFor) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10, 1);
    for (auto const mode : {Mode::read, Mode::write, Mode::read})
        line.push(mode, noting(ends));
    line.take(taken, 2);
    ASSERT_EQ(taken.size(), 2U);
    EXPECT_EQ(taken[0].mode, Mode::read);
    EXPECT_EQ(taken[1].mode, Mode::write);
    line.take(taken, 2);
    EXPECT_EQ(taken.size(), 3U);
}

TEST(JobLineTest, ASearchWaitsForTheOthersAndLetsLaterJobsPass) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10, 2);
    for (auto const mode : {Mode::search, Mode::search, Mode::search, Mode::read})
        line.push(mode, noting(ends));
    line.take(taken, 10);
    ASSERT_EQ(taken.size(), 3U);
    EXPECT_EQ(taken[1].mode, Mode::search);
    EXPECT_EQ(taken[2].mode, Mode::read);
    line.ended({Mode::read, {}});
    line.push(Mode::read, noting(ends));
    line.take(taken, 10);
    ASSERT_EQ(taken.size(), 4U);
    EXPECT_EQ(taken[3].mode, Mode::read);
    line.ended({Mode::search, {}});
    line.take(taken, 10);
    ASSERT_EQ(taken.size(), 5U);
    EXPECT_EQ(taken[4].mode, Mode::search);
}

TEST(JobLineTest, AClosedLineGivesOutItsSearchesTwoAtATime) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10, 2);
    for (int i = 0; i < 3; ++i)
        line.push(Mode::search, noting(ends));
    line.close();
    EXPECT_TRUE(line.take(taken, 10));
    EXPECT_FALSE(line.take(taken, 10));
    line.ended({Mode::search, {}});
    EXPECT_TRUE(line.take(taken, 10));
    EXPECT_EQ(taken.size(), 3U);
}

TEST(JobLineTest, TheWritesOfALaneAreTakenTogetherWhenThoseBeforeHaveEnded) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> first;
    std::vector<WaitingJob> taken;
    JobLine line(10, 1);
    line.push(Mode::write, noting(ends, "umum"));
    line.takeTogether(first, 2);
    ASSERT_EQ(lanesOf(first), Lanes({"umum"}));
    for (auto const* lane : {"umum", "umum", "gigi", "umum"})
        line.push(Mode::write, noting(ends, lane));
    line.push(Mode::write, noting(ends));
    line.takeTogether(taken, 2);
    line.takeTogether(taken, 2);
    EXPECT_EQ(lanesOf(taken), Lanes({"gigi", ""}));
    line.ended(first.front());
    taken.clear();
    line.takeTogether(taken, 2);
    EXPECT_EQ(lanesOf(taken), Lanes({"umum", "umum"}));
    line.ended(taken.front());
    taken.clear();
    line.takeTogether(taken, 2);
    EXPECT_EQ(lanesOf(taken), Lanes({"umum"}));
}

TEST(JobLineTest, AClosedLineGivesOutWhatALaneHolds) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10, 1);
    for (int i = 0; i < 3; ++i)
        line.push(Mode::write, noting(ends, "umum"));
    line.close();
    EXPECT_TRUE(line.takeTogether(taken, 2));
    EXPECT_FALSE(line.takeTogether(taken, 2));
    line.ended(taken.front());
    EXPECT_TRUE(line.takeTogether(taken, 2));
    EXPECT_EQ(taken.size(), 3U);
    line.ended(taken.front());
    EXPECT_FALSE(line.takeTogether(taken, 2));
}

TEST(JobLineTest, WhatWaitsInALaneCounts) {
    std::vector<std::string> ends;
    JobLine line(2, 1);
    for (int i = 0; i < 3; ++i)
        line.push(Mode::write, noting(ends, "umum"));
    EXPECT_EQ(ends, std::vector<std::string>{"too many requests wait for the database"});
}

TEST(JobLineTest, AJobOfNobodyOrAfterItsDeadlineIsRefused) {
    std::vector<std::string> ends;
    auto job = noting(ends);
    EXPECT_FALSE(refusalOf(job));
    std::stop_source client;
    job.unwanted = client.get_token();
    job.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
    EXPECT_FALSE(refusalOf(job));
    job.deadline = std::chrono::steady_clock::now();
    EXPECT_EQ(refusalOf(job).value().retry_after_s, 5);
    client.request_stop();
    EXPECT_EQ(refusalOf(job).value().cause, "the client is gone");
}

TEST(JobLineTest, AnExceptionOfDoneGoesNoFurther) {
    Job job{{}, [](std::optional<Error>) { throw std::runtime_error("a bug"); }};
    EXPECT_NO_THROW(finish(job, std::nullopt));
}

}  // namespace antrean::db
