#include "lab/Envelope.hpp"

#include "lab/LabRoutes.hpp"

#include <string>
#include <utility>

namespace antrean::lab {
namespace {

std::string messageOf(Error const& error) {
    switch (error.kind) {
        case ErrorKind::too_large:
            return "Input too large";
        case ErrorKind::internal:
            return "Terjadi kesalahan pada server";
        case ErrorKind::unavailable:
            return "Data lab sedang tidak tersedia, silakan coba beberapa saat lagi";
        case ErrorKind::malformed:
        case ErrorKind::unauthenticated:
        case ErrorKind::forbidden:
        case ErrorKind::not_found:
        case ErrorKind::method_not_allowed:
        case ErrorKind::conflict:
        case ErrorKind::invalid:
        case ErrorKind::refused:
        case ErrorKind::throttled:
            return error.message;
    }
    return error.message;
}

}  // namespace

http::Response ok(boost::json::value data) {
    http::Response response;
    auto& body = response.body.emplace_object();
    body["status"] = "OK";
    body["data"] = std::move(data);
    return response;
}

boost::json::value problem(Error const& error) {
    return {{"status", "ERR"}, {"message", messageOf(error)}};
}

http::Dialect dialect() {
    return {"/one-api/", problem};
}

}  // namespace antrean::lab
