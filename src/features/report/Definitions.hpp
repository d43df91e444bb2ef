// The seven reports (contract, rows 90 to 103). They count visits by service date, cancelled ones
// included. Polies, patients and users in the trash keep their visits and names in the reports;
// visits in the trash are not counted.
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
