#include "lab/Import.hpp"

#include "base/Text.hpp"
#include "db/Database.hpp"
#include "lab/CsvReader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace antrean::lab {
namespace {

namespace fs = std::filesystem;

// The maximum number of parameters in a statement; both databases accept ten times as many.
constexpr std::size_t kParametersMax = 3'000;
constexpr std::size_t kRowsMax = 500;
constexpr std::int64_t kProgressRows = 100'000;

struct Dangling {
    std::int64_t id = 0;
    std::int64_t target = 0;
};
BOOST_DESCRIBE_STRUCT(Dangling, (), (id, target))

using Columns = std::vector<Column const*>;

Error at(std::string const& file, std::int64_t row, std::string const& what) {
    return Error::refused(fmt::format("{}, row {}: {}", file, row, what));
}

Result<Columns> columnsOf(Table const& table, CsvReader::Row const& header) {
    Columns columns;
    for (auto const& name : header) {
        auto const* column = name ? table.find(*name) : nullptr;
        if (column == nullptr)
            return Error::refused("unknown column " + name.value_or("without a name"));
        if (std::ranges::find(columns, column) != columns.end())
            return Error::refused("the column " + *name + " occurs twice");
        columns.push_back(column);
    }
    for (auto const& column : table.columns)
        if (column.is_required && std::ranges::find(columns, &column) == columns.end())
            return Error::refused(fmt::format("the column {} is missing", column.name));
    return columns;
}

// Names come from lab/Tables.cpp, never from a file.
std::string upsertText(Table const& table, Columns const& columns, std::size_t rows) {
    std::string names;
    std::string changes;
    for (auto const* column : columns) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", column->name);
        if (column->name != table.key())
            changes += fmt::format(
                "{}{} = excluded.{}", changes.empty() ? "" : ", ", column->name, column->name
            );
    }
    std::string text = fmt::format("INSERT INTO {} ({}) VALUES ", table.name, names);
    std::size_t parameter = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ", (";
        for (std::size_t column = 0; column < columns.size(); ++column)
            text += fmt::format("{}:p{}", column == 0 ? "" : ", ", parameter++);
        text += ")";
    }
    text += fmt::format(" ON CONFLICT ({}) DO ", table.key());
    return text + (changes.empty() ? "NOTHING" : "UPDATE SET " + changes);
}

std::string danglingText(Table const& table, Column const& column) {
    auto const& target = *findTable(column.references);
    return fmt::format(
        "SELECT c.{0} AS id, c.{1} AS target FROM {2} c LEFT JOIN {3} p ON p.{4} = c.{1} "
        "WHERE c.{1} IS NOT NULL AND p.{4} IS NULL{5} ORDER BY c.{0} LIMIT 1",
        table.key(),
        column.name,
        table.name,
        target.name,
        target.key(),
        column.is_zero_none ? fmt::format(" AND c.{} <> 0", column.name) : ""
    );
}

// A separator that is not the usual one; empty for a comma.
std::string_view noteOn(char separator) {
    switch (separator) {
        case ';':
            return " (separated by semicolons)";
        case '\t':
            return " (separated by tabs)";
        default:
            return "";
    }
}

// The number of the last row in the file with that key; 0 if there is none.
std::int64_t rowOf(fs::path const& path, Table const& table, std::int64_t key) {
    std::ifstream input(path, std::ios::binary);
    CsvReader reader(input);
    CsvReader::Row row;
    std::int64_t found = 0;
    if (!reader.next(row))
        return found;
    auto const place = static_cast<std::size_t>(
        std::ranges::find(row, std::optional(std::string(table.key()))) - row.begin()
    );
    for (auto has_row = reader.next(row); has_row && *has_row; has_row = reader.next(row))
        if (place < row.size() && row[place] && text::toInt(*row[place]) == key)
            found = reader.row();
    return found;
}

}  // namespace

// Loads one file into its table.
class Import::Loader {
    using Values = std::vector<std::optional<std::string>>;

public:
    Loader(Import& import, db::Transaction& transaction, File const& file)
        : import_(import),
          transaction_(transaction),
          file_(file),
          name_(file.name()),
          input_(file.path, std::ios::binary),
          reader_(input_) {}

    // Returns the number of rows.
    Result<std::int64_t> load() {
        if (auto const header = readHeader(); !header)
            return header.error();
        CsvReader::Row row;
        for (;;) {
            auto const has_row = reader_.next(row);
            if (!has_row)
                return at(name_, reader_.row(), has_row.error().message);
            if (!*has_row)
                break;
            add(row);
            if (import_.faults_.size() == kFaultsMax)
                break;
        }
        if (!import_.faults_.empty())
            return import_.faultError();
        if (input_.bad())
            return Error::refused(name_ + ": the file cannot be read to its end");
        flush();
        reportRows();
        return rows_;
    }

private:
    Result<void> readHeader() {
        CsvReader::Row header;
        auto const has_header = reader_.next(header);
        if (!has_header)
            return at(name_, reader_.row(), has_header.error().message);
        if (!*has_header)
            return Error::refused(name_ + ": the file is empty or cannot be read");
        auto columns = columnsOf(*file_.table, header);
        if (!columns)
            return at(name_, reader_.row(), columns.error().message);
        columns_ = *std::move(columns);
        key_ = static_cast<std::size_t>(
            std::ranges::find(columns_, file_.table->columns.data()) - columns_.begin()
        );
        rows_at_a_time_ = std::clamp<std::size_t>(kParametersMax / columns_.size(), 1, kRowsMax);
        for (std::size_t i = 0; i < rows_at_a_time_ * columns_.size(); ++i)
            names_.push_back(fmt::format("p{}", i));
        one_ = &import_.keep(upsertText(*file_.table, columns_, 1));
        many_ = &import_.keep(upsertText(*file_.table, columns_, rows_at_a_time_));
        return {};
    }

