#include "board/RecentCalls.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace antrean::board {
namespace {

class RecentCallsTest : public testing::Test {
protected:
    void add(std::string kind, std::int64_t visit, std::optional<std::string> note = {}) {
        ledger::Entry entry{};
        entry.seq = ++seq_;
        entry.kind = std::move(kind);
        entry.reservation_id = visit;
        entry.poly_id = 1;
        entry.queue_number = visit * 10;
        entry.note = std::move(note);
        entry.created_at = "now";
        calls_.add(entry);
    }
    std::vector<std::int64_t> seqs() const {
        std::vector<std::int64_t> seqs;
        for (auto const& call : calls_.list())
            seqs.push_back(call.seq);
        return seqs;
    }
    using Seqs = std::vector<std::int64_t>;

    RecentCalls calls_;
    std::int64_t seq_ = 0;
};

TEST_F(RecentCallsTest, OtherStepsAreNoCalls) {
    for (auto const* const kind :
         {"registered", "checked_in", "edited", "waiting_doctor", "done", "no_show", "undone"})
        add(kind, 1);
    EXPECT_EQ(seqs(), Seqs());
}

TEST_F(RecentCallsTest, TheLatestCallComesFirst) {
    add("anamnesa", 1, "1");
    add("anamnesa", 1, "2");
    add("with_doctor", 2, "1");
    EXPECT_EQ(seqs(), Seqs({3, 2, 1}));
    auto const& first = calls_.list().front();
    EXPECT_EQ(first.queue_number, 20);
    EXPECT_EQ(first.station, clinic::Station::with_doctor);
    EXPECT_EQ(calls_.list()[1].number_of_calls, 2);
}

TEST_F(RecentCallsTest, ACallWithoutANumberIsAFirstOne) {
    add("anamnesa", 1);
    add("anamnesa", 2, "many");
    EXPECT_EQ(calls_.list()[0].number_of_calls, 1);
    EXPECT_EQ(calls_.list()[1].number_of_calls, 1);
}

TEST_F(RecentCallsTest, AnUndoneCallIsGone) {
    add("anamnesa", 1);
    add("anamnesa", 2);
    add("undone", 1);
    EXPECT_EQ(seqs(), Seqs({2}));
}

TEST_F(RecentCallsTest, OnlyTheLastCallOfAVisitIsUndone) {
    add("anamnesa", 1);
    add("anamnesa", 1);
    add("undone", 1);
    EXPECT_EQ(seqs(), Seqs({1}));
    // The move that this one takes back came after the first call.
    add("waiting_doctor", 1);
    add("undone", 1);
    EXPECT_EQ(seqs(), Seqs({1}));
}

TEST_F(RecentCallsTest, ACallStaysWhenALaterStepIsUndone) {
    add("with_doctor", 1);
    add("done", 1);
    add("undone", 1);
    EXPECT_EQ(seqs(), Seqs({1}));
}

TEST_F(RecentCallsTest, OldCallsAreForgotten) {
    for (std::int64_t visit = 1; visit <= 100; ++visit)
        add("anamnesa", visit);
    EXPECT_EQ(calls_.list().size(), RecentCalls::kKept);
    EXPECT_EQ(calls_.list().front().seq, 100);
}

}  // namespace
}  // namespace antrean::board
