// Shapes as JSON Schema (2020-12). Objects are closed: keys that the shape does not name are not
// allowed.
#pragma once

#include "http/Shape.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string_view>

namespace antrean::openapi {

class Schemas {
public:
    // The schema of a shape: in place, or a reference if the shape has a name. Throws
    // std::logic_error if two shapes of one name differ.
    boost::json::object of(http::Shape const& shape);
    boost::json::object ofObject(
        std::span<http::Key const> keys, http::Shape const* others = nullptr
    );

    // Stores a schema under a name that no shape has, and returns a reference to it.
    boost::json::object keepAs(std::string_view name, boost::json::object schema);

    // All schemas stored so far, for `components`.
    boost::json::object const& kept() const { return kept_; }

private:
    boost::json::object kept_;
};

}  // namespace antrean::openapi
