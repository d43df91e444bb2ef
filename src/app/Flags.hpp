// The flags of the program, grouped by topic. app/CommandLine.cpp says which command has which
// group. A flag checks its value and writes it into the member of Settings that it sets.
#pragma once

#include "app/Settings.hpp"
#include "app/demo/DemoPlay.hpp"

#include <string>

namespace CLI {
class App;
}

namespace antrean::app {

void addDatabaseFlags(CLI::App& command, Settings& settings, std::string& config_file);
// Those of addLimitFlags too.
void addServerFlags(CLI::App& command, Settings& settings);
void addLimitFlags(CLI::App& command, Settings& settings);
void addBehaviourFlags(CLI::App& command, Settings& settings);
void addRealtimeFlags(CLI::App& command, Settings& settings);
void addDeliveryFlags(CLI::App& command, Settings& settings);
void addWhatsappFlags(CLI::App& command, Settings& settings);
void addBackupFlags(CLI::App& command, Settings& settings);
void addLabFlags(CLI::App& command, Settings& settings);
void addSeedFlags(CLI::App& command, Settings& settings);
void addPlayFlags(CLI::App& command, PlaySettings& play);

}  // namespace antrean::app
