// An order's samplings and glucose values: the rows of the tables, and the API's answers made of
// them (contract 10.3). The statements run on our database or on the lab's own.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Statements;
}

namespace antrean::lab {

// A sampling with one test that it serves; several rows become one answer.
struct SamplingRow {
    std::string kind;  // "lab": t_ordersample; "other": t_samplingso
    std::int64_t id = 0;
    std::int64_t test_id = 0;  // of the panel if the test belongs to one
    std::optional<std::int64_t> station_id;
    std::optional<std::string> sample_station_name;
    std::optional<std::string> location_name;
    std::optional<std::string> cpone_test_code;
    std::optional<std::string> cpone_test_name;
    std::optional<std::string> lis_test_code;
    std::optional<std::string> flag;  // N, Y, X (lab); P, D, V, Z, X (other)
    std::optional<std::string> check_in_date;
    std::optional<std::string> check_in_time;
    std::optional<std::string> check_in_user_id;
    std::optional<std::string> check_out_date;
    std::optional<std::string> check_out_time;
    std::optional<std::string> check_out_user_id;
};
// clang-format off
BOOST_DESCRIBE_STRUCT(SamplingRow, (), (
    kind, id, test_id, station_id, sample_station_name, location_name, cpone_test_code,
    cpone_test_name, lis_test_code, flag, check_in_date, check_in_time, check_in_user_id,
    check_out_date, check_out_time, check_out_user_id))
// clang-format on

struct Sampling {
    std::optional<std::string> sample_station_name;
    std::optional<std::string> location_name;
    std::optional<std::string> cpone_test_code;
    std::optional<std::string> cpone_test_name;
    std::optional<std::string> lis_test_code;
    std::optional<std::string> sampling_check_in_datetime;
    std::optional<std::string> sampling_check_in_userid;
    std::optional<std::string> sampling_check_out_datetime;
    std::optional<std::string> sampling_check_out_userid;

    bool operator==(Sampling const&) const = default;
};
// clang-format off
BOOST_DESCRIBE_STRUCT(Sampling, (), (
    sample_station_name, location_name, cpone_test_code, cpone_test_name, lis_test_code,
    sampling_check_in_datetime, sampling_check_in_userid, sampling_check_out_datetime,
    sampling_check_out_userid))
// clang-format on

struct GlucoseRow {
    std::int64_t id = 0;
    std::int64_t nat_test_id = 0;
    std::int64_t test_id = 0;
    std::optional<std::string> cpone_test_code;
    std::optional<std::string> cpone_test_name;
    std::optional<std::string> lis_test_code;
    std::optional<std::string> result_glucosa;
};
// clang-format off
BOOST_DESCRIBE_STRUCT(GlucoseRow, (), (
    id, nat_test_id, test_id, cpone_test_code, cpone_test_name, lis_test_code, result_glucosa))
// clang-format on

struct Glucose {
    std::optional<std::string> cpone_test_code;
    std::optional<std::string> cpone_test_name;
    std::optional<std::string> lis_test_code;
    std::optional<std::string> result_glucosa;

    bool operator==(Glucose const&) const = default;
};
// clang-format off
BOOST_DESCRIBE_STRUCT(Glucose, (), (
    cpone_test_code, cpone_test_name, lis_test_code, result_glucosa))
// clang-format on

// The active order with exactly this number; the first one if there are several.
std::optional<std::int64_t> findOrder(db::Statements& statements, std::string_view number);
std::vector<SamplingRow> listSamplings(db::Statements& statements, std::int64_t order_id);
std::vector<GlucoseRow> listGlucoses(db::Statements& statements, std::int64_t order_id);

// - Rejected samplings and those without any time are dropped.
// - A lab test is shown once per station: earliest check-in, latest check-out.
// - Not lab before lab, each by check-in, then test code.
std::vector<Sampling> samplingsOf(std::vector<SamplingRow> rows);
// The latest value of each national test, sorted by test code.
std::vector<Glucose> glucosesOf(std::vector<GlucoseRow> rows);

}  // namespace antrean::lab
