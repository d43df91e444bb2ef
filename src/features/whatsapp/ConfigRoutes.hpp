#pragma once

#include "resource/Resource.hpp"

#include <span>

namespace antrean::whatsapp {

// The WhatsApp configs; their API keys are stored encrypted.
std::span<resource::Resource const> configs();

}  // namespace antrean::whatsapp
