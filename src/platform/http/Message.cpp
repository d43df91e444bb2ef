#include "http/Message.hpp"

#include "base/Text.hpp"

#include <algorithm>

namespace antrean::http {

std::string_view name(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::del:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
        case Method::other:
            return "OTHER";
    }
    return {};
}

std::string_view Request::header(std::string_view wanted) const {
    auto const found = std::find_if(headers.begin(), headers.end(), [wanted](Header const& each) {
        return text::equalIgnoringCase(each.name, wanted);
    });
    return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace antrean::http
