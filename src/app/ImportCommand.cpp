#include "app/ImportCommand.hpp"

#include "app/Check.hpp"
#include "app/CommandLine.hpp"
#include "app/DataFolder.hpp"
#include "app/FolderUse.hpp"
#include "app/Interrupt.hpp"
#include "app/OpenDatabase.hpp"
#include "base/Random.hpp"
#include "db/DatabaseUrl.hpp"
#include "laravel/Import.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

void print(std::string const& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

// A folder for the database of a dry run, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(fs::temp_directory_path() / ("antrean-import-" + randomLetters(12))) {
        DataFolder(path_.string()).create();
    }
    ~TemporaryFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

// Without secrets, because the target stores it and servers print it.
std::string commandOf(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const& order = invocation.import;
    return fmt::format(
        "antrean import laravel --data-dir {}{} --from {}{}",
        settings.data_dir,
        settings.database.url.empty() ? ""
                                      : " --database " + db::withoutPassword(settings.database.url),
        db::withoutPassword(order.from),
        order.files.empty() ? "" : " --files " + order.files
    );
}

void run(Settings const& settings, Invocation const& invocation) {
    auto const& order = invocation.import;
    auto const began = std::chrono::steady_clock::now();
    DataFolder const folder(settings.data_dir);
    folder.create();
    stopOnRequest();
    laravel::Import import(
        {
            .source_url = order.from,
            .target_url = databaseUrl(settings),
            .command = commandOf(invocation),
            .report_path = order.report.empty() ? DataFolder(invocation.settings.data_dir).path() +
                                                      "/import-report.csv"
                                                : order.report,
            .files = order.files,
            .faq_folder = folder.faqFolder(),
            .zone = Zone::find(order.source_zone).value(),
        },
        print,
        mustStop
    );
    if (auto const ran = import.run(); !ran)
        throw std::runtime_error(ran.error().message + ran.error().cause);
    for (auto const& problem : problemsOf(settings, databaseUrl(settings)))
        throw std::runtime_error("the imported database is not in order: " + problem);
    print("antrean check: the database is in order.");
    auto const problems = import.finish();
    auto const time = std::chrono::steady_clock::now() - began;
    print(fmt::format(
        "{} in {}. {} rows were not taken over as they were: {}",
        order.is_dry_run ? "Tried" : "Imported",
        move::duration(std::chrono::ceil<std::chrono::seconds>(time)),
        move::grouped(problems),
        order.report.empty() ? invocation.settings.data_dir + "/import-report.csv" : order.report
    ));
}

}  // namespace

void importLaravel(Invocation const& invocation) {
    DataFolder(invocation.settings.data_dir).create();
    if (!invocation.import.is_dry_run) {
        auto const use =
            FolderUse::alone(invocation.settings.data_dir, databaseUrl(invocation.settings));
        return run(invocation.settings, invocation);
    }
    TemporaryFolder const folder;
    auto settings = invocation.settings;
    settings.data_dir = folder.path();
    settings.database.url.clear();
    run(settings, invocation);
    print("Nothing was changed: without --dry-run it would be.");
}

}  // namespace antrean::app
