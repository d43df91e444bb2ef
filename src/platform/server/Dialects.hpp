// The other APIs on the same port (http/Dialect.hpp), found by the path of a request.
#pragma once

#include "base/Result.hpp"
#include "http/Dialect.hpp"
#include "http/Exchange.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace antrean::http {

// Immutable, so every thread may use it.
class Dialects {
public:
    explicit Dialects(std::vector<Dialect> dialects) : dialects_(std::move(dialects)) {}

    // The content type by which the body of a request is read.
    std::string_view bodyTypeOf(Exchange const& exchange) const;
    // The answer to a request that failed with `error`.
    Response problemOf(Exchange const& exchange, Error const& error) const;

private:
    // Null: the path is one of the main API.
    Dialect const* find(std::string_view path) const;

    std::vector<Dialect> dialects_;
};

}  // namespace antrean::http
