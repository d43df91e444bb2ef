#include "db/SqliteDatabase.hpp"

#include <utility>

namespace antrean::db {
namespace {

SqliteFile fileOf(std::string const& path, Settings const& settings) {
    return {path, settings.busy_timeout, settings.wal_kept_bytes};
}

}  // namespace

SqliteDatabase::SqliteDatabase(std::string const& path, Settings const& settings)
    : stamps_(path),
      health_(path),
      writer_(fileOf(path, settings), settings.waiting_max, {changes_, stamps_, health_}),
      readers_(fileOf(path, settings), settings, {changes_, health_}) {}

SqliteDatabase::~SqliteDatabase() {
    stop();
}

void SqliteDatabase::run(Mode mode, Job job) {
    switch (mode) {
        case Mode::glance:
        case Mode::quick_read:
            return readers_.runHere(mode, std::move(job));
        case Mode::read:
        case Mode::search:
            return readers_.submit(mode, std::move(job));
        case Mode::write:
            return writer_.submit(std::move(job));
        case Mode::read_apart:
            return readers_.runApart(std::move(job));
    }
}

void SqliteDatabase::onNotice(NoticeListener listener) {
    changes_.onNotice(std::move(listener));
}

void SqliteDatabase::onOwnNotice(NoticeListener listener) {
    changes_.onOwnNotice(std::move(listener));
}

void SqliteDatabase::stop() {
    // Readers first: the writer's upkeep then closes the file as the last one, and empties the WAL.
    readers_.stop();
    writer_.stop();
}

}  // namespace antrean::db
