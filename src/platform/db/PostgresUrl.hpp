#pragma once

#include <string>

namespace antrean::db {

// postgresql://USER:PASSWORD@HOST:PORT/NAME?option=value -> the key='value' pairs that libpq takes
// (SOCI does not take a URL), with our session settings added where the URL has none of its own.
// A socket's folder is given as ?host=/run/postgresql. Throws Failure when it cannot be read; the
// message never repeats the URL, which holds a password.
std::string conninfoOf(std::string const& url);

}  // namespace antrean::db
