// What a kiosk gets of a patient that it has looked up: a sealed reference that only it can use,
// for a few minutes, to register the patient.
#pragma once

#include "base/Clock.hpp"
#include "base/Seal.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::kiosk {

inline constexpr std::string_view kPatientRefsSecret = "kiosk_patient_refs";

// Immutable, so thread-safe.
class PatientRefs {
public:
    static constexpr std::chrono::minutes kValidFor{5};

    // `secret`: any text that is hard to guess; the same in all processes.
    explicit PatientRefs(std::string_view secret) : seal_(secret) {}

    std::string issue(std::int64_t kiosk_id, std::int64_t patient_id, Instant now) const;
    // The patient's id; empty if the reference is of another kiosk, too old or made up.
    std::optional<std::int64_t> redeem(
        std::string_view reference, std::int64_t kiosk_id, Instant now
    ) const;

private:
    Seal seal_;
};

}  // namespace antrean::kiosk
