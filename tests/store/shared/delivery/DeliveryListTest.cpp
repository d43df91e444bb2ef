#include "delivery/DeliveryList.hpp"
#include "store/shared/delivery/Courier.hpp"

namespace antrean::delivery {

namespace {

class DeliveryListTest : public test::EachMigrated {
protected:
    std::vector<std::string> bodies(DeliveryFilter const& filter, http::Page page = {1, 10}) const {
        std::vector<std::string> result;
        read([&](db::Transaction& transaction) {
            for (auto const& row : listDeliveries(transaction, filter, page))
                result.push_back(row.body);
        });
        return result;
    }
    std::int64_t count(DeliveryFilter const& filter) const {
        std::int64_t result = 0;
        read([&](db::Transaction& transaction) { result = countDeliveries(transaction, filter); });
        return result;
    }
};
INSTANTIATE_EACH_ENGINE(DeliveryListTest);

using Bodies = std::vector<std::string>;

}  // namespace

TEST_P(DeliveryListTest, IsNewestFirstAndFilteredByAllThatIsGiven) {
    Courier here(*database_, "here");
    here.add("a", "a1");
    here.deliver(here.takeAll());
    here.add("a", "a2");
    here.add(Message{"other", "a", "http://b", "b1"});
    EXPECT_EQ(bodies({}), (Bodies{"b1", "a2", "a1"}));
    EXPECT_EQ(bodies({}, {2, 2}), Bodies{"a1"});
    EXPECT_EQ(bodies({"pending", {}, {}}), (Bodies{"b1", "a2"}));
    EXPECT_EQ(bodies({{}, "test", {}}), (Bodies{"a2", "a1"}));
    EXPECT_EQ(bodies({"delivered", "test", {}}), Bodies{"a1"});
    EXPECT_EQ(bodies({{}, {}, 12}), Bodies{});
    EXPECT_EQ(count({}), 3);
    EXPECT_EQ(count({"pending", "test", {}}), 1);
}

TEST_P(DeliveryListTest, EndsWithTheTenThousandth) {
    EXPECT_EQ(bodies({}, {kListedMax / 10 + 1, 10}), Bodies{});
}

}  // namespace antrean::delivery
