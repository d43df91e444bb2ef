#include "harness/Engines.hpp"
#include "harness/Prepares.hpp"
#include "idempotency/KeptAnswers.hpp"
#include "idempotency/Sql.hpp"

namespace antrean::idempotency {
namespace {

class KeptAnswersTest : public test::EachMigrated {
protected:
    void SetUp() override {
        EachMigrated::SetUp();
        if (database_)
            answers_ = std::make_unique<KeptAnswers>(*database_, clock_);
    }
    void TearDown() override {
        answers_.reset();
        EachMigrated::TearDown();
    }

    void keep(std::string id, std::int64_t kept_at_ms, std::string answer = "v1:00") const {
        write([&](db::Transaction& transaction) {
            answers_->keep(transaction, {id, "hash", answer, true, kept_at_ms});
        });
    }
    std::string find(std::string const& id, std::int64_t after_ms = 0) const {
        std::string found = "none";
        read([&](db::Transaction& transaction) {
            if (auto const kept = answers_->find(transaction, id, after_ms))
                found = kept->answer;
        });
        return found;
    }
    std::int64_t remove(std::int64_t before_ms, std::int64_t count_max) const {
        std::int64_t removed = 0;
        write([&](db::Transaction& transaction) {
            removed = removeOldAnswers(transaction, before_ms, count_max);
        });
        return removed;
    }

    SystemClock const clock_;
    std::unique_ptr<KeptAnswers> answers_;
};
INSTANTIATE_EACH_ENGINE(KeptAnswersTest);

TEST_P(KeptAnswersTest, EveryQueryPrepares) {
    test::expectEveryQueryPrepares(*database_, sql::kAll);
}

TEST_P(KeptAnswersTest, FindsWhatIsNotTooOld) {
    keep("a", 1'000, "first");
    EXPECT_EQ(find("a"), "first");
    EXPECT_EQ(find("b"), "none");
    EXPECT_EQ(find("a", 999), "first");
    EXPECT_EQ(find("a", 1'000), "none");
    keep("a", 2'000, "second");
    EXPECT_EQ(find("a", 1'000), "second");
}

TEST_P(KeptAnswersTest, RemovesAFewOfTheOldestAtATime) {
    for (int i = 0; i < 5; ++i)
        keep(std::to_string(i), 1'000 + i);
    EXPECT_EQ(remove(1'003, 3), 3);
    EXPECT_EQ(find("2"), "none");
    EXPECT_EQ(find("3"), "v1:00");
    EXPECT_EQ(remove(1'003, 3), 1);
    EXPECT_EQ(remove(1'003, 3), 0);
    EXPECT_EQ(find("4"), "v1:00");
}

}  // namespace
}  // namespace antrean::idempotency
