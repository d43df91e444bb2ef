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

// Answers GET and HEAD of a stored file: 200; 304 when ETag or date show that the client has the
// file; 206 for one range of bytes; 416 when the range is outside the file. Several ranges, and
// ranges in other units, are answered with the whole file, as the RFC allows. Throws
// std::system_error.
Response fileAnswer(Request const& request, ServedFile served);

// Answers with a file that was created for this request only; the client saves it as `file_name`
// (letters, digits, dots, dashes). Always 200, without ETag and ranges. Throws std::system_error.
Response attachmentAnswer(OpenFile file, std::string content_type, std::string_view file_name);

}  // namespace antrean::http
