#pragma once

#include <string>

namespace antrean::app {

// Root may work for the service's user, who owns the data folder: what `path` holds is given to the
// owner of `data_dir`. Does nothing for other users, and where root owns the folder. Throws
// std::runtime_error with one clear line.
void giveToOwner(std::string const& data_dir, std::string const& path);

}  // namespace antrean::app
