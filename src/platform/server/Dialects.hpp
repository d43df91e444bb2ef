// The other APIs on the same port (http/Dialect.hpp), found by the path of a request.
#pragma once

#include "base/Result.hpp"
#include "http/Dialect.hpp"
#include "server/Exchange.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace antrean::server {

// Immutable, so every thread may use it.
class Dialects {
public:
    // `base_path`: of OriginSettings; it lives as long as this object.
    explicit Dialects(std::vector<http::Dialect> dialects, std::string_view base_path = {})
        : dialects_(std::move(dialects)), base_path_(base_path) {}

    // The content type by which the body of a request is read.
    std::string_view bodyTypeOf(Exchange const& exchange) const;
    // The answer to a request that failed with `error`.
    http::Response problemOf(Exchange const& exchange, Error const& error) const;

private:
    // Null: the path belongs to the main API.
    http::Dialect const* find(std::string_view path) const;

    std::vector<http::Dialect> dialects_;
    std::string_view base_path_;
};

}  // namespace antrean::server
