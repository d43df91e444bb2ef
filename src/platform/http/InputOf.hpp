// Converts the input of a route to the struct that its handler uses. Include from .cpp files only.
#pragma once

#include "base/Result.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"
#include "validation/Bind.hpp"

#include <cstdint>

namespace antrean::http {

// Checks the rules of the route's endpoint and fills the struct. The dispatcher has already checked
// the rules that need no row, so only the others are checked here. `ignored_id` is the row being
// updated: `unique` ignores it.
template <class Input>
Result<Input> inputOf(
    Request const& request,
    Endpoint const& endpoint,
    validation::Lookup* lookup = nullptr,
    std::int64_t ignored_id = 0
) {
    auto const rules = request.kept_rules == endpoint.input.data() ? validation::RuleSet::of_rows
                                                                   : validation::RuleSet::all;
    return validation::bind<Input>(
        request.input,
        endpoint.input,
        {.lookup = lookup, .ignored_id = ignored_id, .rules = rules},
        endpoint.outcome.invalid
    );
}

}  // namespace antrean::http
