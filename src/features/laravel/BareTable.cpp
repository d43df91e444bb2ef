#include "laravel/BareTable.hpp"

#include "laravel/Sql.hpp"

#include <boost/describe.hpp>

#include <utility>

namespace antrean::laravel {
namespace {

struct Part {
    std::string removal;
    std::string creation;
};
BOOST_DESCRIBE_STRUCT(Part, (), (removal, creation))

}  // namespace

BareTable::BareTable(db::Session& session, std::string_view table) : session_(session) {
    for (auto& part : session_.all<Part>(sql::kListParts, {{"name", table}})) {
        session_.script(part.removal);
        creations_.push_back(std::move(part.creation));
    }
}

void BareTable::complete() {
    for (auto const& creation : creations_)
        session_.script(creation);
}

}  // namespace antrean::laravel
