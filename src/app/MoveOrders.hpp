// What the commands are told that bring a clinic from one database to another.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace antrean::app {

// Of migrate_database.
struct MoveOrder {
    std::string to;           // URL of the target
    std::string to_data_dir;  // gets the uploaded files and secrets; empty: they stay
    bool reopens = false;     // the source of a move accepts writes again
};

// Of import_laravel.
struct ImportOrder {
    std::string from;                          // URL of the original's database
    std::string files;                         // its storage/app/public; empty: no files
    std::string report;                        // empty: import-report.csv in the data folder
    std::string source_zone = "Asia/Jakarta";  // in which it stores instants
    bool is_dry_run = false;
};

void addMoveFlags(CLI::App& command, MoveOrder& order);
void addImportFlags(CLI::App& command, ImportOrder& order);

}  // namespace antrean::app
