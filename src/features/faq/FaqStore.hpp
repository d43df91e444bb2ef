#pragma once

#include "faq/Faq.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Transaction;
}

namespace antrean::faq {

// Topic of the notices that entries have changed.
inline constexpr std::string_view kFaqsTopic = "faqs";

// By id, without removed entries.
std::vector<Faq> listFaqs(db::Transaction& transaction);
std::optional<Faq> findFaq(db::Transaction& transaction, std::int64_t id);
std::int64_t insertFaq(db::Transaction& transaction, Faq const& faq, std::string const& now);
void updateFaq(db::Transaction& transaction, Faq const& faq, std::string const& now);
void removeFaq(db::Transaction& transaction, std::int64_t id, std::string const& now);
// Also a removed entry.
std::optional<Faq> findAnyFaq(db::Transaction& transaction, std::int64_t id);
// Removes the entry if it is not removed yet, and its file's name with it.
void forgetFile(db::Transaction& transaction, std::int64_t id, std::string const& now);

// Including removed entries, which keep their files (contract, 6) until the files are removed too.
struct FaqFile {
    std::int64_t id;
    std::string file;
};
BOOST_DESCRIBE_STRUCT(FaqFile, (), (id, file))
std::vector<FaqFile> listFaqFiles(db::Transaction& transaction);
bool isFaqFile(db::Transaction& transaction, std::string_view file);
// Whether all entries that have the file are removed, and there is at least one.
bool isFileOfRemoved(db::Transaction& transaction, std::string_view file);

}  // namespace antrean::faq
