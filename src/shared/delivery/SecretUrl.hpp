#pragma once

#include <string>
#include <string_view>

namespace antrean::delivery {

// Stars for what may be a credential in a URL, for readers who may not change settings: user and
// password, values of the query with names like "token", and parts of the path that are as long and
// mixed as a token or follow "/webhook/". Any other text stays as it is.
// "http://siti:x@n8n/webhook/a1b2?to=1&key=y" -> "http://***@n8n/webhook/***?to=1&key=***"
std::string withoutCredentials(std::string_view text);

// Whether a name is that of a secret: "api_key", "X-Token".
bool namesSecret(std::string_view name);

}  // namespace antrean::delivery
