// A sample at the sampling desk: a row of t_ordersample in our own database.
#pragma once

#include "base/Clock.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::lab {

struct Sample {
    std::int64_t id = 0;
    std::optional<std::string> barcode;
    std::string sampling;  // N: not taken, Y: taken, X: rejected
    std::string receive;   // N or Y
    std::optional<std::string> check_in_date;
    std::optional<std::string> check_in_time;
    std::optional<std::string> check_in_user_id;
    std::optional<std::string> check_out_date;
    std::optional<std::string> check_out_time;
    std::optional<std::string> check_out_user_id;
};
// clang-format off
BOOST_DESCRIBE_STRUCT(Sample, (), (
    id, barcode, sampling, receive, check_in_date, check_in_time, check_in_user_id,
    check_out_date, check_out_time, check_out_user_id))
// clang-format on

std::optional<Sample> findSample(
    db::Transaction& transaction, std::int64_t order_id, std::int64_t id
);
// Also checks in a rejected sample, which is taken again. False if it is checked in already.
bool checkIn(
    db::Transaction& transaction, std::int64_t id, std::int64_t user_id, Moment const& moment
);
// False if it is not checked in, or checked out already.
bool checkOut(
    db::Transaction& transaction, std::int64_t id, std::int64_t user_id, Moment const& moment
);

}  // namespace antrean::lab
