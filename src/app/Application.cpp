#include "app/Application.hpp"

#include "app/ArchiveReport.hpp"
#include "app/DataFolder.hpp"
#include "app/FolderUse.hpp"
#include "app/OpenDatabase.hpp"
#include "app/Program.hpp"
#include "app/Signals.hpp"
#include "app/UpgradeBackup.hpp"
#include "db/Failure.hpp"

#include <stdexcept>
#include <utility>

namespace antrean::app {
namespace {

// Refuses what can be refused before anything is created or migrated.
void checkSettings(Settings const& settings) {
    server::HttpServer::check(settings.server);
    try {
        openLabDatabase(settings.lab, 1);
    } catch (db::Failure const& failure) {
        throw std::invalid_argument(failure.what());
    }
}

}  // namespace

void serve(Settings settings) {
    Signals signals;  // before any thread, so that all of them inherit the mask
    checkSettings(settings);
    DataFolder(settings.data_dir).create();
    auto const use = FolderUse::shared(settings.data_dir, directUrl(settings));
    backUpBeforeUpgrade(settings);
    Program(std::move(settings)).run(signals);
}

}  // namespace antrean::app
