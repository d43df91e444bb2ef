#pragma once

#include "app/Settings.hpp"

#include <string>

namespace antrean::app {

// Fills in what the flags leave open. Creates the data folder, which keeps the generated secrets.
Settings completed(Settings settings);

// "127.0.0.1" of "127.0.0.1:8000".
std::string hostOf(std::string const& address);
// Whether only this machine reaches that host.
bool isLoopback(std::string const& host);

}  // namespace antrean::app
