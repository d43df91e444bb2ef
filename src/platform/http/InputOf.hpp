// The input of a route as the struct that its handler works with. Include from .cpp files only.
#pragma once

#include "base/Result.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"
#include "validation/Bind.hpp"

#include <cstdint>

namespace antrean::http {

// Checks the rules of the route's endpoint and fills the struct. Rules that need no row were
// checked by the dispatcher on the I/O thread; only those that ask for one are left. `ignored_id`
// is the row being updated: `unique` does not count it.
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
