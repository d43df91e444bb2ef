// The seven reports (contract, rows 90 to 103). They count visits by service date, cancelled ones
// included. A poly, patient or user that is in the trash now was not at the time: the visits stay,
// under the name of then. Visits in the trash are not counted.
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
