#pragma once

#include "account/User.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::account {

enum class Which { active, trashed };

// The values of a user row that people enter.
struct UserValues {
    std::string name;
    std::string username;
    std::string email;
    std::optional<std::int64_t> poly_id;
};

std::optional<User> findUser(db::Transaction& transaction, std::int64_t id, Which which);
// Finds a user that is not trashed by the user name.
std::optional<Credentials> findCredentials(db::Transaction& transaction, std::string_view username);
std::optional<NamedCredentials> findCredentialsById(db::Transaction& transaction, std::int64_t id);
// Whether the user is not trashed and has exactly this hash. Until the transaction ends, no other
// one changes either.
bool stillHas(db::Transaction& transaction, Credentials const& credentials);
// `pattern` is a LIKE pattern in lower case; without one, all users.
std::vector<User> listUsers(
    db::Transaction& transaction,
    Which which,
    std::optional<std::string> const& pattern,
    std::int64_t size,
    std::int64_t skipped
);
std::int64_t countUsers(
    db::Transaction& transaction, Which which, std::optional<std::string> const& pattern
);
// Roles that are not trashed, of all users with ids in the range, by user and role.
std::vector<HeldRole> listRoles(
    db::Transaction& transaction, std::int64_t first_user_id, std::int64_t last_user_id
);
// Including trashed users.
std::vector<std::int64_t> listRoleIds(db::Transaction& transaction, std::int64_t user_id);

std::int64_t insertUser(
    db::Transaction& transaction,
    UserValues const& values,
    std::string const& password_hash,
    std::string const& now
);
void updateUser(
    db::Transaction& transaction, std::int64_t id, UserValues const& values, std::string const& now
);
void updatePassword(
    db::Transaction& transaction,
    std::int64_t id,
    std::string const& password_hash,
    std::string const& now
);
void removeUser(db::Transaction& transaction, std::int64_t id, std::string const& now);
void restoreUser(db::Transaction& transaction, std::int64_t id, std::string const& now);
void giveRole(
    db::Transaction& transaction, std::int64_t user_id, std::int64_t role_id, std::string const& now
);
void takeRole(db::Transaction& transaction, std::int64_t user_id, std::int64_t role_id);
// The number of other users that are not trashed and have the Superadmin role.
std::int64_t countOtherSuperadmins(db::Transaction& transaction, std::int64_t user_id);

}  // namespace antrean::account
