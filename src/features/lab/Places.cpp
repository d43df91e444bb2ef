#include "lab/Places.hpp"

#include "db/Database.hpp"
#include "db/ForeignDatabase.hpp"
#include "lab/Access.hpp"

#include <utility>

namespace antrean::lab {
namespace {

using db::Statements;
using http::Request;
using http::Response;
using http::Work;

constexpr std::string_view kTokensLock = "lab.tokens";

Result<Response> onlyWithToken(Request const& request, Statements& statements) {
    auto const token = authenticate(request, statements);
    if (!token)
        return token.error();
    return Response{};
}

}  // namespace

Place atTokens(LabSettings const& settings, Work work, Step step) {
    if (settings.has_tokens_there) {
        auto& lab = *settings.database;
        return {
            Work::remote,
            http::OffloadHandler([&lab, step](Request const& request, db::Database&) {
                return lab.use<Response>([&](Statements& statements) {
                    return step(request, statements);
                });
            }),
        };
    }
    return {
        work,
        http::Handler([work, step](Request const& request, db::Transaction& transaction) {
            if (work == Work::write)
                transaction.lock(kTokensLock);
            return step(request, transaction);
        }),
    };
}

Place atOrders(LabSettings const& settings, Step step) {
    if (settings.database == nullptr)
        return {
            Work::quick_read,
            http::Handler([step](Request const& request, db::Transaction& transaction) {
                auto token = onlyWithToken(request, transaction);
                return token ? step(request, transaction) : token;
            }),
        };
    auto& lab = *settings.database;
    bool const has_tokens_there = settings.has_tokens_there;
    return {
        Work::remote,
        http::OffloadHandler(
            [&lab,
             has_tokens_there,
             step](Request const& request, db::Database& ours) -> Result<Response> {
                auto const check = [&request](Statements& statements) {
                    return onlyWithToken(request, statements);
                };
                auto token =
                    has_tokens_there ? lab.use<Response>(check) : ours.read<Response>(check);
                if (!token)
                    return token;
                return lab.use<Response>([&](Statements& statements) {
                    return step(request, statements);
                });
            }
        ),
    };
}

}  // namespace antrean::lab
