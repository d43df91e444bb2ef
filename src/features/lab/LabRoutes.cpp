#include "lab/LabRoutes.hpp"

#include "lab/DeskRoutes.hpp"
#include "lab/Envelope.hpp"
#include "lab/TokenRoutes.hpp"
#include "lab/WynacomRoutes.hpp"

namespace antrean::lab {

void addRoutes(http::Routes& routes, LabSettings const& settings) {
    addWynacomRoutes(routes, settings);
    addTokenRoutes(routes, settings);
    addDeskRoutes(routes, settings);
}

http::Dialect dialect() {
    return {"/one-api/", problem};
}

}  // namespace antrean::lab
