#include "whatsapp/Sender.hpp"

#include "base/Seal.hpp"
#include "db/Transaction.hpp"
#include "whatsapp/Sql.hpp"
#include "whatsapp/WahaUrl.hpp"

#include <fmt/core.h>

#include <utility>

namespace antrean::whatsapp {
namespace {

constexpr std::string_view kUsualSession = "default";

struct Row {
    std::int64_t id;
    std::string waha_api_url;
    std::optional<std::string> session;
    std::optional<std::string> api_key;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, waha_api_url, session, api_key))

}  // namespace

Result<Sender> findSender(
    db::Transaction& transaction, Seal const& seal, std::optional<std::int64_t> id
) {
    auto const row = transaction.first<Row>(sql::kFindSender, {{"id", id}});
    if (!row)
        return kUnknownConfig.error();
    auto base = wahaBase(row->waha_api_url);
    if (!base)
        return Error::refused(
            fmt::format("WhatsApp config {}: waha_api_url bukan alamat http atau https", row->id)
        );
    Sender sender{
        row->id, std::move(*base), row->session.value_or(std::string(kUsualSession)), std::nullopt};
    if (!row->api_key)
        return sender;
    sender.api_key = seal.open(*row->api_key);
    if (!sender.api_key)
        return Error::refused(fmt::format(
            "WhatsApp config {}: api_key disimpan dengan --secret-key yang lain; isi kembali",
            row->id
        ));
    return sender;
}

bool hasSender(db::Transaction& transaction) {
    return transaction.first<Row>(sql::kFindSender).has_value();
}

}  // namespace antrean::whatsapp
