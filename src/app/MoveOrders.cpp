#include "app/MoveOrders.hpp"

#include "app/FlagKinds.hpp"

#include <CLI/CLI.hpp>

namespace antrean::app {

void addMoveFlags(CLI::App& command, MoveOrder& order) {
    auto& kind = *command.add_option_group("What to do")->require_option(1);
    kind.add_option(
            "--to",
            order.to,
            "The new database: sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
    )
        ->envname("ANTREAN_TO")
        ->check(beginsWith(
            {"sqlite:", "postgresql://", "postgres://"},
            "must be sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
        ));
    kind.add_flag(
        "--reopen",
        order.reopens,
        "Give up a move: the database that --database names accepts writes again"
    );
    command.add_option(
        "--to-data-dir",
        order.to_data_dir,
        "Also copy uploaded files and secrets to this data folder"
    );
}

void addImportFlags(CLI::App& command, ImportOrder& order) {
    command
        .add_option(
            "--from",
            order.from,
            "The original's database: postgresql://... or mysql://USER:PASSWORD@HOST:PORT/NAME"
        )
        ->envname("ANTREAN_FROM")
        ->required()
        ->check(beginsWith(
            {"postgresql://", "postgres://", "mysql://"},
            "must be postgresql://... or mysql://USER:PASSWORD@HOST:PORT/NAME"
        ));
    command.add_option("--files", order.files, "Its folder storage/app/public, with FAQ files")
        ->check(CLI::ExistingDirectory);
    command.add_option(
        "--report",
        order.report,
        "CSV file of what was not taken over as it was; default: import-report.csv in the data "
        "folder"
    );
    command
        .add_option(
            "--source-timezone",
            order.source_zone,
            "Zone in which the original stores instants: its APP_TIMEZONE, or UTC"
        )
        ->check(isZone())
        ->capture_default_str();
    command.add_flag("--dry-run", order.is_dry_run, "Write the report, but import nothing");
}

}  // namespace antrean::app
