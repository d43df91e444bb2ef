// The OpenAPI 3.1 document of a route table: created once, written often.
#pragma once

#include "http/Endpoint.hpp"

#include <string>
#include <string_view>

namespace antrean::openapi {

// Immutable, so any thread may use it.
class Document {
public:
    // `routes`: the routes of the program; those of the HTTP server itself are added.
    // `created_status`: the value of --created-status. Throws std::logic_error if two shapes
    // contradict each other.
    Document(http::Descriptions routes, int created_status);

    // The document as JSON, for a client that uses `base_url` ("https://klinik.example").
    std::string text(std::string_view base_url) const;
    // A strong ETag of that text, with its quotes.
    std::string etag(std::string_view base_url) const;

private:
    std::string before_url_;
    std::string after_url_;
    std::string hash_;
};

}  // namespace antrean::openapi
