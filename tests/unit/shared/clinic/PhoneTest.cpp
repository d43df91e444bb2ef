#include "clinic/Phone.hpp"

#include <gtest/gtest.h>

namespace antrean::clinic {
namespace {

using Texts = std::vector<std::string>;

TEST(PhoneTest, WhatIsNoNumberIdentifiesNobody) {
    for (auto const* typed : {
             "",
             "-",
             "--",
             "0",
             "+",
             "0812",
             "tidak ada",
             "00000",
             "0000000000",
             "62",
             "620000",
             // More than 15 digits: two numbers without a sign between them, or a typing error.
             "0812345678901234",
             "081234567890 081298765432",
             "1234567890123456",
             // A letter or a mask within the number.
             "0812abc4567",
             "0812xxxx7890",
             "0812****7890",
             "8.1234567016E+10",
             "0812O3456789",
             // Digits of another script: leaving some out would make another number.
             "\u0660\u0668\u0661\u0662\u0663\u0664\u0665",
             "0812\u06633456789",
         }) {
        EXPECT_EQ(readPhone(typed), std::nullopt) << typed;
        EXPECT_EQ(phoneKey(typed), "") << typed;
    }
}

TEST(PhoneTest, AllSpellingsOfANumberAreOneNumber) {
    for (auto const* typed : {
             "081288800001",
             "0812-8880-0001",
             "0812 8880 0001",
             "0812.8880.0001",
             "(0812) 8880 0001",
             "0812/8880/0001",
             "0812_8880_0001",
             "0812,8880,0001",
             "81288800001",
             "6281288800001",
             "62 812 8880 0001",
             "+6281288800001",
             "+62 812-8880-0001",
             "+62 (0)812 8880 0001",
             "+62 0812 8880 0001",
             "62081288800001",
             "+081288800001",
             "006281288800001",
             "00 62 812 8880 0001",
             "00620812 88800001",
             "\u202A+62 812-8880-0001\u202C",
             "\u2066081288800001\u2069",
             "0812\u00A08880\u00A00001",
             "0812\u20118880\u20110001",
             "0812\u20138880\u20130001",
             "0812\u22128880\u22120001",
             "0812\u200B88800001",
             "\uFEFF081288800001",
             "\uFF10\uFF18\uFF11\uFF1288800001",
             "\uFF0B6281288800001",
             "WA 0812-8880-0001",
             "WA:081288800001",
             "tel:+62-812-8880-0001",
             "https://wa.me/6281288800001",
             // Only the first number, and no remark.
             "81288800001.0",
             "6281288800001.00",
             "+6281288800001.0",
             "081288800001 (2)",
             "081288800001(2)",
             "081288800001 (Ibu)",
             "0812-8880-0001 / 0813-9990-0002",
             "081288800001/081399900002",
             "081288800001, 081399900002",
             "081288800001;2",
             "081288800001 atau 081399900002",
             "081288800001 ext. 3",
             "+6281288800001+6281399900002",
         })
        EXPECT_EQ(phoneKey(typed), "6281288800001") << typed;
}

TEST(PhoneTest, ANumberFromAbroadKeepsItsCountry) {
    for (auto const* typed : {"+65 9123 4567", "0065 91234567", "+65-9123-4567"}) {
        auto const phone = readPhone(typed).value();
        EXPECT_EQ(phone.digits, "6591234567") << typed;
        EXPECT_TRUE(phone.has_country) << typed;
    }
    EXPECT_EQ(readPhone("+81 90 1234 5678").value().digits, "819012345678");
    EXPECT_FALSE(readPhone("6591234567").value().has_country);
    EXPECT_FALSE(readPhone("5550123").value().has_country);
    EXPECT_TRUE(readPhone("021-5550123").value().has_country);
}

TEST(PhoneTest, TheShortestAndTheLongestNumber) {
    EXPECT_EQ(phoneKey("12345"), "12345");
    EXPECT_EQ(phoneKey("081234567890123"), "");
    EXPECT_EQ(phoneKey("08123456789012"), "628123456789012");
    EXPECT_EQ(phoneKey("+123456789012345"), "123456789012345");
}

// Each searched text has to be found in each stored one.
TEST(PhoneTest, EverySpellingFindsEverySpelling) {
    Texts const typed{
        "081277700002",
        "0812-7770-0002",
        "+62 812 7770 0002",
        "81277700002",
        "62 0812 77700002",
        "0062 812-7770-0002",
        "081277700002 / 081300000009"};
    Texts const searched{
        "081277700002",
        "0812-7770",
        "+62812",
        "+62 (0)812 777",
        "62 812-777",
        "0062 812 7770",
        "812 7770",
        "7770-0002",
        "0002",
        "620812"};
    for (auto const& stored : typed) {
        auto const forms = phoneForms(stored);
        for (auto const& text : searched) {
            bool is_found = false;
            for (auto const& digits : searchedDigits(text))
                for (auto const& form : forms)
                    is_found = is_found || form.find(digits) != std::string::npos;
            EXPECT_TRUE(is_found) << text << " in " << stored;
        }
    }
}

TEST(PhoneTest, ASearchForATextLooksForNoNumber) {
    for (auto const* searched : {"", "12", "Andi", "AB-77c", "Poli 1", "%", "1*2*3", "+6"})
        EXPECT_EQ(searchedDigits(searched), Texts{}) << searched;
    EXPECT_EQ(searchedDigits("0812"), Texts{"0812"});
    EXPECT_EQ(searchedDigits("+62 0812"), (Texts{"620812", "62812"}));
}

}  // namespace
}  // namespace antrean::clinic
