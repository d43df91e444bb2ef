#include "laravel/Problems.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace antrean::laravel {
namespace {

constexpr std::size_t kWaitingBytesMax = 64 * 1024;

}  // namespace

std::string csvField(std::string_view text) {
    std::string field = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        field += '\'';
    for (auto const letter : text) {
        if (letter == '"')
            field += '"';
        field += letter;
    }
    return field + '"';
}

ProblemFile::ProblemFile(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
      waiting_("table,id,column,value,problem,done\n") {
    if (file_ < 0)
        throw std::runtime_error(fmt::format("cannot write {}: {}", path_, std::strerror(errno)));
}

ProblemFile::~ProblemFile() {
    if (file_ >= 0)
        ::close(file_);
}

void ProblemFile::add(std::string_view table, std::int64_t id, Problem const& problem) {
    ++count_;
    waiting_ += fmt::format(
        "{},{},{},{},{},{}\n",
        table,
        id,
        problem.column,
        csvField(problem.value),
        csvField(problem.problem),
        csvField(problem.done)
    );
    if (waiting_.size() >= kWaitingBytesMax)
        write();
}

void ProblemFile::write() {
    for (std::string_view rest = waiting_; !rest.empty();) {
        auto const written = ::write(file_, rest.data(), rest.size());
        if (written < 0)
            throw std::runtime_error(fmt::format("cannot write {}: {}", path_, std::strerror(errno))
            );
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    waiting_.clear();
}

void ProblemFile::close() {
    write();
    bool const is_on_disk = ::fsync(file_) == 0;
    ::close(std::exchange(file_, -1));
    if (!is_on_disk)
        throw std::runtime_error("cannot write " + path_);
}

}  // namespace antrean::laravel
