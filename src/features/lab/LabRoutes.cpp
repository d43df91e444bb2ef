#include "lab/LabRoutes.hpp"

#include "lab/DeskRoutes.hpp"
#include "lab/Envelope.hpp"
#include "lab/TokenRoutes.hpp"
#include "lab/WynacomRoutes.hpp"

namespace antrean::lab {

http::NetworkList LabSettings::privateNetworks() {
    return http::NetworkList::parse(
               "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,"
               "169.254.0.0/16,fc00::/7,fe80::/10"
    )
        .value();
}

void addRoutes(http::Routes& routes, LabSettings const& settings) {
    addWynacomRoutes(routes, settings);
    addTokenRoutes(routes, settings);
    addDeskRoutes(routes, settings);
}

http::Dialect dialect() {
    return {"/one-api/", problem};
}

}  // namespace antrean::lab
