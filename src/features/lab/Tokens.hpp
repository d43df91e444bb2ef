// The tokens of the lab information system and how long new ones last (contract
// 10.2.11 and 10.6). Times are the clinic's: lab/LocalTime.hpp. The statements run where the tokens
// are kept: in our database or in the lab's own.
#pragma once

#include "http/Paginator.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Statements;
}

namespace antrean::lab {

struct ValidToken {
    std::int64_t id = 0;
    std::string value;
    std::string expired_at;
};
BOOST_DESCRIBE_STRUCT(ValidToken, (), (id, value, expired_at))

struct Token : ValidToken {
    std::string is_active;  // Y or N
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(Token, (ValidToken), (is_active, created_at))

inline constexpr std::int64_t kExpiredDaysMin = 1;
inline constexpr std::int64_t kExpiredDaysMax = 365;

// The number of days for which a new token is valid.
std::int64_t expiredDays(db::Statements& statements);
void saveExpiredDays(db::Statements& statements, std::int64_t days);

// Finds a valid token. The comparison takes the same time wherever the texts differ.
std::optional<ValidToken> findToken(
    db::Statements& statements, std::string_view value, std::string const& now
);
// The oldest valid token.
std::optional<ValidToken> currentToken(db::Statements& statements, std::string const& now);
// Creates a token of 256 random bits. If another request was faster, returns the token of that
// request.
ValidToken issueToken(db::Statements& statements, std::string const& now, std::int64_t days);

// Newest first.
std::vector<Token> listTokens(db::Statements& statements, http::Page page);
std::int64_t countTokens(db::Statements& statements);
// False if the token does not exist.
bool revokeToken(db::Statements& statements, std::int64_t id, std::string const& now);

}  // namespace antrean::lab
