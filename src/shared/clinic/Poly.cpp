#include "clinic/Poly.hpp"

#include "base/Text.hpp"

#include <fmt/core.h>

namespace antrean::clinic {

std::string shortName(std::string_view poly_name) {
    constexpr std::string_view kPrefix = "poli ";
    auto const name = text::lower(poly_name);
    return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

std::string displayNumber(std::string_view letter, std::int64_t queue_number) {
    return fmt::format("{}-{:03}", letter, queue_number);
}

std::string bareNumber(std::int64_t queue_number) {
    return fmt::format("{:03}", queue_number);
}

}  // namespace antrean::clinic
