// The seven reports (contract, rows 90 to 103). They count visits by service date, including
// cancelled ones. Visits of a poly, patient or user that is trashed now are counted, under the old
// name. Trashed visits are not counted.
#pragma once

#include "report/Report.hpp"

namespace antrean::report {

extern Report const kPatientVisits;
extern Report const kNoShowCancelled;
extern Report const kBpjsVsGeneral;
extern Report const kPolyPerformance;
extern Report const kWaitingTime;
extern Report const kBusyHour;
extern Report const kUserActivity;

}  // namespace antrean::report
