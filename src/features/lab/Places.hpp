// Decides where a route's statements run. The same step serves our own database, in the
// dispatcher's transaction, and the lab's database, on a worker.
#pragma once

#include "base/Result.hpp"
#include "db/Database.hpp"
#include "db/ForeignDatabase.hpp"
#include "db/Transaction.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"
#include "lab/Access.hpp"
#include "lab/LabRoutes.hpp"

#include <string_view>
#include <type_traits>

namespace antrean::lab {

// What a step returns: a function (Services const&, http::Request const&, db::Statements&).
template <auto step>
using ResultOf =
    std::invoke_result_t<decltype(step), Services const&, http::Request const&, db::Statements&>;

inline constexpr std::string_view kTokensLock = "lab.tokens";

// The same endpoint with its statements in the lab's database.
constexpr http::Endpoint remote(http::Endpoint endpoint) {
    endpoint.work = http::Work::remote;
    return endpoint;
}

// A step for callers whose network and key are admitted: the document leaves it open to anyone.
template <auto step>
ResultOf<step> admitted(
    Services const& services, http::Request const& request, db::Statements& statements
) {
    if (auto const admission = admit(request, services.settings); !admission)
        return admission.error();
    if (auto const readable = requireReadable(request); !readable)
        return readable.error();
    return step(services, request, statements);
}

// Whether the request has a valid token.
inline Result<void> requireToken(
    Services const&, http::Request const& request, db::Statements& statements
) {
    auto const token = authenticate(request, statements);
    if (!token)
        return token.error();
    return {};
}

// A handler that runs the step in our database.
template <auto step>
ResultOf<step> here(
    Services const& services, http::Request const& request, db::Transaction& transaction
) {
    return step(services, request, transaction);
}

// The same, one at a time: for a step that writes tokens.
template <auto step>
ResultOf<step> aloneHere(
    Services const& services, http::Request const& request, db::Transaction& transaction
) {
    transaction.lock(kTokensLock);
    return step(services, request, transaction);
}

// The same, for requests with a valid token.
template <auto step>
ResultOf<step> withTokenHere(
    Services const& services, http::Request const& request, db::Transaction& transaction
) {
    if (auto const token = requireToken(services, request, transaction); !token)
        return token.error();
    return step(services, request, transaction);
}

// A handler that runs the step in the lab's database.
template <auto step>
ResultOf<step> there(Services const& services, http::Request const& request, db::Database&) {
    return services.database->use<typename ResultOf<step>::value_type>(
        [&](db::Statements& statements) { return step(services, request, statements); }
    );
}

// The same, for requests with a valid token. The tokens may be in our database.
template <auto step>
ResultOf<step> withTokenThere(
    Services const& services, http::Request const& request, db::Database& ours
) {
    auto const token = services.settings.has_tokens_there
                           ? there<requireToken>(services, request, ours)
                           : ours.read<void>([&](db::Transaction& transaction) {
                                 return requireToken(services, request, transaction);
                             });
    if (!token)
        return token.error();
    return there<step>(services, request, ours);
}

}  // namespace antrean::lab
