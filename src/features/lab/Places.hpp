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

namespace antrean::lab {

using Step = Result<http::Response> (*)(
    LabSettings const& settings, http::Request const& request, db::Statements& statements
);

inline constexpr std::string_view kTokensLock = "lab.tokens";

// The same endpoint with its statements in the lab's database.
constexpr http::Endpoint remote(http::Endpoint endpoint) {
    endpoint.work = http::Work::remote;
    return endpoint;
}

// A step for callers whose network and key are admitted: the document leaves it open to anyone.
template <Step step>
Result<http::Response> admitted(
    LabSettings const& settings, http::Request const& request, db::Statements& statements
) {
    if (auto const admission = admit(request, settings); !admission)
        return admission.error();
    if (auto const readable = requireReadable(request); !readable)
        return readable.error();
    return step(settings, request, statements);
}

// Whether the request has a valid token.
inline Result<http::Response> requireToken(
    LabSettings const&, http::Request const& request, db::Statements& statements
) {
    auto const token = authenticate(request, statements);
    if (!token)
        return token.error();
    return http::Response{};
}

// A handler that runs the step in our database.
template <Step step>
Result<http::Response> here(
    LabSettings const& settings, http::Request const& request, db::Transaction& transaction
) {
    return step(settings, request, transaction);
}

// The same, one at a time: for a step that writes tokens.
template <Step step>
Result<http::Response> aloneHere(
    LabSettings const& settings, http::Request const& request, db::Transaction& transaction
) {
    transaction.lock(kTokensLock);
    return step(settings, request, transaction);
}

// The same, for requests with a valid token.
template <Step step>
Result<http::Response> withTokenHere(
    LabSettings const& settings, http::Request const& request, db::Transaction& transaction
) {
    auto token = requireToken(settings, request, transaction);
    return token ? step(settings, request, transaction) : token;
}

// A handler that runs the step in the lab's database.
template <Step step>
Result<http::Response>
there(LabSettings const& settings, http::Request const& request, db::Database&) {
    return settings.database->use<http::Response>([&](db::Statements& statements) {
        return step(settings, request, statements);
    });
}

// The same, for requests with a valid token. The tokens may be in our database.
template <Step step>
Result<http::Response> withTokenThere(
    LabSettings const& settings, http::Request const& request, db::Database& ours
) {
    auto token = settings.has_tokens_there
                     ? there<requireToken>(settings, request, ours)
                     : ours.read<http::Response>([&](db::Transaction& transaction) {
                           return requireToken(settings, request, transaction);
                       });
    return token ? there<step>(settings, request, ours) : token;
}

}  // namespace antrean::lab
