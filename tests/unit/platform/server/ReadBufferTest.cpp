#include "server/ReadBuffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace antrean::server {
namespace {

using enum ReadBuffer::Expected;

void receive(ReadBuffer& buffer, std::string_view bytes, ReadBuffer::Expected expected) {
    auto const space = buffer.space(expected);
    ASSERT_GE(space.size(), bytes.size());
    std::ranges::copy(bytes, space.begin());
    buffer.filled(bytes.size());
}

TEST(ReadBuffer, KeepsWhatTheParserHasNotTaken) {
    ReadBuffer buffer;
    EXPECT_TRUE(buffer.empty());
    receive(buffer, "hello", new_message);
    buffer.take(2);
    EXPECT_EQ(buffer.unread(), "llo");
    receive(buffer, " you", rest_of_message);
    EXPECT_EQ(buffer.unread(), "llo you");
    buffer.clear();
    EXPECT_TRUE(buffer.empty());
    EXPECT_EQ(buffer.unread(), "");
}

TEST(ReadBuffer, GrowsOnlyWhenItIsFull) {
    ReadBuffer buffer;
    EXPECT_EQ(buffer.space(new_message).size(), 4'096U);
    receive(buffer, std::string(4'096, 'x'), new_message);
    EXPECT_EQ(buffer.space(rest_of_message).size(), 4'096U);
    EXPECT_EQ(buffer.unread(), std::string(4'096, 'x'));
}

TEST(ReadBuffer, HasMuchRoomForALargeBodyAndGivesItBack) {
    ReadBuffer buffer;
    receive(buffer, "body", large_body);
    EXPECT_EQ(buffer.space(large_body).size(), 65'536U - 4);
    EXPECT_EQ(buffer.space(new_message).size(), 65'536U - 4) << "not all of it is taken";
    buffer.take(4);
    EXPECT_EQ(buffer.space(new_message).size(), 4'096U);
}

}  // namespace
}  // namespace antrean::server
