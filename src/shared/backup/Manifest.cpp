#include "backup/Manifest.hpp"

#include "backup/MemberName.hpp"
#include "base/LogText.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

namespace antrean::backup {
namespace {

namespace json = boost::json;

constexpr std::size_t kMembersMax = 100'000;
constexpr std::size_t kHashDigits = 64;

[[noreturn]] void refuse(std::string const& why) {
    throw std::runtime_error("it is not a backup of antrean, or it is damaged: " + why);
}

bool isHash(std::string_view text) {
    return text.size() == kHashDigits && std::ranges::all_of(text, [](char digit) {
               return ('0' <= digit && digit <= '9') || ('a' <= digit && digit <= 'f');
           });
}

std::string shown(std::string_view name) {
    constexpr std::size_t kShownMax = 100;
    return log::harmless(name.substr(0, kShownMax));
}

Member memberOf(json::value const& value) {
    auto const& object = value.as_object();
    Member member{
        std::string(object.at("name").as_string()),
        object.at("bytes").as_int64(),
        std::string(object.at("sha256").as_string())};
    if (placeOf(member.name).empty())
        refuse("no backup has a file named " + shown(member.name));
    if (member.bytes < 0 || !isHash(member.sha256))
        refuse("size or checksum of " + shown(member.name) + " cannot be read");
    return member;
}

void requireOneDatabase(Manifest const& manifest) {
    std::set<std::string_view> names;
    for (auto const& member : manifest.members)
        if (!names.insert(member.name).second)
            refuse("it has " + member.name + " twice");
    bool const is_known = manifest.isSqlite() || manifest.engine == Manifest::kPostgresql;
    auto const database = manifest.isSqlite() ? kSqliteMember : kPostgresMember;
    auto const other = manifest.isSqlite() ? kPostgresMember : kSqliteMember;
    if (!is_known || !names.contains(database) || names.contains(other))
        refuse("it does not have one database");
}

Manifest manifestOf(json::object const& object) {
    Manifest manifest;
    manifest.format = object.at("format").as_int64();
    if (manifest.format != Manifest::kFormat)
        throw std::runtime_error(fmt::format(
            "its format is {}, and this program reads format {}: use the program that made it",
            manifest.format,
            Manifest::kFormat
        ));
    manifest.program = object.at("program").as_string();
    manifest.engine = object.at("engine").as_string();
    manifest.schema_version = object.at("schema_version").as_int64();
    manifest.clinic = object.at("clinic").as_string();
    manifest.made_at = object.at("made_at").as_string();
    manifest.has_secrets = object.at("has_secrets").as_bool();
    for (auto const& [table, count] : object.at("rows").as_object())
        manifest.rows[table] = count.as_int64();
    auto const& members = object.at("members").as_array();
    if (members.size() > kMembersMax)
        refuse("it has too many files");
    for (auto const& member : members)
        manifest.members.push_back(memberOf(member));
    requireOneDatabase(manifest);
    return manifest;
}

}  // namespace

std::int64_t Manifest::bytes() const {
    return std::accumulate(
        members.begin(),
        members.end(),
        std::int64_t{0},
        [](std::int64_t sum, Member const& member) {
            constexpr std::int64_t kMax = std::int64_t{1} << 60U;
            return std::min(kMax, sum + std::min(kMax, member.bytes));
        }
    );
}

std::string textOf(Manifest const& manifest) {
    json::object rows;
    for (auto const& [table, count] : manifest.rows)
        rows[table] = count;
    json::array members;
    for (auto const& member : manifest.members)
        members.push_back(json::object{
            {"name", member.name}, {"bytes", member.bytes}, {"sha256", member.sha256}});
    return json::serialize(json::object{
        {"format", manifest.format},
        {"program", manifest.program},
        {"engine", manifest.engine},
        {"schema_version", manifest.schema_version},
        {"clinic", manifest.clinic},
        {"made_at", manifest.made_at},
        {"has_secrets", manifest.has_secrets},
        {"rows", std::move(rows)},
        {"members", std::move(members)}});
}

Manifest readManifest(std::string_view text) {
    boost::system::error_code problem;
    auto const value = json::parse(text, problem);
    if (problem || !value.is_object())
        refuse("its manifest cannot be read");
    try {
        return manifestOf(value.get_object());
    } catch (std::logic_error const&) {  // of Boost.JSON: a key that is missing or of another type
        refuse("its manifest lacks something");
    } catch (boost::system::system_error const&) {
        refuse("its manifest lacks something");
    }
}

}  // namespace antrean::backup
