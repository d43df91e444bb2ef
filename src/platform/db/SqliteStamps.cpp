#include "db/SqliteStamps.hpp"

#include "base/Clock.hpp"
#include "db/Failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace antrean::db {
namespace {

constexpr Query kStamp{"db.stamp", "PRAGMA user_version", ""};

// The header of the database file: its first 16 bytes are always the same; the stamp is a
// big-endian number.
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kStampOffset = 60;
constexpr std::string_view kMagic = "SQLite format 3";

// A WAL with a header but no frame has no changes.
constexpr std::uintmax_t kWalHeaderBytes = 32;

// FILE-stamp: two numbers, a blank between them, a line feed.
constexpr std::size_t kDigits = 10;
constexpr std::size_t kLineBytes = 2 * kDigits + 2;
constexpr int kLooksAtMoving = 50;

std::uint32_t now() {
    auto const since = SystemClock().now().time_since_epoch();
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    return static_cast<std::uint32_t>(seconds);
}

// As a time that an operator can compare with the names of backups.
std::string timeOf(std::uint32_t stamp) {
    return storedTimestamp(Instant(std::chrono::seconds(stamp))) + " UTC";
}

// SQLite's own handle reads the file: closing another one would drop SQLite's locks on it (POSIX).
std::optional<std::uint32_t> stampInFile(sqlite3* connection) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    std::array<unsigned char, kHeaderBytes> header{};
    if (file == nullptr || file->pMethods == nullptr ||
        file->pMethods->xRead(file, header.data(), kHeaderBytes, 0) != SQLITE_OK)
        return std::nullopt;
    if (std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0)
        return std::nullopt;
    std::uint32_t stamp = 0;
    for (std::size_t i = 0; i < sizeof stamp; ++i)
        stamp = stamp << 8U | header[kStampOffset + i];
    return stamp;
}

// Opens the file without looking at its WAL: SQLite does that with the first statement.
std::optional<std::uint32_t> stampInClosedFile(std::string const& path) {
    configureSqlite();
    sqlite3* connection = nullptr;
    std::optional<std::uint32_t> stamp;
    if (sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK)
        stamp = stampInFile(connection);
    sqlite3_close(connection);
    return stamp;
}

bool hasChangesInWal(std::string const& path) {
    std::error_code is_missing;
    auto const bytes = std::filesystem::file_size(path + "-wal", is_missing);
    return !is_missing && bytes > kWalHeaderBytes;
}

std::optional<StampRange> readRange(OpenFile const& file) {
    std::array<char, kLineBytes> line{};
    if (!file || file.read(0, line) != kLineBytes)
        return std::nullopt;
    StampRange range;
    auto const* const second = line.data() + kDigits + 1;
    auto const first = std::from_chars(line.data(), line.data() + kDigits, range.first);
    auto const last = std::from_chars(second, second + kDigits, range.last);
    if (first.ec != std::errc() || last.ec != std::errc() || range.first > range.last)
        return std::nullopt;
    return range;
}

// Other processes keep the same file.
class FileLock {
public:
    explicit FileLock(OpenFile const& file) : descriptor_(file.descriptor()) {
        while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~FileLock() { ::flock(descriptor_, LOCK_UN); }
    FileLock(FileLock const&) = delete;
    FileLock& operator=(FileLock const&) = delete;

private:
    int descriptor_;
};

[[noreturn]] void refuse(std::string const& path, std::uint32_t stamp, StampRange const& range) {
    throw Failure(
        FailureKind::broken,
        fmt::format(
            "{0} is not the database that {0}-wal belongs to: the file is as of {1}, the WAL "
            "continues one of {2}. If {0} is a restored backup, move {0}-wal and {0}-shm away and "
            "start again; otherwise put the file that belongs to the WAL back. Nothing was changed",
            path,
            timeOf(stamp),
            timeOf(range.last)
        )
    );
}

// Another process may be at a checkpoint, so file and range are compared until neither moves.
void checkTogether(std::string const& path, OpenFile const& file) {
    for (int look = 0; look < kLooksAtMoving && hasChangesInWal(path); ++look) {
        auto const range = readRange(file);
        auto const stamp = stampInClosedFile(path);
        if (!range || !stamp || range->contains(*stamp))
            return;
        bool const is_last_look = look + 1 == kLooksAtMoving;
        if (is_last_look)
            refuse(path, *stamp, *range);
        sqlite3_sleep(10);
    }
}

}  // namespace

