#include "resource/Statements.hpp"

#include "resource/Resource.hpp"

#include <fmt/core.h>

namespace antrean::resource {
namespace {

constexpr std::string_view kAlive = R"(
  AND deleted_at IS NULL --? active
  AND deleted_at IS NOT NULL --? trashed
)";

// "name, label": each attribute's name, through `pattern`, joined with commas.
std::string joined(Resource const& resource, std::string_view pattern) {
    std::string list;
    for (auto const& attribute : resource.attributes) {
        if (!list.empty())
            list += ", ";
        list += fmt::format(fmt::runtime(pattern), attribute.name);
    }
    return list;
}

std::string selected(Resource const& resource) {
    return fmt::format(
        "SELECT id, {}, created_at, updated_at, deleted_at FROM {}",
        joined(resource, "{0}"),
        resource.table
    );
}

std::string searchLine(Resource const& resource) {
    std::string conditions;
    for (auto const column : resource.search)
        conditions += fmt::format(
            "{}LOWER({}) LIKE :search ESCAPE '\\'", conditions.empty() ? "" : " OR ", column
        );
    return conditions.empty() ? "" : fmt::format("  AND ({}) --? search\n", conditions);
}

std::string listText(Resource const& resource) {
    return fmt::format(
        "{} WHERE 1 = 1{}{}ORDER BY {}",
        selected(resource),
        kAlive,
        searchLine(resource),
        resource.order
    );
}

std::string findText(Resource const& resource) {
    return fmt::format("{} WHERE id = :id{}", selected(resource), kAlive);
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
