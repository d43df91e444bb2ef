#include "http/InputCheck.hpp"

#include "validation/Values.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace antrean::http {
namespace {

// A number or boolean is its text, as in the original. A list or an object searches for nothing.
void readSearchAsText(boost::json::object& input) {
    auto* value = input.if_contains(kSearch.name);
    if (value == nullptr || value->is_string())
        return;
    if (auto text = validation::scalarText(*value))
        *value = std::move(*text);
    else
        *value = nullptr;
}

}  // namespace

std::optional<Error> brokenRules(Endpoint const& endpoint, Request& request) {
    if (endpoint.prepare != nullptr)
        endpoint.prepare(request.input);
    if (endpoint.has_own_check)
        return std::nullopt;
    validation::Scope const scope{.rules = validation::RuleSet::without_rows};
    auto broken = validation::check(request.input, endpoint.input, scope);
    if (broken.empty())
        request.kept_rules = endpoint.input.data();
    else if (validation::needsRows(endpoint.input))
        broken.clear();
    if (!endpoint.outcome.searched.empty()) {
        readSearchAsText(request.input);
        auto search = validation::check(request.input, {&kSearch, 1}, scope);
        std::ranges::move(search, std::back_inserter(broken));
    }
    if (broken.empty())
        return std::nullopt;
    return Error::invalid(std::move(broken), endpoint.outcome.invalid);
}

bool isSearch(Endpoint const& endpoint, Request const& request) {
    if (endpoint.outcome.searched.empty())
        return false;
    auto const* value = request.input.if_contains(kSearch.name);
    return value != nullptr && value->is_string();
}

}  // namespace antrean::http
