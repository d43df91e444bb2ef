#include "db/PostgresTool.hpp"

#include "base/OpenFile.hpp"
#include "db/Failure.hpp"
#include "db/PostgresUrl.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <span>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ;  // of POSIX

namespace antrean::db {
namespace {

constexpr int kWatchEvery_ms = 200;
constexpr std::size_t kErrorBytesMax = 16'384;
constexpr std::size_t kPieceBytes = 65'536;

// libpq's variables for the parts of a URL.
constexpr std::pair<std::string_view, std::string_view> kVariables[] = {
    {"host", "PGHOST"},
    {"port", "PGPORT"},
    {"user", "PGUSER"},
    {"password", "PGPASSWORD"},
    {"dbname", "PGDATABASE"},
    {"passfile", "PGPASSFILE"},
    {"options", "PGOPTIONS"},
    {"target_session_attrs", "PGTARGETSESSIONATTRS"},
    {"sslmode", "PGSSLMODE"},
    {"sslrootcert", "PGSSLROOTCERT"},
    {"sslcert", "PGSSLCERT"},
    {"sslkey", "PGSSLKEY"},
};

std::vector<std::string> environmentFor(std::string const& url) {
    std::map<std::string, std::string> variables;
    for (char** each = environ; *each != nullptr; ++each) {
        std::string_view const line(*each);
        auto const equals = line.find('=');
        variables[std::string(line.substr(0, equals))] = line.substr(equals + 1);
    }
    auto const pairs = primaryPairs(url);
    for (auto const& [part, variable] : kVariables)
        if (auto const found = pairs.find(std::string(part)); found != pairs.end())
            variables[std::string(variable)] = found->second;
    variables["PGCONNECT_TIMEOUT"] = "10";
    variables["LC_ALL"] = "C";
    std::vector<std::string> lines;
    for (auto const& [name, value] : variables)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// What a program writes to one of its descriptors.
class Pipe {
public:
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw Failure(FailureKind::unavailable, "no pipe can be created");
        reader_ = OpenFile(ends[0]);
        writer_ = OpenFile(ends[1]);
    }

    int writer() const { return writer_.descriptor(); }
    int reader() const { return reader_.descriptor(); }  // -1 after its end
    void closeWriter() { writer_ = OpenFile(); }

    // Returns what is there; at its end nothing, and the pipe is closed.
    std::string_view read(std::span<char> space) {
        auto const count = ::read(reader_.descriptor(), space.data(), space.size());
        if (count == 0 || (count < 0 && errno != EINTR))
            reader_ = OpenFile();
        return {space.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }

private:
    OpenFile reader_;
    OpenFile writer_;
};

// A program that runs. Its destructor ends it.
class Child {
public:
    // Without `takes_output`, its output goes where ours goes.
    Child(
        std::vector<std::string> command, std::vector<std::string> environment, bool takes_output
    ) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, errors_.writer(), STDERR_FILENO);
        if (takes_output)
            posix_spawn_file_actions_adddup2(&actions, output_.writer(), STDOUT_FILENO);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);  // the server blocks signals
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        auto const arguments = pointersTo(command);
        auto const variables = pointersTo(environment);
        problem_ = ::posix_spawnp(
            &pid_, arguments.front(), &actions, &attributes, arguments.data(), variables.data()
        );
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        errors_.closeWriter();
        output_.closeWriter();
    }
    ~Child() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    // 0, or why it could not be started.
    int problem() const { return problem_; }
    std::string const& text() const { return text_; }

    // Returns false when it has closed its stderr and its output, which it does at its end.
    bool readFor(int milliseconds, TakeOutput const& take) {
        std::array<pollfd, 2> waiting{
            pollfd{errors_.reader(), POLLIN, 0}, pollfd{output_.reader(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), milliseconds) <= 0)
            return true;
        if (waiting[0].revents != 0) {
            auto const piece = errors_.read(space_);
            if (text_.size() < kErrorBytesMax)
                text_ += piece;
        }
        if (waiting[1].revents != 0)
            if (auto const piece = output_.read(space_); !piece.empty())
                take(piece);
        return errors_.reader() >= 0 || output_.reader() >= 0;
    }
    bool hasSucceeded() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    pid_t pid_ = -1;
    Pipe errors_;
    Pipe output_;
    std::vector<char> space_ = std::vector<char>(kPieceBytes);
    int problem_ = 0;
    std::string text_;
};

// The line that says what is wrong; the others repeat the statement.
std::string errorLine(std::string const& text) {
    auto const at = text.find("error:");
    auto const begin = at == std::string::npos ? 0 : at;
    auto const line = text.substr(begin, text.find('\n', begin) - begin);
    return line.empty() ? "it failed" : line;
}

}  // namespace

void runPostgresTool(
    std::string const& program,
    std::vector<std::string> const& arguments,
    std::string const& url,
    std::function<void()> const& watch,
    TakeOutput const& take
) {
    std::vector<std::string> command{program};
    command.insert(command.end(), arguments.begin(), arguments.end());
    Child child(std::move(command), environmentFor(url), take != nullptr);
    if (child.problem() == ENOENT)
        throw Failure(
            FailureKind::unavailable,
            program + " is missing: install the package postgresql-client, in the server's version"
        );
    if (child.problem() != 0)
        throw Failure(
            FailureKind::unavailable,
            fmt::format("{} cannot be started: {}", program, std::strerror(child.problem()))
        );
    while (child.readFor(kWatchEvery_ms, take))
        watch();
    if (child.hasSucceeded())
        return;
    auto const line = errorLine(child.text());
    throw Failure(
        FailureKind::unavailable,
        line.find("No space left") == std::string::npos
            ? fmt::format("{}: {}", program, line)
            : fmt::format("the disk is full: {}: {}", program, line)
    );
}

std::string withDatabase(std::string const& url, std::string const& name) {
    auto const authority = url.find("://") + 3;
    auto const options = url.find('?', authority);
    auto const path = url.find('/', authority);
    auto const host_ends = std::min(path, options);
    auto const rest = options == std::string::npos ? std::string() : url.substr(options);
    return url.substr(0, host_ends) + "/" + name + rest;
}

std::string databaseOf(std::string const& url) {
    auto pairs = postgresPairs(url);
    auto const name = pairs["dbname"];
    return name.empty() ? pairs["user"] : name;
}

std::string quotedName(std::string const& name) {
    std::string quoted = "\"";
    for (char const letter : name) {
        quoted += letter;
        if (letter == '"')
            quoted += '"';
    }
    return quoted + "\"";
}

}  // namespace antrean::db
