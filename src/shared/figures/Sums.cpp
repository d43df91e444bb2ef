#include "figures/Sums.hpp"

#include "db/Transaction.hpp"
#include "figures/Queries.hpp"
#include "figures/Sql.hpp"

namespace antrean::figures {

std::vector<PolySums> sumByPoly(db::Transaction& transaction, Selection const& selection) {
    return transaction.all<PolySums>(
        sql::kSumByPoly,
        {{"date_from", selection.date_from},
         {"date_to", selection.date_to},
         {"poly_id", selection.poly_id}}
    );
}

std::vector<LabelSums> sumByLabel(
    db::Transaction& transaction, Selection const& selection, std::size_t label_size
) {
    return transaction.all<LabelSums>(
        sql::kSumByLabel,
        {{"date_from", selection.date_from},
         {"date_to", selection.date_to},
         {"poly_id", selection.poly_id},
         {"label_size", label_size}}
    );
}

std::vector<DateHours> sumByDate(db::Transaction& transaction, Selection const& selection) {
    static auto const columns = [] {
        auto const named = db::RowOf<DateSums>::columns();
        std::vector<db::Column> list(named.begin(), named.end());
        list.insert(list.end(), kHours, {"", db::Type::integer});
        return list;
    }();
    db::Arg const args[] = {
        {"date_from", selection.date_from},
        {"date_to", selection.date_to},
        {"poly_id", selection.poly_id},
    };
    std::vector<DateHours> dates;
    auto const take = [&dates](std::span<db::Cell> row) {
        auto& date = dates.emplace_back();
        auto const hours = row.last(date.hours.size());
        static_cast<DateSums&>(date) =
            db::RowOf<DateSums>::take(row.first(row.size() - hours.size()));
        for (std::size_t hour = 0; hour < hours.size(); ++hour)
            date.hours[hour] = hours[hour].integer;
        return true;
    };
    transaction.fetch(queries().sum_by_date.query, args, columns, take);
    return dates;
}

std::array<std::int64_t, kHours> sumByHour(
    db::Transaction& transaction, Selection const& selection
) {
    static constexpr auto kColumns = [] {
        std::array<db::Column, kHours> columns{};
        columns.fill({"", db::Type::integer});
        return columns;
    }();
    db::Arg const args[] = {
        {"date_from", selection.date_from},
        {"date_to", selection.date_to},
        {"poly_id", selection.poly_id},
    };
    std::array<std::int64_t, kHours> hours{};
    auto const take = [&hours](std::span<db::Cell> row) {
        for (std::size_t hour = 0; hour < hours.size(); ++hour)
            hours[hour] = row[hour].integer;
        return false;
    };
    transaction.fetch(queries().sum_by_hour.query, args, kColumns, take);
    return hours;
}

}  // namespace antrean::figures
