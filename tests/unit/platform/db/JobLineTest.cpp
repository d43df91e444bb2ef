#include "db/JobLine.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace antrean::db {

namespace {

Job noting(std::vector<std::string>& ends) {
    return {
        [](Transaction&) { return true; },
        [&ends](std::optional<Error> error) { ends.push_back(error ? error->cause : "done"); }};
}

}  // namespace

TEST(JobLineTest, OneTooManyIsRefusedAtOnce) {
    std::vector<std::string> ends;
    JobLine line(1);
    line.push(Mode::read, noting(ends));
    EXPECT_TRUE(ends.empty());
    line.push(Mode::read, noting(ends));
    EXPECT_EQ(ends, std::vector<std::string>{"too many requests wait for the database"});
}

TEST(JobLineTest, AClosedLineRefusesButGivesOutWhatItHolds) {
    std::vector<std::string> ends;
    std::vector<WaitingJob> taken;
    JobLine line(10);
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
    JobLine line(10);
    for (auto const mode : {Mode::read, Mode::write, Mode::read})
        line.push(mode, noting(ends));
    line.take(taken, 2);
    ASSERT_EQ(taken.size(), 2U);
    EXPECT_EQ(taken[0].mode, Mode::read);
    EXPECT_EQ(taken[1].mode, Mode::write);
    line.take(taken, 2);
    EXPECT_EQ(taken.size(), 3U);
}

TEST(JobLineTest, AnExceptionOfDoneGoesNoFurther) {
    Job job{{}, [](std::optional<Error>) { throw std::runtime_error("a bug"); }};
    EXPECT_NO_THROW(finish(job, std::nullopt));
}

}  // namespace antrean::db
