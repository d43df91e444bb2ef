// The texts of the patient's page, by the names of its placeholders. The page hides the part of a
// text that is empty. web/src/patient/fields.ts makes the same table.
#pragma once

#include "ticket/PageTemplate.hpp"
#include "ticket/VisitView.hpp"

#include <string>
#include <string_view>

namespace antrean::ticket {

// `code`: of the link.
Fields fieldsOf(
    VisitRow const& visit,
    QueueDay const& day,
    clinic::Profile const& profile,
    Now const& now,
    std::string_view code
);
// Of a page without a visit. `state`: "gone" or "busy".
Fields fieldsWithoutVisit(
    std::string_view state, clinic::Profile const& profile, Now const& now, std::string_view code
);

}  // namespace antrean::ticket
