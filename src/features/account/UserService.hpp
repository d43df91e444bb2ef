// The rules about users: who may change a Superadmin, and that one Superadmin always remains.
#pragma once

#include "account/User.hpp"
#include "account/UserInput.hpp"
#include "account/UserStore.hpp"
#include "base/Result.hpp"
#include "clinic/Directory.hpp"
#include "http/Message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace antrean::account {

inline constexpr http::Key kPivotKeys[] = {
    {"user_id", http::shape::integer},
    {"role_id", http::shape::integer},
    {"created_at", http::shape::orNull(http::shape::timestamp)},
    {"updated_at", http::shape::orNull(http::shape::timestamp)},
};
inline constexpr http::Key kHeldRoleKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
    {"created_at", http::shape::orNull(http::shape::timestamp)},
    {"updated_at", http::shape::orNull(http::shape::timestamp)},
    {"deleted_at", http::shape::orNull(http::shape::timestamp)},
    {"pivot", http::shape::object(kPivotKeys)},
};
inline constexpr http::Shape kHeldRole = http::shape::object(kHeldRoleKeys, "HeldRole");

// The user in the form of `shown`.
inline constexpr http::Key kRelationKeys[] = {
    {"roles", http::shape::listOf(kHeldRole)},
    {"poly", http::shape::orNull(clinic::kPolyShape)},
};
inline constexpr http::Shape kShownUser =
    http::shape::extended(kUserShape, kRelationKeys, "UserWithRoles");
// As for `create`.
inline constexpr http::Key kCreatedUserKeys[] = {
    {"name", http::shape::text},
    {"username", http::shape::text},
    {"email", http::shape::text},
    {"poly_id", http::shape::orNull(http::shape::integer)},
    {"updated_at", http::shape::timestamp},
    {"created_at", http::shape::timestamp},
    {"id", http::shape::integer},
    kRelationKeys[0],
    kRelationKeys[1],
};
inline constexpr http::Shape kCreatedUser = http::shape::object(kCreatedUserKeys, "CreatedUser");

class UserService {
public:
    explicit UserService(clinic::Directories& directories) : directories_(directories) {}

    // `password_hash` is the bcrypt hash of the input's password, made before the transaction;
    // empty if the input has no password.
    Result<boost::json::object> create(
        http::Request const& request, std::string const& password_hash, db::Transaction& transaction
    ) const;
    Result<boost::json::object> update(
        http::Request const& request, std::string const& password_hash, db::Transaction& transaction
    ) const;
    Result<void> remove(http::Request const& request, db::Transaction& transaction) const;
    Result<boost::json::object> restore(http::Request const& request, db::Transaction& transaction)
        const;

    // A user with roles and poly, as reads show it.
    boost::json::object shown(User const& user, db::Transaction& transaction) const;
    // The users of a page, by id; two statements for any number of users.
    boost::json::array shown(std::span<User const> users, db::Transaction& transaction) const;

private:
    // Only a Superadmin may grant or remove the Superadmin role, or change a user who has it.
    static Result<void> mayTouch(
        http::Caller const& caller, bool is_superadmin_now, bool is_superadmin_then
    );
    static bool isSuperadmin(db::Transaction& transaction, std::int64_t user_id);
    boost::json::object relations(
        boost::json::object object,
        std::optional<std::int64_t> poly_id,
        std::span<HeldRole const> roles,
        db::Transaction& transaction
    ) const;

    clinic::Directories& directories_;
};

}  // namespace antrean::account
