// The OpenAPI 3.1 document of a route table: made once, written many times.
#pragma once

#include "http/Route.hpp"

#include <string>
#include <string_view>

namespace antrean::openapi {

// Immutable, so every thread may ask it.
class Document {
public:
    // `routes`: the program's; those of the HTTP server itself are added. `created_status`: what
    // --created-status says. Throws std::logic_error for shapes that contradict each other.
    Document(http::Routes routes, int created_status);

    // As JSON, for who reached us at `base_url` ("https://klinik.example").
    std::string text(std::string_view base_url) const;
    // A strong ETag of that text, in its quotes.
    std::string etag(std::string_view base_url) const;

private:
    std::string before_url_;
    std::string after_url_;
    std::string hash_;
};

}  // namespace antrean::openapi
