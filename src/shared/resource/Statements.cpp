#include "resource/Statements.hpp"

#include "resource/Resource.hpp"

#include <fmt/core.h>

namespace antrean::resource {
namespace {

// "name, label": the names of all attributes, formatted with `pattern` and joined by commas.
std::string joined(Resource const& resource, std::string_view pattern) {
    std::string list;
    for (auto const& attribute : resource.attributes) {
        if (!list.empty())
            list += ", ";
        list += fmt::format(fmt::runtime(pattern), attribute.name);
    }
    return list;
}

// The columns that a RowReader expects from one table.
std::string columns(std::string_view table, std::span<Attribute const> attributes) {
    auto list = fmt::format("{}.id", table);
    for (auto const& attribute : attributes)
        list += fmt::format(", {}.{}", table, attribute.name);
    for (auto const instant : {"created_at", "updated_at", "deleted_at"})
        list += fmt::format(", {}.{}", table, instant);
    return list;
}

// A line for each relation; `mark` may make them optional.
std::string joins(Resource const& resource, std::string_view mark) {
    std::string lines;
    for (auto const& relation : resource.relations)
        lines += fmt::format(
            "LEFT JOIN {0} {1} ON {1}.id = {2}.{3} AND {1}.deleted_at IS NULL{4}\n",
            relation.table,
            relation.key,
            resource.table,
            relation.column,
            mark
        );
    return lines;
}

std::string selected(Resource const& resource) {
    auto list = columns(resource.table, resource.attributes);
    for (auto const& relation : resource.relations)
        list += ",\n       " + columns(relation.key, relation.attributes);
    return fmt::format("SELECT {}\nFROM {}\n{}", list, resource.table, joins(resource, ""));
}

std::string kind(Resource const& resource) {
    return fmt::format(
        "  AND {0}.deleted_at IS NULL --? active\n"
        "  AND {0}.deleted_at IS NOT NULL --? trashed\n",
        resource.table
    );
}

std::string filterLines(Resource const& resource) {
    std::string lines;
    for (auto const& filter : resource.filters)
        lines += fmt::format("  AND {0}.{1} = :{1} --? {1}\n", resource.table, filter.name);
    return lines;
}

std::string searchLine(Resource const& resource) {
    std::string conditions;
    for (auto const column : resource.search) {
        bool const is_own = column.find('.') == column.npos;
        conditions += fmt::format(
            "{}fold_text({}{}{}) LIKE :search ESCAPE '\\'",
            conditions.empty() ? "" : " OR ",
            is_own ? resource.table : "",
            is_own ? "." : "",
            column
        );
    }
    return conditions.empty() ? "" : fmt::format("  AND ({}) --? search\n", conditions);
}

std::string conditions(Resource const& resource) {
    return "WHERE 1 = 1\n" + kind(resource) + filterLines(resource) + searchLine(resource);
}

std::string listText(Resource const& resource) {
    return fmt::format(
        "{}{}ORDER BY {}\nLIMIT :size OFFSET :skipped --? size",
        selected(resource),
        conditions(resource),
        resource.order
    );
}

std::string countText(Resource const& resource) {
    return fmt::format(
        "SELECT COUNT(*) AS total\nFROM {}\n{}{}",
        resource.table,
        joins(resource, " --? search"),
        conditions(resource)
    );
}

std::string findText(Resource const& resource) {
    return fmt::format(
        "{}WHERE {}.id = :id\n{}", selected(resource), resource.table, kind(resource)
    );
}

std::string insertText(Resource const& resource) {
    return fmt::format(
        "INSERT INTO {} ({}, created_at, updated_at) VALUES ({}, :now, :now) RETURNING id",
        resource.table,
        joined(resource, "{0}"),
        joined(resource, ":{0}")
    );
}

std::string updateText(Resource const& resource) {
    return fmt::format(
        "UPDATE {} SET {}, updated_at = :now WHERE id = :id",
        resource.table,
        joined(resource, "{0} = :{0}")
    );
}

std::string named(Resource const& resource, std::string_view verb) {
    return fmt::format("{}.{}", resource.table, verb);
}

}  // namespace

Statements::Statements(Resource const& resource)
    : list(named(resource, "list"), listText(resource)),
      count(named(resource, "count"), countText(resource)),
      find(named(resource, "find"), findText(resource)),
      insert(named(resource, "insert"), insertText(resource)),
      update(named(resource, "update"), updateText(resource)),
      remove(
          named(resource, "remove"),
          fmt::format(
              "UPDATE {} SET deleted_at = :now, updated_at = :now WHERE id = :id", resource.table
          )
      ),
      restore(
          named(resource, "restore"),
          fmt::format(
              "UPDATE {} SET deleted_at = NULL, updated_at = :now WHERE id = :id", resource.table
          )
      ) {}

}  // namespace antrean::resource
