// Shapes as JSON Schema (2020-12). Objects are closed: what the shape does not name is not there.
#pragma once

#include "http/Shape.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string_view>

namespace antrean::openapi {

class Schemas {
public:
    // In place, or a reference to what is kept under the shape's name. Throws std::logic_error when
    // two shapes of one name differ.
    boost::json::object of(http::Shape const& shape);
    boost::json::object ofObject(
        std::span<http::Key const> keys, http::Shape const* others = nullptr
    );

    // Keeps a schema under a name that no shape has, and refers to it.
    boost::json::object keepAs(std::string_view name, boost::json::object schema);

    // Everything kept so far, for `components`.
    boost::json::object const& kept() const { return kept_; }

private:
    boost::json::object kept_;
};

}  // namespace antrean::openapi
