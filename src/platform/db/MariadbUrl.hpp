#pragma once

#include <string>

namespace antrean::db {

// mysql://USER:PASSWORD@HOST:PORT/NAME?option=value -> the key='value' pairs that SOCI takes, with
// time limits and the character set added. Options: unix_socket, sslca, sslcert, sslkey. Throws
// Failure when it cannot be read; the message never repeats the URL, which holds a password.
std::string mariadbConnectionOf(std::string const& url);

}  // namespace antrean::db
