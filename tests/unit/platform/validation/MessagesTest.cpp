#include "validation/Messages.hpp"

#include <gtest/gtest.h>

#include <string>

namespace antrean::validation {
namespace {

TEST(MessagesTest, ShowsFieldsAsWords) {
    EXPECT_EQ(displayName("poly_id"), "poly id");
    EXPECT_EQ(displayName("waha_api_url"), "waha api url");
    EXPECT_EQ(displayName("no_bpjs"), "no bpjs");
    EXPECT_EQ(displayName("dateFrom"), "date from");
    EXPECT_EQ(displayName("date-from"), "date-from");
    EXPECT_EQ(displayName("a.b"), "a.b");
}

struct Case {
    Rule rule;
    Size size;
    char const* text;
};

TEST(MessagesTest, SaysWhatTheContractSays) {
    namespace is = validation;
    constexpr auto kText = Size::characters;
    for (Case const& each : {
             Case{is::required, kText, "The x y field is required."},
             {is::text, kText, "The x y field must be a string."},
             {is::integer, kText, "The x y field must be an integer."},
             {is::numeric, kText, "The x y field must be a number."},
             {is::boolean, kText, "The x y field must be true or false."},
             {is::array, kText, "The x y field must be an array."},
             {is::email, kText, "The x y field must be a valid email address."},
             {is::url, kText, "The x y field must be a valid URL."},
             {is::date, kText, "The x y field must be a valid date."},
             {is::dateFormat("H:i"), kText, "The x y field must match the format H:i."},
             {is::dateFormat("H:i|H:i:s"), kText, "The x y field must match the format H:i."},
             {is::after("start_time"), kText, "The x y field must be a date after start time."},
             {is::in("BPJS,GENERAL"), kText, "The selected x y is invalid."},
             {is::exists("polies"), kText, "The selected x y is invalid."},
             {is::unique("users", "email"), kText, "The x y has already been taken."},
             {is::confirmed, kText, "The x y field confirmation does not match."},
             {is::digits(4), kText, "The x y field must be 4 digits."},
             {is::digitsBetween(1, 2), kText, "The x y field must be between 1 and 2 digits."},
             {is::file, kText, "The x y field must be a file."},
             {is::mimes("pdf,jpg"), kText, "The x y field must be a file of type: pdf, jpg."},
             {is::min(6), kText, "The x y field must be at least 6 characters."},
             {is::min(6), Size::number, "The x y field must be at least 6."},
             {is::min(6), Size::items, "The x y field must have at least 6 items."},
             {is::min(6), Size::kilobytes, "The x y field must be at least 6 kilobytes."},
             {is::max(6), kText, "The x y field must not be greater than 6 characters."},
             {is::max(6), Size::number, "The x y field must not be greater than 6."},
             {is::max(6), Size::items, "The x y field must not have more than 6 items."},
             {is::max(6), Size::kilobytes, "The x y field must not be greater than 6 kilobytes."},
             {is::between(1, 6), kText, "The x y field must be between 1 and 6 characters."},
             {is::between(1, 6), Size::number, "The x y field must be between 1 and 6."},
             {is::between(1, 6), Size::items, "The x y field must have between 1 and 6 items."},
             {is::between(1, 6),
              Size::kilobytes,
              "The x y field must be between 1 and 6 kilobytes."},
             {is::nullable, kText, ""},
             {is::sometimes, kText, ""},
         })
        EXPECT_EQ(message(each.rule, "x y", each.size), each.text);
}

}  // namespace
}  // namespace antrean::validation
