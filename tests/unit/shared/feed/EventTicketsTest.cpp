#include "feed/EventTickets.hpp"

#include <gtest/gtest.h>

namespace antrean::feed {
namespace {

constexpr Instant kNow{std::chrono::hours(500'000)};

}  // namespace

TEST(EventTicketsTest, ATicketIsValidOnce) {
    EventTickets tickets;
    auto const ticket = tickets.issue("7|secret", kNow);
    ASSERT_TRUE(ticket);
    EXPECT_FALSE(tickets.redeem("another", kNow));
    EXPECT_EQ(tickets.redeem(*ticket, kNow), "7|secret");
    EXPECT_FALSE(tickets.redeem(*ticket, kNow));
}

TEST(EventTicketsTest, ATicketIsValidForAShortTime) {
    EventTickets tickets;
    auto const ticket = tickets.issue("7|secret", kNow);
    auto const later = kNow + EventTickets::kLifetime;
    EXPECT_FALSE(tickets.redeem(*ticket, later));
}

TEST(EventTicketsTest, UnusedTicketsAreBounded) {
    EventTickets tickets;
    for (std::size_t i = 0; i < EventTickets::kTicketsMax; ++i)
        ASSERT_TRUE(tickets.issue("7|secret", kNow));
    EXPECT_FALSE(tickets.issue("7|secret", kNow));
    EXPECT_TRUE(tickets.issue("7|secret", kNow + EventTickets::kLifetime));
}

}  // namespace antrean::feed
