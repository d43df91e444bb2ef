#include "Clean.hpp"
#include "base/Text.hpp"
#include "lab/CsvReader.hpp"

#include <sstream>
#include <string>

// Reading ends, fields stay within their limits, and row numbers increase.
extern "C" int LLVMFuzzerTestOneInput(char const* bytes, std::size_t size) {
    using antrean::fuzz::require;
    using antrean::lab::CsvReader;
    std::istringstream input(std::string(bytes, size));
    CsvReader reader(input);
    CsvReader::Row row;
    std::int64_t last = 0;
    for (auto has_row = reader.next(row); has_row && *has_row; has_row = reader.next(row)) {
        require(reader.row() > last);
        last = reader.row();
        require(!row.empty() && row.size() <= CsvReader::kFieldsMax);
        for (auto const& field : row)
            require(
                !field || (!field->empty() && field->size() <= CsvReader::kFieldBytesMax &&
                           antrean::text::isUtf8(*field))
            );
    }
    return 0;
}
