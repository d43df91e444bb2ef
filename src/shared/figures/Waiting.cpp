#include "figures/Waiting.hpp"

#include "db/Transaction.hpp"
#include "figures/Sql.hpp"

namespace antrean::figures {

std::vector<Waiting> listWaiting(db::Transaction& transaction, std::string const& date) {
    return transaction.all<Waiting>(sql::kListWaiting, {{"date", date}});
}

}  // namespace antrean::figures
