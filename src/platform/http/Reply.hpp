// The result of a handler: a finished response, or a function that makes one from the value that
// the handler found. The dispatcher calls it on the I/O thread after the commit, so that database
// threads run statements only and build no JSON.
#pragma once

#include "http/Message.hpp"

#include <functional>
#include <utility>
#include <variant>

namespace antrean::http {

class Reply {
public:
    using Make = std::function<Response(Request const&)>;

    Reply(Response response) : content_(std::move(response)) {}
    explicit Reply(Make make) : content_(std::move(make)) {}

    // Call it once.
    Response make(Request const& request) {
        if (auto* const response = std::get_if<Response>(&content_))
            return std::move(*response);
        return std::get<Make>(content_)(request);
    }

private:
    std::variant<Response, Make> content_;
};

}  // namespace antrean::http
