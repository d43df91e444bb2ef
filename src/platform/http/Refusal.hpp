// A refusal is written once: the rule answers with it, and the outcome of each route that the rule
// guards lists it.
//
//   inline constexpr http::Refusal kQuotaFull{ErrorKind::refused, "Quota is full"};
//   return kQuotaFull.error();
#pragma once

#include "base/Result.hpp"
#include "http/Shape.hpp"

#include <string>
#include <string_view>

namespace antrean::http {

struct Refusal {
    ErrorKind kind{};
    std::string_view message;
    Shape const* data = nullptr;  // of the numbers that explain it; null: no numbers

    Error error() const { return Error::of(kind, std::string(message)); }
};

}  // namespace antrean::http
