#include "account/UserStore.hpp"

#include "account/Sql.hpp"
#include "auth/DefaultPermissions.hpp"
#include "db/Transaction.hpp"

namespace antrean::account {
namespace {

struct RoleId {
    std::int64_t role_id;
};
BOOST_DESCRIBE_STRUCT(RoleId, (), (role_id))

db::Arg only(Which which) {
    return {which == Which::active ? "active" : "trashed", 1};
}

}  // namespace

std::optional<User> findUser(db::Transaction& transaction, std::int64_t id, Which which) {
    return transaction.first<User>(sql::kFindUser, {{"id", id}, only(which)});
}

std::optional<Credentials> findCredentials(
    db::Transaction& transaction, std::string_view username
) {
    return transaction.first<Credentials>(sql::kFindCredentials, {{"username", username}});
}

std::optional<NamedCredentials> findCredentialsById(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<NamedCredentials>(sql::kFindCredentialsById, {{"id", id}});
}

bool stillHas(db::Transaction& transaction, Credentials const& credentials) {
    return transaction
        .number(sql::kConfirmPassword, {{"id", credentials.id}, {"compared", credentials.password}})
        .has_value();
}

std::vector<User> listUsers(
    db::Transaction& transaction,
    Which which,
    std::optional<std::string> const& pattern,
    std::int64_t size,
    std::int64_t skipped
) {
    return transaction.all<User>(
        sql::kListUsers, {only(which), {"search", pattern}, {"size", size}, {"skipped", skipped}}
    );
}

std::int64_t countUsers(
    db::Transaction& transaction, Which which, std::optional<std::string> const& pattern
) {
    return transaction.number(sql::kCountUsers, {only(which), {"search", pattern}}).value_or(0);
}

std::vector<HeldRole> listRoles(
    db::Transaction& transaction, std::int64_t first_user_id, std::int64_t last_user_id
) {
    return transaction.all<HeldRole>(
        sql::kListRolesOfUsers, {{"first_user_id", first_user_id}, {"last_user_id", last_user_id}}
    );
}

std::vector<std::int64_t> listRoleIds(db::Transaction& transaction, std::int64_t user_id) {
    std::vector<std::int64_t> ids;
    for (auto const& row : transaction.all<RoleId>(sql::kListRoleIdsOfUser, {{"user_id", user_id}}))
        ids.push_back(row.role_id);
    return ids;
}

std::int64_t insertUser(
    db::Transaction& transaction,
    UserValues const& values,
    std::string const& password_hash,
    std::string const& now
) {
    return transaction
        .number(
            sql::kInsertUser,
            {{"name", values.name},
             {"username", values.username},
             {"email", values.email},
             {"password", password_hash},
             {"poly_id", values.poly_id},
             {"now", now}}
        )
        .value();
}

void updateUser(
    db::Transaction& transaction, std::int64_t id, UserValues const& values, std::string const& now
) {
    transaction.run(
        sql::kUpdateUser,
        {{"id", id},
         {"name", values.name},
         {"username", values.username},
         {"email", values.email},
         {"poly_id", values.poly_id},
         {"now", now}}
    );
}

void updatePassword(
    db::Transaction& transaction,
    std::int64_t id,
    std::string const& password_hash,
    std::string const& now
) {
    transaction.run(sql::kUpdatePassword, {{"id", id}, {"password", password_hash}, {"now", now}});
}

void removeUser(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kRemoveUser, {{"id", id}, {"now", now}});
}

void restoreUser(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kRestoreUser, {{"id", id}, {"now", now}});
}

void giveRole(
    db::Transaction& transaction, std::int64_t user_id, std::int64_t role_id, std::string const& now
) {
    transaction.run(
        sql::kInsertRoleOfUser, {{"user_id", user_id}, {"role_id", role_id}, {"now", now}}
    );
}

void takeRole(db::Transaction& transaction, std::int64_t user_id, std::int64_t role_id) {
    transaction.run(sql::kDeleteRoleOfUser, {{"user_id", user_id}, {"role_id", role_id}});
}

std::int64_t countOtherSuperadmins(db::Transaction& transaction, std::int64_t user_id) {
    return transaction
        .number(
            sql::kCountOtherSuperadmins,
            {{"user_id", user_id}, {"superadmin_role_id", auth::kSuperadminRoleId}}
        )
        .value_or(0);
}

}  // namespace antrean::account
