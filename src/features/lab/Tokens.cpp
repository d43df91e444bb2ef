#include "lab/Tokens.hpp"

#include "base/Digest.hpp"
#include "base/Random.hpp"
#include "base/Text.hpp"
#include "db/Transaction.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace antrean::lab {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLocalTimeLength = 19;
constexpr std::int64_t kExpiredDaysDefault = 3;
constexpr std::string_view kExpiredDaysSetting = "token_expired_days";

struct Setting {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Setting, (), (value))

std::optional<Setting> findExpiredDays(db::Statements& statements) {
    return statements.first<Setting>(sql::kFindSetting, {{"name", kExpiredDaysSetting}});
}

std::string newValue() {
    std::string value;
    for (char const byte : randomBytes(kTokenBytes))
        value += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return value;
}

std::vector<ValidToken> listValidTokens(db::Statements& statements, std::string const& now) {
    auto tokens = statements.all<ValidToken>(sql::kListValidTokens, {{"now", now}});
    // Some servers return fractions of seconds.
    for (auto& token : tokens)
        token.expired_at.resize(std::min(token.expired_at.size(), kLocalTimeLength));
    return tokens;
}

}  // namespace

std::int64_t expiredDays(db::Statements& statements) {
    auto const setting = findExpiredDays(statements);
    auto const days = setting ? text::toInt(setting->value) : std::nullopt;
    bool const is_sound = days && *days >= kExpiredDaysMin && *days <= kExpiredDaysMax;
    return is_sound ? *days : kExpiredDaysDefault;
}

void saveExpiredDays(db::Statements& statements, std::int64_t days) {
    auto const& query = findExpiredDays(statements) ? sql::kUpdateSetting : sql::kInsertSetting;
    statements.run(query, {{"name", kExpiredDaysSetting}, {"value", fmt::to_string(days)}});
}

std::optional<ValidToken> findToken(
    db::Statements& statements, std::string_view value, std::string const& now
) {
    std::optional<ValidToken> found;
    for (auto& token : listValidTokens(statements, now))
        if (digest::equalInConstantTime(token.value, value))
            found = std::move(token);
    return found;
}

std::optional<ValidToken> currentToken(db::Statements& statements, std::string const& now) {
    auto tokens = listValidTokens(statements, now);
    if (tokens.empty())
        return std::nullopt;
    return std::move(tokens.front());
}

ValidToken issueToken(db::Statements& statements, std::string const& now, std::int64_t days) {
    statements.run(
        sql::kInsertToken,
        {{"value", newValue()}, {"expired_at", daysLater(now, days)}, {"now", now}}
    );
    auto token = currentToken(statements, now);
    if (!token)
        throw std::logic_error("a new token of the lab is not valid");
    return *std::move(token);
}

std::vector<Token> listTokens(db::Statements& statements, http::Page page) {
    auto tokens =
        statements.all<Token>(sql::kListTokens, {{"limit", page.size}, {"offset", page.offset()}});
    for (auto& token : tokens) {
        token.expired_at.resize(std::min(token.expired_at.size(), kLocalTimeLength));
        token.created_at.resize(std::min(token.created_at.size(), kLocalTimeLength));
    }
    return tokens;
}

std::int64_t countTokens(db::Statements& statements) {
    return statements.number(sql::kCountTokens).value_or(0);
}

bool revokeToken(db::Statements& statements, std::int64_t id, std::string const& now) {
    if (statements.number(sql::kCountToken, {{"id", id}}).value_or(0) == 0)
        return false;
    statements.run(sql::kRevokeToken, {{"id", id}, {"now", now}});
    return true;
}

}  // namespace antrean::lab
