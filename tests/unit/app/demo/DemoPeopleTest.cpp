#include "app/demo/DemoPeople.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace antrean::app {
namespace {

TEST(DemoPeople, NumbersAreUniqueAndOfNobody) {
    std::set<std::string> numbers;
    for (std::int64_t number = 0; number < 20'000; ++number) {
        auto const person = demoPerson(number);
        EXPECT_TRUE(person.whatsapp_number.starts_with("0840"));
        EXPECT_EQ(person.whatsapp_number.size(), 12U);
        if (person.no_bpjs) {
            EXPECT_TRUE(person.no_bpjs->starts_with("99"));
            EXPECT_EQ(person.no_bpjs->size(), 13U);
            EXPECT_TRUE(numbers.insert(*person.no_bpjs).second);
        }
        EXPECT_TRUE(numbers.insert(person.whatsapp_number).second);
    }
}

TEST(DemoPeople, SevenInTenHaveBpjs) {
    int with_bpjs = 0;
    for (std::int64_t number = 0; number < kDemoPeople; ++number)
        with_bpjs += demoPerson(number).no_bpjs ? 1 : 0;
    EXPECT_NEAR(with_bpjs, kDemoPeople * 7 / 10, 10);
}

TEST(DemoPeople, FewShareTheirName) {
    std::set<std::string> names;
    for (std::int64_t number = 0; number < kDemoPeople; ++number)
        names.insert(demoPerson(number).name);
    EXPECT_GT(static_cast<std::int64_t>(names.size()), kDemoPeople * 95 / 100);
}

TEST(DemoPeople, ANumberIsAlwaysTheSamePerson) {
    EXPECT_EQ(demoPerson(77).name, demoPerson(77).name);
    EXPECT_EQ(demoPerson(77).whatsapp_number, demoPerson(77).whatsapp_number);
}

}  // namespace
}  // namespace antrean::app
