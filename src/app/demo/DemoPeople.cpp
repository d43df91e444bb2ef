#include "app/demo/DemoPeople.hpp"

#include <fmt/core.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace antrean::app {
namespace {

constexpr auto kMen = std::to_array<std::string_view>({
    "Bambang", "Slamet", "Joko",   "Hendra", "Yusuf", "Rahmat", "Dedi", "Eko",
    "Irfan",   "Taufik", "Surya",  "Gilang", "Wahyu", "Arif",   "Bayu", "Rudi",
    "Herman",  "Iwan",   "Darma",  "Galih",  "Ketut", "Made",   "Ucok", "Asep",
    "Cecep",   "Yanto",  "Ridwan", "Fauzan", "Hasan",
});
constexpr auto kWomen = std::to_array<std::string_view>({
    "Sri",     "Wati",   "Lestari", "Yuni", "Ratna", "Indah", "Maya",  "Fitri", "Nur",     "Endang",
    "Kartini", "Ayu",    "Rina",    "Lina", "Wulan", "Mega",  "Tuti",  "Yanti", "Halimah", "Aminah",
    "Putu",    "Komang", "Butet",   "Neng", "Euis",  "Susi",  "Retno", "Laras", "Puspa",
});
constexpr auto kFamilies = std::to_array<std::string_view>({
    "Wijaya",  "Hidayat", "Saputra", "Firmansyah", "Gunawan", "Nasution", "Siregar", "Simanjuntak",
    "Harahap", "Kusuma",  "Permana", "Suryadi",    "Utomo",   "Wibowo",   "Purnomo", "Rahardjo",
    "Mulyadi", "Subagyo", "Hakim",   "Ramadhan",   "Maulana", "Tanjung",  "Lubis",   "Sinaga",
    "Wirawan", "Atmaja",  "Prakoso", "Handoko",    "Sasmita", "Iskandar", "Halim",
});

// From this number of men or women on, people have a third name.
constexpr std::int64_t kMiddleFrom = static_cast<std::int64_t>(kMen.size() * kFamilies.size());
static_assert(kMen.size() == kWomen.size());

template <std::size_t size>
std::string_view pick(std::array<std::string_view, size> const& names, std::int64_t number) {
    return names[static_cast<std::size_t>(number) % size];
}

std::string nameOf(std::int64_t number) {
    bool const is_woman = number % 2 == 1;
    auto const nth = number / 2;
    auto const given = is_woman ? pick(kWomen, nth) : pick(kMen, nth);
    auto const family = pick(kFamilies, nth * 7 + number % 2);
    if (nth < kMiddleFrom)
        return fmt::format("{} {}", given, family);
    // Never the given name again.
    auto const other = nth + 1 + nth / kMiddleFrom % (static_cast<std::int64_t>(kMen.size()) - 1);
    auto const middle = is_woman ? pick(kWomen, other) : pick(kMen, other);
    return fmt::format("{} {} {}", given, middle, family);
}

}  // namespace

DemoPerson demoPerson(std::int64_t number) {
    // Spread over the numbers, so that neighbours in a list do not differ in the last digit only.
    constexpr std::int64_t kStride = 61'803'399;  // has no common factor with kDemoNumbers
    auto const digits = number % kDemoNumbers * kStride % kDemoNumbers;
    bool const has_bpjs = number * 7 % 10 < 7;
    return {
        nameOf(number),
        fmt::format("0840{:08}", digits),
        has_bpjs ? std::optional(fmt::format("99{:011}", digits)) : std::nullopt,
    };
}

}  // namespace antrean::app
