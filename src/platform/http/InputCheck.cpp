#include "http/InputCheck.hpp"

#include <utility>

namespace antrean::http {

std::optional<Error> brokenRules(Endpoint const& endpoint, Request& request) {
    if (endpoint.prepare != nullptr)
        endpoint.prepare(request.input);
    if (endpoint.has_own_check)
        return std::nullopt;
    validation::Scope const scope{.rules = validation::RuleSet::without_rows};
    auto broken = validation::check(request.input, endpoint.input, scope);
    if (broken.empty())
        request.kept_rules = endpoint.input.data();
    if (broken.empty() || validation::needsRows(endpoint.input))
        return std::nullopt;
    return Error::invalid(std::move(broken), endpoint.outcome.invalid);
}

}  // namespace antrean::http
