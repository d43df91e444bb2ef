// The rules about users: who may touch a Superadmin, and that one always remains.
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

class UserService {
public:
    explicit UserService(clinic::Directories& directories) : directories_(directories) {}

    // `password_hash` is the bcrypt hash of the input's password, made before the transaction;
    // empty where the input has none.
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
    // The users of a page, ids ascending, with two statements whatever their number.
    boost::json::array shown(std::span<User const> users, db::Transaction& transaction) const;

private:
    // Only a Superadmin may grant or take the Superadmin role, or touch one who has it.
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
