#include "faq/FaqUpkeep.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "db/Transaction.hpp"
#include "faq/FaqFiles.hpp"
#include "faq/FaqStore.hpp"

#include <fmt/format.h>

namespace antrean::faq {

void settleFaqFiles(db::Database& database, FaqFiles const& files) {
    files.settle([&database](std::string const& name) {
        auto const is_named = database.read<bool>([&name](db::Transaction& transaction) {
            return Result<bool>(isFaqFile(transaction, name));
        });
        if (!is_named)
            log::warning("the file {} is kept: {}", name, is_named.error().cause);
        return !is_named || *is_named;
    });
}

Result<std::vector<std::string>> findFaqsWithoutFile(
    db::Database& database, FaqFiles const& files
) {
    auto const rows = database.read<std::vector<FaqFile>>([](db::Transaction& transaction) {
        return Result<std::vector<FaqFile>>(listFaqFiles(transaction));
    });
    if (!rows)
        return rows.error();
    std::vector<std::string> lines;
    for (auto const& row : *rows)
        if (auto const file = files.open(row.file); !file)
            lines.push_back(fmt::format("FAQ entry {} without its file {}", row.id, row.file));
    return lines;
}

}  // namespace antrean::faq