    // After a fault, the other rows are only checked.
    void add(CsvReader::Row const& row) {
        ++import_.rows_read_;
        auto values = valuesOf(row);
        if (!values)
            import_.faults_.push_back({name_, reader_.row(), values.error().message});
        else if (import_.faults_.empty())
            insert(*std::move(values));
    }

    Result<Values> valuesOf(CsvReader::Row const& row) const {
        if (row.size() != columns_.size())
            return Error::refused(
                fmt::format("has {} fields, the header has {}", row.size(), columns_.size())
            );
        Values values;
        values.reserve(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            auto value = valueOf(*columns_[i], row[i]);
            if (!value)
                return value.error();
            values.push_back(*std::move(value));
        }
        return values;
    }

    void insert(Values values) {
        // One statement may not change the same row twice.
        auto const [place, is_new] =
            places_.try_emplace(text::toInt(*values[key_]).value(), waiting_.size());
        if (is_new)
            waiting_.push_back(std::move(values));
        else
            waiting_[place->second] = std::move(values);
        if (++rows_ % kProgressRows == 0)
            reportRows();
        if (waiting_.size() == rows_at_a_time_)
            flush();
    }

    void reportRows() const {
        import_.progress_(fmt::format("{}: {} rows{}", name_, rows_, noteOn(reader_.separator())));
    }

    void flush() {
        if (waiting_.size() == rows_at_a_time_)
            execute(*many_, 0, waiting_.size());
        else
            for (std::size_t i = 0; i < waiting_.size(); ++i)
                execute(*one_, i, 1);
        waiting_.clear();
        places_.clear();
    }

    void execute(db::Query const& query, std::size_t first, std::size_t count) {
        arguments_.clear();
        for (std::size_t row = first; row < first + count; ++row)
            for (auto const& value : waiting_[row])
                arguments_.emplace_back(names_[arguments_.size()], value);
        transaction_.execute(query, arguments_);
    }

    Import& import_;
    db::Transaction& transaction_;
    File const& file_;
    std::string const name_;
    std::ifstream input_;
    CsvReader reader_;
    Columns columns_;
    std::size_t key_ = 0;
    std::size_t rows_at_a_time_ = 1;
    std::vector<std::string> names_;
    db::Query const* one_ = nullptr;
    db::Query const* many_ = nullptr;
    std::vector<Values> waiting_;
    std::unordered_map<std::int64_t, std::size_t> places_;  // indices in `waiting_`, by key
    std::vector<db::Arg> arguments_;
    std::int64_t rows_ = 0;
};

Result<Imported> Import::run(
    db::Database& database, fs::path const& folder, Conclude const& conclude
) {
    auto const files = filesOf(folder);
    if (!files)
        return files.error();
    return database.write<Imported>([&](db::Transaction& transaction) {
        auto imported = load(transaction, *files);
        if (imported && conclude)
            conclude(transaction, *imported);
        return imported;
    });
}

Result<std::vector<Import::File>> Import::filesOf(fs::path const& folder) const {
    auto files = csvFilesOf(folder);
    if (!files)
        return files.error();
    if (files->empty())
        return Error::refused(folder.string() + ": contains no .csv file");
    std::ranges::sort(*files, [](File const& left, File const& right) {
        return std::tie(left.table, left.path) < std::tie(right.table, right.path);
    });
    auto const twice = std::ranges::adjacent_find(*files, {}, &File::table);
    if (twice != files->end())
        return Error::refused(
            fmt::format("{} and {} are of the same table", twice->name(), std::next(twice)->name())
        );
    return files;
}

Result<std::vector<Import::File>> Import::csvFilesOf(fs::path const& folder) const {
    std::error_code error;
    std::vector<File> files;
    for (auto const& entry : fs::directory_iterator(folder, error)) {
        auto const& path = entry.path();
        if (text::lower(path.extension().string()) != ".csv") {
            progress_(path.filename().string() + ": not read, because it is no .csv file");
            continue;
        }
        File file{path, findTable(text::lower(path.stem().string()))};
        if (file.table == nullptr)
            return Error::refused(file.name() + ": the lab has no such table");
        files.push_back(std::move(file));
    }
    if (error)
        return Error::refused(folder.string() + ": " + error.message());
    return files;
}

Result<Imported> Import::load(db::Transaction& transaction, std::vector<File> const& files) {
    Imported imported;
    faults_.clear();
    rows_read_ = 0;
    for (auto const& file : files) {
        auto const rows = Loader(*this, transaction, file).load();
        if (!rows)
            return rows.error();
        ++imported.files;
        imported.rows += *rows;
    }
    for (auto const& file : files)
        if (auto const checked = checkReferences(transaction, file); !checked)
            return checked.error();
    return imported;
}

Result<void> Import::checkReferences(db::Transaction& transaction, File const& file) {
    for (auto const& column : file.table->columns) {
        if (column.references.empty())
            continue;
        auto const dangling = transaction.first<Dangling>(keep(danglingText(*file.table, column)));
        if (dangling) {
            faults_.push_back({
                file.name(),
                rowOf(file.path, *file.table, dangling->id),
                fmt::format(
                    "{} is {}, which is not in {}", column.name, dangling->target, column.references
                ),
            });
            return faultError();
        }
    }
    return {};
}

db::Query const& Import::keep(std::string text) {
    auto const [kept, is_new] = queries_.try_emplace(std::move(text));
    if (is_new)
        kept->second = {"lab.import", kept->first, kept->first};
    return kept->second;
}

Error Import::faultError() const {
    auto const& [file, row, what] = faults_.front();
    return at(file, row, what);
}

}  // namespace antrean::lab
