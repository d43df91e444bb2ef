#include "clinic/Phone.hpp"

#include <gtest/gtest.h>

namespace antrean::clinic {
namespace {

TEST(PhoneTest, BringsPhoneNumbersToOneForm) {
    for (auto const* written :
         {"081234567890",
          "+62 812-3456-7890",
          "62812.3456.7890",
          "(0812) 3456 7890",
          "0062 812 3456 7890"})
        EXPECT_EQ(normalizedPhone(written), "6281234567890") << written;
    EXPECT_EQ(normalizedPhone(""), "");
    EXPECT_EQ(normalizedPhone("8123"), "8123");
}

}  // namespace
}  // namespace antrean::clinic
