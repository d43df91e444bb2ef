#pragma once

#include <string_view>
#include <vector>

namespace antrean::app {

// The topics of notices that are about settings, users and permissions. The other ones stay inside
// the server.
std::vector<std::string_view> settingsTopics();

}  // namespace antrean::app
