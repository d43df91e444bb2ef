#include "base/CalendarDay.hpp"

#include <gtest/gtest.h>

namespace antrean {
namespace {

TEST(CalendarDay, IsReadAndWritten) {
    EXPECT_EQ(dateOf(dayOf("2026-02-28") + std::chrono::days(1)), "2026-03-01");
    EXPECT_EQ(dateOf(dayOf("2028-02-28") + std::chrono::days(1)), "2028-02-29");
    EXPECT_EQ(dateOf(dayOf("0001-01-01") + std::chrono::days(1)), "0001-01-02");
}

}  // namespace
}  // namespace antrean
