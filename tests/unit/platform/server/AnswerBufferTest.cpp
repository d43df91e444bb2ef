#include "server/AnswerBuffer.hpp"

#include <gtest/gtest.h>

namespace antrean::server {
namespace {

TEST(AnswerBuffer, KeepsWhatIsNotWritten) {
    AnswerBuffer buffer;
    EXPECT_TRUE(buffer.empty());
    buffer.bytes() += "hello";
    EXPECT_FALSE(buffer.empty());
    EXPECT_TRUE(buffer.written(2));
    EXPECT_EQ(buffer.unwritten(), "llo");
    buffer.bytes() += " you";
    EXPECT_EQ(buffer.unwritten(), "llo you");
    EXPECT_TRUE(buffer.written(7));
    EXPECT_TRUE(buffer.empty());
}

TEST(AnswerBuffer, IsFullWhenThereIsEnoughToWrite) {
    AnswerBuffer buffer;
    buffer.bytes() += std::string(65'535, 'x');
    EXPECT_FALSE(buffer.isFull());
    buffer.bytes() += "x";
    EXPECT_TRUE(buffer.isFull());
    EXPECT_TRUE(buffer.written(65'536));
    EXPECT_FALSE(buffer.isFull());
}

TEST(AnswerBuffer, GivesBackTheMemoryOfALargeAnswer) {
    AnswerBuffer buffer;
    buffer.bytes() += std::string(1'000'000, 'x');
    EXPECT_TRUE(buffer.written(1'000'000));
    EXPECT_LT(buffer.bytes().capacity(), 1'000U);
}

TEST(AnswerBuffer, HandsOverWhatIsNotWritten) {
    AnswerBuffer buffer;
    buffer.bytes() += "hello";
    EXPECT_TRUE(buffer.written(1));
    EXPECT_EQ(buffer.takeUnwritten(), "ello");
    EXPECT_TRUE(buffer.empty());
}

}  // namespace
}  // namespace antrean::server
