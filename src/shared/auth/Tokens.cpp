#include "auth/Tokens.hpp"

#include "auth/Sql.hpp"
#include "base/Random.hpp"
#include "base/Text.hpp"
#include "db/Transaction.hpp"

#include <charconv>

namespace antrean::auth {

namespace {

constexpr std::size_t kSecretLetters = 40;
constexpr std::size_t kAgentBytesMax = 255;
constexpr std::int64_t kAddressesMax = 200;

struct AddressRow {
    std::string address;
};
BOOST_DESCRIBE_STRUCT(AddressRow, (), (address))

// The beginning of a client's own text, which may be anything.
std::optional<std::string> shortened(std::string_view text) {
    std::string kept(text.substr(0, kAgentBytesMax));
    while (!kept.empty() && !text::isUtf8(kept))
        kept.pop_back();
    return kept.empty() ? std::nullopt : std::optional(std::move(kept));
}

std::int64_t end(db::Transaction& transaction, std::initializer_list<db::Arg> whose) {
    auto const ended = transaction.run(sql::kDeleteTokens, whose);
    if (ended > 0)
        transaction.notice(kCallersTopic);
    return ended;
}

}  // namespace

std::optional<Presented> presented(std::string_view bearer) {
    auto const bar = bearer.find('|');
    if (bar == std::string_view::npos) {
        if (bearer.empty())
            return std::nullopt;
        return Presented{std::nullopt, digest::sha256(bearer)};
    }
    std::int64_t id = 0;
    auto const* const end = bearer.data() + bar;
    auto const read = std::from_chars(bearer.data(), end, id);
    if (read.ec != std::errc{} || read.ptr != end || id <= 0 || bearer.front() == '0')
        return std::nullopt;
    return Presented{id, digest::sha256(bearer.substr(bar + 1))};
}

std::string issueToken(
    db::Transaction& transaction, std::int64_t user_id, TokenOf const& token, Moment const& moment
) {
    auto secret = randomLetters(kSecretLetters);
    secret += digest::crc32Hex(secret);
    auto const hash = digest::sha256Hex(secret);
    auto const address = shortened(token.address);
    auto const agent = shortened(token.agent);
    auto const id = transaction.number(
        sql::kInsertToken,
        {{"user_id", user_id},
         {"name", token.name},
         {"token", hash},
         {"address", address},
         {"agent", agent},
         {"now", moment.timestamp}}
    );
    return std::to_string(id.value()) + '|' + secret;
}

std::string usedSince(SessionSettings const& settings, Instant now) {
    return storedTimestamp(now - settings.unused_max);
}

std::vector<std::string> listAddresses(db::Transaction& transaction, std::int64_t user_id) {
    std::vector<std::string> addresses;
    for (auto& row : transaction.all<AddressRow>(
             sql::kListAddresses, {{"user_id", user_id}, {"size", kAddressesMax}}
         ))
        addresses.push_back(std::move(row.address));
    return addresses;
}

std::vector<Session> listSessions(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now,
    std::int64_t size,
    std::int64_t skipped
) {
    return transaction.all<Session>(
        sql::kListTokens,
        {{"user_id", user_id},
         {"permanent", kPermanentToken},
         {"used_since", used_since},
         {"now", now},
         {"size", size},
         {"skipped", skipped}}
    );
}

std::int64_t countSessions(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now
) {
    return transaction
        .number(
            sql::kCountTokens,
            {{"user_id", user_id},
             {"permanent", kPermanentToken},
             {"used_since", used_since},
             {"now", now}}
        )
        .value_or(0);
}

std::vector<std::int64_t> endedOf(
    db::Transaction& transaction,
    std::vector<std::int64_t> const& ids,
    std::string const& used_since,
    std::string const& now
) {
    std::vector<std::int64_t> ended;
    for (auto const id : ids)
        if (!transaction.number(
                sql::kFindValidToken,
                {{"id", id},
                 {"permanent", kPermanentToken},
                 {"used_since", used_since},
                 {"now", now}}
            ))
            ended.push_back(id);
    return ended;
}

std::int64_t endToken(db::Transaction& transaction, std::int64_t id) {
    return end(transaction, {{"id", id}});
}

std::int64_t endTokenOf(db::Transaction& transaction, std::int64_t user_id, std::int64_t id) {
    return end(transaction, {{"user_id", user_id}, {"id", id}});
}

std::int64_t endTokensExcept(
    db::Transaction& transaction, std::int64_t user_id, std::int64_t kept_id
) {
    return end(transaction, {{"user_id", user_id}, {"kept_id", kept_id}});
}

void removeEnded(
    db::Transaction& transaction,
    std::int64_t user_id,
    std::string const& used_since,
    std::string const& now
) {
    transaction.run(
        sql::kDeleteEndedTokens,
        {{"user_id", user_id},
         {"permanent", kPermanentToken},
         {"used_since", used_since},
         {"now", now}}
    );
}

}  // namespace antrean::auth
