#pragma once

#include <string>
#include <string_view>

namespace antrean::kiosk {

// "Budi Santoso" -> "B•••i S•••o": enough for the patient, too little for somebody else. Hides the
// length of each word; a word of one or two letters shows none or its first one. At most four
// words.
std::string maskedName(std::string_view name);

}  // namespace antrean::kiosk
