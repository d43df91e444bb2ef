// An Idempotency-Key with the request that it came with. Knows neither threads nor tables.
#pragma once

#include "base/Result.hpp"
#include "base/Seal.hpp"
#include "http/Message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::server {

// Of an answer as JSON. Of a longer one only the status and the headers are kept.
inline constexpr std::size_t kKeptAnswerBytesMax = 64 * 1024;

// Immutable, so thread-safe.
class RequestKey {
public:
    // Empty if the request has no key. Error: http::kKeyInvalid.
    static Result<std::optional<RequestKey>> of(http::Request const& request);

    // Of the user and the key, as 64 hex digits. Another user's same key has another id.
    std::string const& id() const { return id_; }
    // Of what was asked: method, path, query and body. The parts of a multipart body count, but not
    // their boundary, which is another one each time that a browser sends the form. It depends on
    // the key: a plain hash of a body with a password could be compared with guesses.
    std::string const& requestHash() const { return request_hash_; }

    // The answer as it is stored. It is encrypted with a key that is derived from the client's key,
    // which is not stored: answers hold tokens and patients' data.
    std::string close(http::Response const& response) const;
    // Empty if `stored` was made with another key.
    std::optional<http::Response> open(std::string_view stored) const;

private:
    RequestKey(http::Request const& request, std::string_view key);

    std::string id_;
    std::string request_hash_;
    Seal seal_;
};

}  // namespace antrean::server
