// The flags of the program by what they are about; app/CommandLine says which command has which.
#pragma once

#include "app/Settings.hpp"

#include <string>

namespace CLI {
class App;
}

namespace antrean::app {

void addDatabaseFlags(CLI::App& command, Settings& settings, std::string& config_file);
void addNetworkFlags(CLI::App& command, Settings& settings);
void addBehaviourFlags(CLI::App& command, Settings& settings);
void addRealtimeFlags(CLI::App& command, Settings& settings);
void addDeliveryFlags(CLI::App& command, Settings& settings);
void addReminderFlags(CLI::App& command, Settings& settings);
void addLabFlags(CLI::App& command, Settings& settings);
void addSeedFlags(CLI::App& command, Settings& settings);

}  // namespace antrean::app
