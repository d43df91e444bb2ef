// Expected failures are values: Result<T>. Only http/Problem.cpp decides what a client gets for an
// Error; `cause` is only logged.
#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace antrean {

enum class ErrorKind {
    malformed,           // 400: the request could not be read
    unauthenticated,     // 401
    forbidden,           // 403
    not_found,           // 404
    method_not_allowed,  // 405
    conflict,            // 409
    too_large,           // 413
    invalid,             // 422: a field broke a rule of its spec
    refused,             // 422: a rule of the clinic forbids it
    throttled,           // 429
    internal,            // 500: a bug
    unavailable,         // 503: temporary; has retry_after_s
};

// The three forms of a body for invalid input (contract 1.1).
enum class Envelope {
    wrap,               // {"status":"error","message":<first>,"errors":{...}}
    validation_failed,  // {"status":"error","message":"Validation failed","errors":{...}}
    raw,                // {"message":"<first> (and N more errors)","errors":{...}}
};

struct FieldErrors {
    std::string field;
    std::vector<std::string> messages;

    bool operator==(FieldErrors const&) const = default;
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string message;              // shown to the client
    std::vector<FieldErrors> fields;  // only with ErrorKind::invalid, in the order of the spec
    Envelope envelope = Envelope::wrap;
    // Numbers that explain a refusal; written into the body under "data".
    std::vector<std::pair<std::string, std::int64_t>> data;
    std::optional<int> retry_after_s;
    std::string cause;  // logged, never shown

    static Error of(ErrorKind kind, std::string message, std::string cause = {}) {
        Error error;
        error.kind = kind;
        error.message = std::move(message);
        error.cause = std::move(cause);
        return error;
    }
    static Error malformed(std::string message) {
        return of(ErrorKind::malformed, std::move(message));
    }
    static Error unauthenticated() { return of(ErrorKind::unauthenticated, "Unauthenticated"); }
    static Error forbidden() { return of(ErrorKind::forbidden, "This action is unauthorized."); }
    static Error notFound(std::string message) {
        return of(ErrorKind::not_found, std::move(message));
    }
    static Error conflict(std::string message) {
        return of(ErrorKind::conflict, std::move(message));
    }
    static Error refused(std::string message) { return of(ErrorKind::refused, std::move(message)); }
    static Error invalid(std::vector<FieldErrors> fields, Envelope envelope = Envelope::wrap) {
        Error error = of(ErrorKind::invalid, {});
        error.fields = std::move(fields);
        error.envelope = envelope;
        return error;
    }
    static Error unavailable(std::string cause, int retry_after_s = 1) {
        Error error = of(ErrorKind::unavailable, "Service Unavailable", std::move(cause));
        error.retry_after_s = retry_after_s;
        return error;
    }
    static Error internal(std::string cause) {
        return of(ErrorKind::internal, "Internal server error", std::move(cause));
    }
};

template <class T>
using Result = boost::system::result<T, Error>;

// Called when value() is used without checking for an error first: a bug, so it throws.
[[noreturn]] inline void
throw_exception_from_error(Error const& error, boost::source_location const&) {
    throw std::logic_error("value() of a failed Result: " + error.message + error.cause);
}

}  // namespace antrean
