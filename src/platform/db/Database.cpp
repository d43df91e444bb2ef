#include "db/Database.hpp"

#include "db/Failure.hpp"
#include "db/PostgresDatabase.hpp"
#include "db/SqliteDatabase.hpp"

#include <future>
#include <memory>
#include <string_view>
#include <utility>

namespace antrean::db {

std::optional<Error> Database::runAndWait(Mode mode, std::function<bool(Transaction&)> run) {
    // Shared: this function may return while set_value still runs.
    auto const promise = std::make_shared<std::promise<std::optional<Error>>>();
    auto ended = promise->get_future();
    this->run(mode, {std::move(run), [promise](std::optional<Error> error) {
                         promise->set_value(std::move(error));
                     }});
    return ended.get();
}

std::unique_ptr<Database> open(Settings const& settings) {
    constexpr std::string_view kSqlite = "sqlite:";
    std::string_view const url = settings.url;
    if (url.starts_with(kSqlite))
        return std::make_unique<SqliteDatabase>(std::string(url.substr(kSqlite.size())), settings);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return std::make_unique<PostgresDatabase>(settings);
    throw Failure(
        FailureKind::broken,
        "the database is neither sqlite:PATH nor postgresql://USER:PASSWORD@HOST:PORT/NAME"
    );
}

}  // namespace antrean::db
