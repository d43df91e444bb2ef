#include "clinic/Configs.hpp"

#include "clinic/Sql.hpp"
#include "db/Transaction.hpp"

#include <boost/describe.hpp>

#include <utility>

namespace antrean::clinic {
namespace {

struct ConfigRow {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(ConfigRow, (), (value))

}  // namespace

bool isTestWebhook(std::string_view url) {
    return url.find("/webhook-test/") != std::string_view::npos;
}

std::optional<std::string> findConfig(db::Transaction& transaction, std::string_view name) {
    auto row = transaction.first<ConfigRow>(sql::kFindConfig, {{"name", name}});
    if (!row)
        return std::nullopt;
    return std::move(row->value);
}

}  // namespace antrean::clinic
