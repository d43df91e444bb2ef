#include "dashboard/DashboardStore.hpp"

#include "dashboard/Sql.hpp"
#include "db/Transaction.hpp"

namespace antrean::dashboard {

std::vector<PolySums> sumByPoly(db::Transaction& transaction, Scope const& scope) {
    return transaction.all<PolySums>(
        sql::kSumByPoly,
        {{"date_from", scope.date_from}, {"date_to", scope.date_to}, {"poly_id", scope.poly_id}}
    );
}

std::vector<LabelSums> sumByLabel(
    db::Transaction& transaction, Scope const& scope, std::size_t label_size
) {
    return transaction.all<LabelSums>(
        sql::kSumByLabel,
        {{"date_from", scope.date_from},
         {"date_to", scope.date_to},
         {"poly_id", scope.poly_id},
         {"label_size", label_size}}
    );
}

std::array<std::int64_t, 24> sumByHour(db::Transaction& transaction, Scope const& scope) {
    static constexpr auto kColumns = [] {
        std::array<db::Column, 24> columns{};
        columns.fill({"", db::Type::integer});
        return columns;
    }();
    db::Arg const args[] = {
        {"date_from", scope.date_from}, {"date_to", scope.date_to}, {"poly_id", scope.poly_id}};
    std::array<std::int64_t, 24> hours{};
    transaction.fetch(sql::kSumByHour, args, kColumns, [&hours](std::span<db::Cell> row) {
        for (std::size_t hour = 0; hour < hours.size(); ++hour)
            hours[hour] = row[hour].integer;
        return false;
    });
    return hours;
}

}  // namespace antrean::dashboard
