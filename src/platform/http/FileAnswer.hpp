// Answers whose body is a file: conditional requests and one range (RFC 9110, 13 and 14).
#pragma once

#include "http/Message.hpp"

#include <string>

namespace antrean::http {

struct ServedFile {
    OpenFile file;
    std::string content_type;
    std::string disposition;    // value of Content-Disposition
    std::string cache_control;  // value of Cache-Control
};

// To GET and HEAD of a file that stays as it is: 200; 304 when the client has it by its ETag or
// date; 206 for one range of bytes, 416 when there are none. Several ranges, and what is no range
// of bytes, are answered with the whole file, as the RFC allows. Throws std::system_error.
Response fileAnswer(Request const& request, ServedFile served);

// A file that was made for this answer alone, to be saved under `file_name` (letters, digits, dots,
// dashes): 200, with nothing to come back for. Throws std::system_error.
Response attachmentAnswer(OpenFile file, std::string content_type, std::string_view file_name);

}  // namespace antrean::http
