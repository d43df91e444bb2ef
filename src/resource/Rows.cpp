#include "resource/Rows.hpp"

#include "base/Clock.hpp"
#include "base/Text.hpp"
#include "validation/Values.hpp"

namespace antrean::resource {
namespace {

constexpr db::Column kId{"id", db::Type::integer};
constexpr db::Column kInstants[] = {
    {"created_at", db::Type::text},
    {"updated_at", db::Type::text},
    {"deleted_at", db::Type::text},
};

std::vector<db::Column> columnsOf(Resource const& resource) {
    std::vector<db::Column> columns{kId};
    for (auto const& attribute : resource.attributes)
        columns.push_back({attribute.name, attribute.type});
    columns.insert(columns.end(), std::begin(kInstants), std::end(kInstants));
    return columns;
}

boost::json::value jsonOf(db::Cell const& cell, db::Type type) {
    if (cell.is_null)
        return nullptr;
    switch (type) {
        case db::Type::integer:
            return cell.integer;
        case db::Type::real:
            return cell.real;
        case db::Type::text:
            return boost::json::value(cell.text);
    }
    return nullptr;
}

boost::json::object objectOf(std::span<db::Column const> columns, std::span<db::Cell const> cells) {
    auto const first_instant = columns.size() - std::size(kInstants);
    boost::json::object row;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        auto value = jsonOf(cells[index], columns[index].type);
        if (index >= first_instant && value.is_string())
            value = jsonTimestamp(value.get_string());
        row.emplace(columns[index].name, std::move(value));
    }
    return row;
}

}  // namespace

db::Arg only(Which which) {
    return {which == Which::active ? "active" : "trashed", 1};
}

std::optional<boost::json::object> findRow(
    db::Transaction& transaction,
    Resource const& resource,
    db::Query const& find,
    std::int64_t id,
    Which which
) {
    auto const columns = columnsOf(resource);
    db::Arg const args[] = {{"id", id}, only(which)};
    std::optional<boost::json::object> row;
    transaction.fetch(find, args, columns, [&row, &columns](std::span<db::Cell> cells) {
        row = objectOf(columns, cells);
        return false;
    });
    return row;
}

boost::json::array listRows(
    db::Transaction& transaction,
    Resource const& resource,
    db::Query const& list,
    Which which,
    std::optional<std::string> const& search
) {
    auto const columns = columnsOf(resource);
    auto const like = pattern(search);
    db::Arg const args[] = {{"search", like}, only(which)};
    boost::json::array rows;
    transaction.fetch(list, args, columns, [&rows, &columns](std::span<db::Cell> cells) {
        rows.push_back(objectOf(columns, cells));
        return true;
    });
    return rows;
}

std::optional<std::string> searched(boost::json::object const& input) {
    auto const* value = input.if_contains("search");
    if (value == nullptr || !value->is_string())
        return std::nullopt;
    return std::string(value->get_string());
}

std::optional<std::string> pattern(std::optional<std::string> const& search) {
    if (!search)
        return std::nullopt;
    return '%' + text::escapeLike(text::lower(*search)) + '%';
}

std::vector<db::Arg> argumentsOf(Resource const& resource, boost::json::object const& row) {
    std::vector<db::Arg> args;
    for (auto const& attribute : resource.attributes) {
        auto const* value = row.if_contains(attribute.name);
        if (value == nullptr || value->is_null())
            args.emplace_back(attribute.name, nullptr);
        else if (attribute.type == db::Type::text)
            args.emplace_back(attribute.name, std::string_view(value->get_string()));
        else
            args.emplace_back(attribute.name, value->get_int64());
    }
    return args;
}

boost::json::value castTo(db::Type type, boost::json::value const& value) {
    if (type != db::Type::integer || value.is_null())
        return value;
    return validation::integerOf(value).value_or(0);
}

}  // namespace antrean::resource
