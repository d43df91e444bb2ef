#include "app/MoveCommand.hpp"

#include "app/Check.hpp"
#include "app/CommandLine.hpp"
#include "app/DataFolder.hpp"
#include "app/Interrupt.hpp"
#include "app/OpenDatabase.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/LongSession.hpp"
#include "move/Move.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace antrean::app {
namespace {

void print(std::string const& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void require(Result<void> const& done) {
    if (!done)
        throw std::runtime_error(done.error().message + done.error().cause);
}

// Without secrets, because both databases store it and servers print it.
std::string commandOf(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const source = settings.database.url.empty()
                            ? "--data-dir " + settings.data_dir
                            : "--database " + db::withoutPassword(settings.database.url);
    return fmt::format(
        "antrean migrate-database {} --to {}", source, db::withoutPassword(invocation.move.to)
    );
}

// Brings the schema of a source up to date that is not closed yet.
void updateSource(Settings const& settings) {
    auto const url = databaseUrl(settings);
    requireFile(url);
    auto const mark = move::findMark(*db::openLongSession(url, db::Access::read));
    if (!mark)
        openDatabase(settings)->stop();
}

// The target must not have a problem that the source does not have.
void checkTarget(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const problems = problemsOf(settings, invocation.move.to);
    if (problems.empty())
        return print("antrean check: the target is in order.");
    for (auto const& problem : problems)
        print("antrean check: " + problem);
    if (problems != problemsOf(settings, databaseUrl(settings)))
        throw std::runtime_error("the target has problems that the source does not have");
    print("The source has the same problems.");
}

void moveFiles(Invocation const& invocation) {
    auto const& data_dir = invocation.settings.data_dir;
    auto const& target = invocation.move.to_data_dir;
    if (target.empty())
        return print(
            "Uploaded files and secrets stay in " + data_dir +
            ": start the server with the same --data-dir, or copy faq/, voice/, secret-key and "
            "realtime-secret."
        );
    auto const copied = DataFolder(data_dir).copyFilesTo(DataFolder(target));
    print(fmt::format("{} uploaded files and secrets were copied to {}.", copied, target));
}

void moveDatabase(Invocation const& invocation) {
    auto const began = std::chrono::steady_clock::now();
    updateSource(invocation.settings);
    stopOnRequest();
    move::Move move(
        {databaseUrl(invocation.settings), invocation.move.to, commandOf(invocation)},
        print,
        mustStop
    );
    require(move.begin());
    require(move.copy());
    require(move.verify());
    checkTarget(invocation);
    moveFiles(invocation);
    move.finish();
    auto const time = std::chrono::steady_clock::now() - began;
    print(fmt::format(
        "Moved in {}. Start the server with --database {} from now on; the source stays closed for "
        "writes.",
        move::duration(std::chrono::ceil<std::chrono::seconds>(time)),
        db::withoutPassword(invocation.move.to)
    ));
}

}  // namespace

void migrateDatabase(Invocation const& invocation) {
    if (!invocation.move.reopens)
        return moveDatabase(invocation);
    auto const url = databaseUrl(invocation.settings);
    requireFile(url);
    require(move::reopen(url));
    print("The database accepts writes again.");
}

}  // namespace antrean::app
