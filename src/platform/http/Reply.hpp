// What a handler gives the dispatcher: a finished response, or what makes one of the value that the
// handler found. It is made on the I/O thread after the commit, so that a database thread runs
// statements and builds no JSON.
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

    // Once.
    Response make(Request const& request) {
        if (auto* const response = std::get_if<Response>(&content_))
            return std::move(*response);
        return std::get<Make>(content_)(request);
    }

private:
    std::variant<Response, Make> content_;
};

}  // namespace antrean::http
