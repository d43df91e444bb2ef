#include "links/Secrets.hpp"

#include "base/Random.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "links/Sql.hpp"

#include <boost/describe.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

namespace antrean::links {
namespace {

constexpr std::size_t kSecretLetters = 43;  // 256 bits

struct SecretRow {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(SecretRow, (), (value))

std::optional<std::string> findSecret(db::Transaction& transaction, std::string_view name) {
    auto row = transaction.first<SecretRow>(sql::kFindSecret, {{"name", name}});
    if (!row)
        return std::nullopt;
    return std::move(row->value);
}

template <class Value>
Value required(Result<Value> result) {
    if (!result)
        throw std::runtime_error("the database does not answer: " + result.error().cause);
    return std::move(*result);
}

}  // namespace

std::string installationSecret(
    db::Database& database, std::string_view name, std::string const& now
) {
    using Found = std::optional<std::string>;
    auto found = required(database.read<Found>([name](db::Transaction& transaction) {
        return Result<Found>(findSecret(transaction, name));
    }));
    if (found)
        return *std::move(found);
    auto const fresh = randomLetters(kSecretLetters);
    // Another server may insert its own first; then that one is read.
    return required(database.write<std::string>([&](db::Transaction& transaction) {
        transaction.run(sql::kInsertSecret, {{"name", name}, {"value", fresh}, {"now", now}});
        return Result<std::string>(findSecret(transaction, name).value());
    }));
}

}  // namespace antrean::links
