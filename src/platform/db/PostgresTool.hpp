// The programs of PostgreSQL's client package: pg_dump and pg_restore.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {

// Gets what a program writes to its output, in pieces. The program waits meanwhile.
using TakeOutput = std::function<void(std::string_view piece)>;

// Runs a program on the database of `url` and waits for its end. Neither the command line nor a
// file has the password: the program gets it in its environment. `watch` is called several times
// per second; when it throws, the program is ended. Throws Failure, with a text of one line, when
// the program is missing (the text names the package) or fails.
void runPostgresTool(
    std::string const& program,
    std::vector<std::string> const& arguments,
    std::string const& url,
    std::function<void()> const& watch,
    TakeOutput const& take = nullptr
);

// The URL of another database on the same server.
std::string withDatabase(std::string const& url, std::string const& name);
// The name of the URL's database.
std::string databaseOf(std::string const& url);
// A name as SQL has it: quoted.
std::string quotedName(std::string const& name);

}  // namespace antrean::db
