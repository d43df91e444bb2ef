#include "faq/FaqStore.hpp"

#include "db/Transaction.hpp"
#include "faq/Sql.hpp"

namespace antrean::faq {
namespace {

struct FileUse {
    std::int64_t entries;
    std::int64_t shown;
};
BOOST_DESCRIBE_STRUCT(FileUse, (), (entries, shown))

}  // namespace

std::vector<Faq> listFaqs(db::Transaction& transaction) {
    return transaction.all<Faq>(sql::kListFaqs);
}

std::optional<Faq> findFaq(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Faq>(sql::kFindFaq, {{"id", id}});
}

std::int64_t insertFaq(db::Transaction& transaction, Faq const& faq, std::string const& now) {
    transaction.notice(kFaqsTopic);
    return transaction
        .number(sql::kInsertFaq, {{"name", faq.name}, {"file", faq.file}, {"now", now}})
        .value();
}

void updateFaq(db::Transaction& transaction, Faq const& faq, std::string const& now) {
    transaction.run(
        sql::kUpdateFaq, {{"id", faq.id}, {"name", faq.name}, {"file", faq.file}, {"now", now}}
    );
    transaction.notice(kFaqsTopic);
}

void removeFaq(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kRemoveFaq, {{"id", id}, {"now", now}});
    transaction.notice(kFaqsTopic);
}

std::optional<Faq> findAnyFaq(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Faq>(sql::kFindAnyFaq, {{"id", id}});
}

void forgetFile(db::Transaction& transaction, std::int64_t id, std::string const& now) {
    transaction.run(sql::kForgetFile, {{"id", id}, {"now", now}});
    transaction.notice(kFaqsTopic);
}

std::vector<FaqFile> listFaqFiles(db::Transaction& transaction) {
    return transaction.all<FaqFile>(sql::kListFaqFiles);
}

bool isFaqFile(db::Transaction& transaction, std::string_view file) {
    return transaction.number(sql::kCountFaqsOfFile, {{"file", file}}) > 0;
}

bool isFileOfRemoved(db::Transaction& transaction, std::string_view file) {
    auto const use = transaction.first<FileUse>(sql::kFindFileUse, {{"file", file}});
    return use && use->entries > 0 && use->shown == 0;
}

}  // namespace antrean::faq
