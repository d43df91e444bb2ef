// Days on which the clinic, or one doctor, takes no patients.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace antrean::clinic {

struct Holiday {
    std::optional<std::int64_t> doctor_id;  // empty: of the whole clinic
    std::string first_date;
    std::string last_date;  // included
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (doctor_id, first_date, last_date, reason))

// The holidays as of one moment. Immutable.
class Holidays {
public:
    Holidays() = default;
    explicit Holidays(std::vector<Holiday> by_start);

    // Whether a holiday of the clinic or of any doctor covers the date.
    bool cover(std::string const& date) const;
    bool haveAnyFrom(std::string const& date) const { return last_date_ >= date; }
    // Why a doctor takes no patients on the date: the reason of the clinic, otherwise the doctor's
    // own. Null if the doctor takes them.
    std::string const* reasonFor(std::int64_t doctor_id, std::string const& date) const;
    // Why the date is closed to a patient who may see any of these doctors: the reason of the
    // clinic, or, if all of them are away, that of the first. Null if the date is open.
    std::string const* reasonForAll(
        std::span<std::int64_t const> doctor_ids, std::string const& date
    ) const;

private:
    std::string const* find(std::optional<std::int64_t> doctor_id, std::string const& date) const;

    std::vector<Holiday> by_start_;
    std::string last_date_;  // of all; empty if there are none
};

}  // namespace antrean::clinic
