// The outcomes of a resource's routes, derived from its declaration.
#pragma once

#include "http/Outcome.hpp"
#include "resource/Resource.hpp"

namespace antrean::resource {

struct Outcomes {
    http::Outcome list;
    http::Outcome detail;
    http::Outcome created;
    http::Outcome updated;
    http::Outcome removed;
    http::Outcome restored;
};

// Shapes and texts that they refer to live as long as the program.
Outcomes outcomesOf(Resource const& resource);

}  // namespace antrean::resource
