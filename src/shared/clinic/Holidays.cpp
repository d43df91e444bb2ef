#include "clinic/Holidays.hpp"

#include <algorithm>
#include <utility>

namespace antrean::clinic {
namespace {

bool covers(Holiday const& holiday, std::string const& date) {
    return holiday.first_date <= date && date <= holiday.last_date;
}

}  // namespace

Holidays::Holidays(std::vector<Holiday> by_start) : by_start_(std::move(by_start)) {
    for (auto const& holiday : by_start_)
        last_date_ = std::max(last_date_, holiday.last_date);
}

bool Holidays::cover(std::string const& date) const {
    return std::ranges::any_of(by_start_, [&date](auto const& each) { return covers(each, date); });
}

std::string const* Holidays::reasonFor(std::int64_t doctor_id, std::string const& date) const {
    auto const* const of_clinic = find(std::nullopt, date);
    return of_clinic != nullptr ? of_clinic : find(doctor_id, date);
}

std::string const* Holidays::reasonForAll(
    std::span<std::int64_t const> doctor_ids, std::string const& date
) const {
    if (auto const* const of_clinic = find(std::nullopt, date))
        return of_clinic;
    std::string const* first = nullptr;
    for (auto const doctor_id : doctor_ids) {
        auto const* const reason = find(doctor_id, date);
        if (reason == nullptr)
            return nullptr;
        if (first == nullptr)
            first = reason;
    }
    return first;
}

std::string const* Holidays::find(std::optional<std::int64_t> doctor_id, std::string const& date)
    const {
    auto const found = std::ranges::find_if(by_start_, [&doctor_id, &date](auto const& each) {
        return each.doctor_id == doctor_id && covers(each, date);
    });
    return found == by_start_.end() ? nullptr : &found->reason;
}

}  // namespace antrean::clinic
