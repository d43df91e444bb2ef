// Contract 1.10: the errors in the API document.
#include "unit/platform/validation/FakeLookup.hpp"
#include "validation/Spec.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace antrean::validation {
namespace {

namespace is = validation;
using Errors = std::vector<FieldErrors>;

constexpr Field kLogin[] = {
    field("username", is::required, is::text), field("password", is::required, is::text)};
constexpr Field kUser[] = {
    field("name", is::required, is::text, is::max(255)),
    field("username", is::required, is::text, is::max(255), is::unique("users", "username")),
    field("email", is::required, is::email, is::max(255), is::unique("users", "email")),
    field("password", is::required, is::text, is::min(6), is::confirmed),
    field("roles", is::required, is::array),
    field("poly_id", is::nullable, is::integer, is::exists("polies")),
    field("roles.*", is::integer, is::exists("roles")),
};
constexpr Field kReservation[] = {
    field("patient_name", is::required, is::text, is::max(255)),
    field("no_bpjs", is::nullable, is::text, is::max(50)),
    field("whatsapp_number", is::required, is::text, is::max(30)),
    field("email", is::nullable, is::email),
    field("poly_id", is::required, is::integer, is::exists("polies")),
    field("schedule_id", is::nullable, is::integer, is::exists("schedules")),
    field("bpjs", is::required, is::boolean),
    field("date", is::required, is::date),
};
constexpr Field kCallNext[] = {
    field("poly_id", is::required, is::integer, is::exists("polies")),
    field("date", is::required, is::date)};

Errors checked(std::string_view input, Spec spec) {
    FakeLookup lookup;
    lookup.rows["polies"] = {1, 2};
    lookup.rows["roles"] = {1, 2, 3};
    lookup.taken_texts["users.username:superadmin"] = 1;
    lookup.taken_texts["users.email:superadmin@gmail.com"] = 1;
    return check(boost::json::parse(input).as_object(), spec, {&lookup, 0, {}});
}

TEST(GoldenVectorsTest, LoginWithEmptyPassword) {
    EXPECT_EQ(
        checked(R"({"username":"superadmin","password":null})", kLogin),
        (Errors{{"password", {"The password field is required."}}})
    );
    EXPECT_EQ(
        checked("{}", kLogin),
        (Errors{
            {"username", {"The username field is required."}},
            {"password", {"The password field is required."}}})
    );
}

TEST(GoldenVectorsTest, UserWithEverythingTaken) {
    EXPECT_EQ(
        checked(
            R"({"name":"Super Admin","username":"superadmin",
                          "email":"superadmin@gmail.com","password":"admin123",
                          "password_confirmation":"admin12","roles":[99],"poly_id":null})",
            kUser
        ),
        (Errors{
            {"username", {"The username has already been taken."}},
            {"email", {"The email has already been taken."}},
            {"password", {"The password field confirmation does not match."}},
            {"roles.0", {"The selected roles.0 is invalid."}}})
    );
    EXPECT_EQ(
        checked(
            R"({"name":"a","username":"a","email":"a@b","password":"123456",
                          "password_confirmation":"123456","roles":3})",
            kUser
        ),
        (Errors{{"roles", {"The roles field must be an array."}}})
    );
}

TEST(GoldenVectorsTest, ReservationWithBadEmail) {
    EXPECT_EQ(
        checked(
            R"({"patient_name":"Ahmad Fauzi","no_bpjs":"0001234567890",
                          "whatsapp_number":"081234567890","email":"ahmad.fauzi","poly_id":"1",
                          "schedule_id":null,"bpjs":true,"date":"2025-01-10"})",
            kReservation
        ),
        (Errors{{"email", {"The email field must be a valid email address."}}})
    );
}

TEST(GoldenVectorsTest, CallNextWithNothing) {
    EXPECT_EQ(
        checked("{}", kCallNext),
        (Errors{
            {"poly_id", {"The poly id field is required."}},
            {"date", {"The date field is required."}}})
    );
}

TEST(GoldenVectorsTest, ReminderWithTheFirstTwoFieldsOnly) {
    constexpr Field kReminder[] = {
        field("message_template_id", is::required, is::integer),
        field("reminder_offset", is::required, is::integer),
        field("reminder_patient_count", is::required, is::integer),
        field("reminder_type", is::required, is::text),
    };
    EXPECT_EQ(
        checked(R"({"message_template_id":1,"reminder_offset":30})", kReminder),
        (Errors{
            {"reminder_patient_count", {"The reminder patient count field is required."}},
            {"reminder_type", {"The reminder type field is required."}}})
    );
}

}  // namespace
}  // namespace antrean::validation
