// The pages, their parts, and the voice.
#pragma once

#include "http/RouteTable.hpp"
#include "screens/Screens.hpp"
#include "screens/VoiceFolder.hpp"

namespace antrean::screens {

struct Services {
    Screens const& screens;
    VoiceFolder const& recordings;
};

http::RouteTable<Services> routes();

}  // namespace antrean::screens
