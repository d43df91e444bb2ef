#include "delivery/DeliveryList.hpp"

#include "db/Transaction.hpp"
#include "delivery/Sql.hpp"

namespace antrean::delivery {

std::vector<ListedDelivery> listDeliveries(
    db::Transaction& transaction, DeliveryFilter const& filter, http::Page page
) {
    if (page.offset() >= kListedMax)
        return {};
    return transaction.all<ListedDelivery>(
        sql::kListDeliveries,
        {{"state", filter.state},
         {"kind", filter.kind},
         {"reservation_id", filter.reservation_id},
         {"size", page.size},
         {"skipped", page.offset()}}
    );
}

std::int64_t countDeliveries(db::Transaction& transaction, DeliveryFilter const& filter) {
    return transaction
        .number(
            sql::kCountDeliveries,
            {{"state", filter.state},
             {"kind", filter.kind},
             {"reservation_id", filter.reservation_id},
             {"count_max", kListedMax}}
        )
        .value_or(0);
}

std::optional<FoundDelivery> findDelivery(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<FoundDelivery>(sql::kFindDelivery, {{"id", id}});
}

}  // namespace antrean::delivery
