#include "account/User.hpp"

#include "http/Answer.hpp"

namespace antrean::account {

boost::json::object userObject(User const& user) {
    return {
        {"id", user.id},
        {"name", user.name},
        {"email", user.email},
        {"email_verified_at", http::timestamp(user.email_verified_at)},
        {"created_at", http::timestamp(user.created_at)},
        {"updated_at", http::timestamp(user.updated_at)},
        {"poly_id", http::orNull(user.poly_id)},
        {"username", user.username},
        {"deleted_at", http::timestamp(user.deleted_at)},
    };
}

}  // namespace antrean::account
