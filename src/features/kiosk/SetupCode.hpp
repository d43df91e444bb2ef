// The code that turns a device into a kiosk: scanned, or typed from the screen of a Superadmin.
#pragma once

#include <string>
#include <string_view>

namespace antrean::kiosk {

// "K7QW-3MHX-9TRD": 12 letters and digits that do not look alike, 59 bits.
std::string newSetupCode();
// SHA-256 of the code as it may be typed: small letters, and without or with other gaps.
std::string hashOf(std::string_view setup_code);

}  // namespace antrean::kiosk
