#include "backup/Archive.hpp"

#include "base/NewFile.hpp"

#include <fmt/core.h>

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace antrean::backup {
namespace {

constexpr std::size_t kReadBytes = 256U << 10U;

struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

std::string messageOf(archive* handle) {
    auto const* const message = archive_error_string(handle);
    return message == nullptr ? "unknown error" : message;
}

}  // namespace

// --- writing -------------------------------------------------------------------------------------

void ArchiveWriter::Free::operator()(archive* writer) const {
    // Without archive_write_fail, freeing would write the rest of an unfinished archive.
    archive_write_fail(writer);
    archive_write_free(writer);
}

ArchiveWriter::~ArchiveWriter() = default;

ArchiveWriter::ArchiveWriter(NewFile& file) : file_(file), writer_(archive_write_new()) {
    if (!writer_)
        throw std::bad_alloc();
    // GNU's format takes names as they are, and files of any size.
    require(archive_write_set_format_gnutar(writer_.get()));
    require(archive_write_add_filter_zstd(writer_.get()));
    require(archive_write_set_bytes_in_last_block(writer_.get(), 1));
    auto const write = [](archive*, void* self, void const* piece, size_t bytes) -> la_ssize_t {
        auto& writer = *static_cast<ArchiveWriter*>(self);
        try {
            writer.file_.write({static_cast<char const*>(piece), bytes});
            return static_cast<la_ssize_t>(bytes);
        } catch (std::exception const& error) {  // must not pass through libarchive's C code
            writer.write_problem_ = error.what();
            return -1;
        }
    };
    require(archive_write_open(writer_.get(), this, nullptr, +write, nullptr));
}

void ArchiveWriter::begin(std::string const& name, std::int64_t bytes) {
    std::unique_ptr<archive_entry, FreeEntry> const entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), bytes);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    require(archive_write_header(writer_.get(), entry.get()));
}

void ArchiveWriter::write(std::string_view piece) {
    while (!piece.empty()) {
        auto const count = archive_write_data(writer_.get(), piece.data(), piece.size());
        if (count <= 0)
            require(ARCHIVE_FATAL);
        piece.remove_prefix(static_cast<std::size_t>(count));
    }
}

void ArchiveWriter::add(std::string const& name, std::string_view content) {
    begin(name, static_cast<std::int64_t>(content.size()));
    write(content);
}

void ArchiveWriter::finish() {
    require(archive_write_close(writer_.get()));
}

void ArchiveWriter::require(int code) const {
    if (code == ARCHIVE_OK)
        return;
    throw std::runtime_error(
        write_problem_.empty()
            ? fmt::format("{} cannot be written: {}", file_.path(), messageOf(writer_.get()))
            : write_problem_
    );
}

// --- reading -------------------------------------------------------------------------------------

void ArchiveReader::Free::operator()(archive* reader) const {
    archive_read_free(reader);
}

ArchiveReader::~ArchiveReader() = default;

ArchiveReader::ArchiveReader(std::string path)
    : path_(std::move(path)), reader_(archive_read_new()) {
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path_, problem))
        throw std::runtime_error(fmt::format("{} is no file, or cannot be read", path_));
    file_bytes_ = static_cast<std::int64_t>(std::filesystem::file_size(path_));
    if (!reader_)
        throw std::bad_alloc();
    // Nothing but what we write.
    if (archive_read_support_filter_zstd(reader_.get()) != ARCHIVE_OK ||
        archive_read_support_format_tar(reader_.get()) != ARCHIVE_OK ||
        archive_read_open_filename(reader_.get(), path_.c_str(), kReadBytes) != ARCHIVE_OK)
        fail();
    // Two filters: Zstandard, and the file itself. More would multiply what a forger packs.
    if (archive_filter_count(reader_.get()) != 2 ||
        archive_filter_code(reader_.get(), 0) != ARCHIVE_FILTER_ZSTD)
        throw std::runtime_error(
            fmt::format("{} is not a backup of antrean, or it is damaged", path_)
        );
}

std::optional<ArchiveReader::Entry> ArchiveReader::next() {
    archive_entry* entry = nullptr;
    int const code = archive_read_next_header(reader_.get(), &entry);
    if (code == ARCHIVE_EOF)
        return std::nullopt;
    if (code != ARCHIVE_OK)
        fail();
    auto const* const name = archive_entry_pathname(entry);
    if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG ||
        archive_entry_hardlink(entry) != nullptr || archive_entry_sparse_count(entry) != 0)
        throw std::runtime_error(
            fmt::format("{} is not a backup of antrean, or it is damaged", path_)
        );
    return Entry{name, archive_entry_size(entry)};
}

std::size_t ArchiveReader::read(std::span<char> space) {
    auto const count = archive_read_data(reader_.get(), space.data(), space.size());
    if (count < 0)
        fail();
    return static_cast<std::size_t>(count);
}

void ArchiveReader::fail() const {
    throw std::runtime_error(fmt::format(
        "{} is not a backup of antrean, or it is damaged: {}", path_, messageOf(reader_.get())
    ));
}

bool looksLikeArchive(std::string const& path) {
    constexpr std::array<char, 4> kMagic{'\x28', '\xB5', '\x2F', '\xFD'};
    std::array<char, 4> begin{};
    std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
    return begin == kMagic;
}

}  // namespace antrean::backup
