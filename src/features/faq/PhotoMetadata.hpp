// Photos of telephones contain where and when they were made. A published photo must not.
#pragma once

#include <string>
#include <string_view>

namespace antrean::faq {

// The picture without EXIF, XMP, IPTC, comments, and data behind its end (telephones append further
// pictures there). Pixels and colour profile are kept byte for byte. Of EXIF, only the orientation
// is kept. `extension`: "jpg" or "png"; other files, and pictures that are broken, are returned as
// they are.
std::string withoutMetadata(std::string_view content, std::string_view extension);

}  // namespace antrean::faq
