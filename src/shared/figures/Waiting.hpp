// How many patients wait now, from the figures of the day.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

struct Waiting {
    std::int64_t poly_id;
    std::int64_t waiting;         // for the nurse
    std::int64_t waiting_doctor;  // for the doctor
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (poly_id, waiting, waiting_doctor))

// Of the polies with visits on that date, by id.
std::vector<Waiting> listWaiting(db::Transaction& transaction, std::string const& date);

}  // namespace antrean::figures
