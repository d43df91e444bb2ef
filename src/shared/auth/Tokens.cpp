#include "auth/Tokens.hpp"

#include "auth/Sql.hpp"
#include "base/Digest.hpp"
#include "base/Random.hpp"
#include "db/Transaction.hpp"

#include <charconv>

namespace antrean::auth {
namespace {

constexpr std::size_t kSecretLetters = 40;

}  // namespace

std::optional<Presented> presented(std::string_view bearer) {
    auto const bar = bearer.find('|');
    if (bar == std::string_view::npos) {
        if (bearer.empty())
            return std::nullopt;
        return Presented{std::nullopt, digest::sha256Hex(bearer)};
    }
    std::int64_t id = 0;
    auto const* const end = bearer.data() + bar;
    auto const read = std::from_chars(bearer.data(), end, id);
    if (read.ec != std::errc{} || read.ptr != end || id <= 0)
        return std::nullopt;
    return Presented{id, digest::sha256Hex(bearer.substr(bar + 1))};
}

std::string issueToken(
    db::Transaction& transaction, std::int64_t user_id, std::string_view name, Moment const& moment
) {
    auto secret = randomLetters(kSecretLetters);
    secret += digest::crc32Hex(secret);
    auto const id = transaction.number(
        sql::kInsertToken,
        {{"user_id", user_id},
         {"name", name},
         {"token", digest::sha256Hex(secret)},
         {"now", moment.timestamp}}
    );
    return std::to_string(id.value()) + '|' + secret;
}

void revokeToken(db::Transaction& transaction, std::int64_t token_id) {
    transaction.run(sql::kDeleteToken, {{"id", token_id}});
    transaction.notice(kCallersTopic);
}

}  // namespace antrean::auth
