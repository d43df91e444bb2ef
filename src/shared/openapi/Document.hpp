// The OpenAPI 3.1 document of a route table: created once, written often.
#pragma once

#include "http/Endpoint.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace antrean::openapi {

// Thread-safe.
class Document {
public:
    // `routes`: the routes of the program; those of the HTTP server itself are added, and
    // screens are left out.
    // `created_status`: the value of --created-status. Throws std::logic_error if two shapes
    // contradict each other.
    Document(http::Descriptions routes, int created_status);

    // The document as JSON, for a client that uses `base_url` ("https://klinik.example").
    // Clients of the same URL share one text.
    std::shared_ptr<std::string const> text(std::string_view base_url) const;
    // A strong ETag of that text, with its quotes.
    std::string etag(std::string_view base_url) const;

private:
    std::string before_url_;
    std::string after_url_;
    std::string hash_;
    mutable std::mutex mutex_;
    mutable std::string last_url_;
    mutable std::shared_ptr<std::string const> last_text_;
};

}  // namespace antrean::openapi
