// The commands about users and their tokens. They work while a server runs on the database.
#pragma once

#include "app/CommandLine.hpp"
#include "base/Result.hpp"

#include <stdexcept>

namespace antrean::app {

// The value of what a command needs; throws std::runtime_error with one line for the operator.
template <class T>
T orThrow(Result<T> const& result) {
    if (!result)
        throw std::runtime_error(
            result.error().cause.empty() ? result.error().message : result.error().cause
        );
    return *result;
}

void setPassword(Invocation const& invocation);
void createToken(Invocation const& invocation);
void listTokens(Invocation const& invocation);
void revokeToken(Invocation const& invocation);

}  // namespace antrean::app
