#include "lab/Order.hpp"

#include <gtest/gtest.h>

namespace antrean::lab {
namespace {

struct Times {
    char const* in = nullptr;
    char const* out = nullptr;
};

std::optional<std::string> maybe(char const* text) {
    return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

// Users are "i<id>" and "o<id>".
SamplingRow sampled(std::int64_t id, std::int64_t test_id, std::string const& code, Times times) {
    SamplingRow row;
    row.kind = "lab";
    row.id = id;
    row.test_id = test_id;
    row.station_id = 1;
    row.cpone_test_code = code;
    row.flag = "Y";
    row.check_in_date = row.check_out_date = "2026-06-11";
    row.check_in_time = maybe(times.in);
    row.check_out_time = maybe(times.out);
    row.check_in_user_id = "i" + std::to_string(id);
    row.check_out_user_id = "o" + std::to_string(id);
    return row;
}

SamplingRow other(SamplingRow row, std::string const& flag) {
    row.kind = "other";
    row.flag = flag;
    return row;
}

// "code in/user out/user", times without the date.
std::vector<std::string> shown(std::vector<SamplingRow> rows) {
    auto const time = [](auto const& at, auto const& user) {
        return (at ? at->substr(11) : "-") + "/" + user.value_or("-");
    };
    std::vector<std::string> lines;
    for (auto const& one : samplingsOf(std::move(rows)))
        lines.push_back(
            one.cpone_test_code.value_or("-") + " " +
            time(one.sampling_check_in_datetime, one.sampling_check_in_userid) + " " +
            time(one.sampling_check_out_datetime, one.sampling_check_out_userid)
        );
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Samplings, WithoutATimeOrRejectedAreDropped) {
    auto rejected = sampled(1, 1, "1", {"08:00:00", "08:10:00"});
    rejected.flag = "X";
    auto processed = other(sampled(3, 3, "3", {nullptr, "08:10:00"}), "P");
    EXPECT_EQ(shown({rejected, sampled(2, 2, "2", {}), processed}), Lines{});
}

TEST(Samplings, InProcessAgainHideTheirOldCheckOut) {
    auto const row = sampled(1, 1, "1", {"09:00:00", "08:10:00"});
    EXPECT_EQ(shown({other(row, "P")}), Lines{"1 09:00:00/i1 -/-"});
    for (auto const* const flag : {"D", "V", "Z"})
        EXPECT_EQ(shown({other(row, flag)}), Lines{"1 09:00:00/i1 08:10:00/o1"});
}

TEST(Samplings, OfOneTestAndStationBecomeOne) {
    EXPECT_EQ(
        shown(
            {sampled(3, 1, "1", {"08:05:00", "08:20:00"}),
             sampled(2, 1, "1", {"08:01:00", nullptr}),
             sampled(4, 1, "1", {nullptr, "08:30:00"})}
        ),
        Lines{"1 08:01:00/i2 08:30:00/o4"}
    );
    // At equal times the user of the first sample counts.
    EXPECT_EQ(
        shown(
            {sampled(9, 1, "1", {"08:00:00", "08:10:00"}),
             sampled(8, 1, "1", {"08:00:00", "08:10:00"})}
        ),
        Lines{"1 08:00:00/i8 08:10:00/o8"}
    );
    auto elsewhere = sampled(2, 1, "1", {"08:02:00", nullptr});
    elsewhere.station_id.reset();
    EXPECT_EQ(
        shown({sampled(1, 1, "1", {"08:01:00", nullptr}), elsewhere}),
        (Lines{"1 08:01:00/i1 -/-", "1 08:02:00/i2 -/-"})
    );
}

TEST(Samplings, ThatAreNotLabStayAsTheyAre) {
    EXPECT_EQ(
        shown(
            {other(sampled(1, 1, "1", {"08:00:00", nullptr}), "D"),
             other(sampled(2, 1, "1", {"08:01:00", nullptr}), "D")}
        ),
        (Lines{"1 08:00:00/i1 -/-", "1 08:01:00/i2 -/-"})
    );
}

TEST(Samplings, ComeByKindThenCheckInThenCode) {
    EXPECT_EQ(
        shown(
            {sampled(1, 1, "b", {"08:00:00", nullptr}),
             sampled(2, 2, "a", {"08:00:00", nullptr}),
             sampled(3, 3, "c", {"07:00:00", nullptr}),
             sampled(4, 4, "d", {nullptr, "06:00:00"}),
             other(sampled(5, 5, "e", {"09:00:00", nullptr}), "D")}
        ),
        (Lines{
            "e 09:00:00/i5 -/-",
            "c 07:00:00/i3 -/-",
            "a 08:00:00/i2 -/-",
            "b 08:00:00/i1 -/-",
            "d -/- 06:00:00/o4"})
    );
}

TEST(Samplings, ShowEightLettersOfTheCode) {
    for (auto const& [code, cut] : std::vector<std::pair<std::string, std::string>>{
             {"", ""},
             {"2020", "2020"},
             {"10530100", "10530100"},
             {"105301009", "10530100"},
             {"éééééééééé", "éééééééé"}})
        EXPECT_EQ(
            shown({sampled(1, 1, code, {"08:00:00", nullptr})}), Lines{cut + " 08:00:00/i1 -/-"}
        );
}

TEST(Glucoses, AreTheLatestOfEachNationalTestByCode) {
    auto const row = [](std::int64_t id, std::int64_t nat, std::int64_t test, char const* code) {
        return GlucoseRow{id, nat, test, code, {}, {}, std::to_string(id)};
    };
    auto const glucoses = glucosesOf(
        {row(3, 151, 51, "1053020099"),
         row(7, 151, 51, "1053020099"),
         row(7, 151, 53, "10530100"),
         row(5, 150, 50, "10530299")}
    );
    std::vector<Glucose> const expected{
        {"10530100", {}, {}, "7"},
        {"10530200", {}, {}, "7"},
        {"10530299", {}, {}, "5"},
    };
    EXPECT_EQ(glucoses, expected);
}

}  // namespace
}  // namespace antrean::lab