SqliteStamps::SqliteStamps(std::string path)
    : path_(std::move(path)), range_path_(path_ + "-stamp") {
    checkTogether(path_, OpenFile(::open(range_path_.c_str(), O_RDONLY | O_CLOEXEC)));
    file_ = OpenFile(::open(range_path_.c_str(), O_RDWR | O_CLOEXEC));
    auto const stamp = stampInClosedFile(path_).value_or(0);
    range_ = {stamp, stamp};
    if (!file_)
        return;
    FileLock const lock(file_);
    auto const known = readRange(file_);
    if (known && hasChangesInWal(path_))
        range_ = *known;
    else
        write({stamp, stamp});
}

void SqliteStamps::beforeCommit(SqliteSession& session) {
    std::uint32_t stamp = now();
    {
        // While a checkpoint writes FILE-stamp, the next commit is early enough.
        std::unique_lock const lock(mutex_, std::try_to_lock);
        if (!lock || checkpoints_ > 0 || (!is_due_ && stamp <= newest_))
            return;
        // Other processes write stamps too.
        auto const before = static_cast<std::uint32_t>(session.number(kStamp).value_or(0));
        stamp = std::max({before + 1, newest_ + 1, stamp});
        newest_ = stamp;
        is_due_ = false;
    }
    session.script(fmt::format("PRAGMA user_version = {}", static_cast<std::int32_t>(stamp)));
}

SqliteStamps::Checkpoint::Checkpoint(SqliteStamps& stamps, SqliteSession& session)
    : stamps_(stamps), copied_(static_cast<std::uint32_t>(session.number(kStamp).value_or(0))) {
    std::scoped_lock const lock(stamps_.mutex_);
    ++stamps_.checkpoints_;
    stamps_.newest_ = std::max(stamps_.newest_, copied_);
    stamps_.raise({0, stamps_.newest_});
}

SqliteStamps::Checkpoint::~Checkpoint() {
    std::scoped_lock const lock(stamps_.mutex_);
    --stamps_.checkpoints_;
    stamps_.is_due_ = true;
    if (is_complete_)
        stamps_.raise({copied_, 0});
}

bool SqliteStamps::isFileOurs(SqliteSession& session) {
    std::unique_lock lock(mutex_);
    auto const stamp = stampInFile(session.handle());
    if (stamp && range_.contains(*stamp))
        return true;
    lock.unlock();
    auto const current = static_cast<std::uint32_t>(session.number(kStamp).value_or(0));
    lock.lock();
    // Another process may have made a checkpoint.
    if (!stamp || *stamp < range_.first || *stamp > std::max(current, newest_))
        return false;
    raise({0, *stamp});
    return true;
}

void SqliteStamps::raise(StampRange const& range) {
    if (range.first <= range_.first && range.last <= range_.last)
        return;
    if (!file_)
        file_ = OpenFile(::open(range_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    range_ = {std::max(range_.first, range.first), std::max(range_.last, range.last)};
    if (!file_)
        return;
    FileLock const lock(file_);
    auto const known = readRange(file_).value_or(range_);
    write({std::max(range_.first, known.first), std::max(range_.last, known.last)});
}

// Replaces the line in one piece, because it is shorter than a disk's sector. A range that cannot
// be written is removed: without one, the next start does not compare.
void SqliteStamps::write(StampRange const& range) {
    range_ = range;
    auto const line = fmt::format("{:010} {:010}\n", range.first, range.last);
    bool const is_written = ::pwrite(file_.descriptor(), line.data(), line.size(), 0) ==
                                static_cast<ssize_t>(line.size()) &&
                            ::fdatasync(file_.descriptor()) == 0;
    if (is_written)
        return;
    ::unlink(range_path_.c_str());
    file_ = OpenFile();
}

}  // namespace antrean::db
