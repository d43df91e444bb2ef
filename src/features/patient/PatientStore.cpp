#include "patient/PatientStore.hpp"

#include "clinic/Phone.hpp"
#include "db/Transaction.hpp"
#include "patient/Sql.hpp"

namespace antrean::patient {

std::optional<Patient> findPatient(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Patient>(sql::kFindPatient, {{"id", id}});
}

std::vector<Patient> listPatients(
    db::Transaction& transaction, Search const& search, std::int64_t size, std::int64_t skipped
) {
    return transaction.all<Patient>(
        sql::kListPatients,
        {{"text", search.text},
         {"number", search.number},
         {"other_number", search.other_number},
         {"match", search.match},
         {"size", size},
         {"skipped", skipped}}
    );
}

std::int64_t countPatients(db::Transaction& transaction, Search const& search) {
    if (!search.text)
        return transaction.number(sql::kCountAllPatients).value_or(0);
    return transaction
        .number(
            sql::kCountPatients,
            {{"text", search.text},
             {"number", search.number},
             {"other_number", search.other_number},
             {"match", search.match}}
        )
        .value_or(0);
}

std::vector<Patient> listPatientsByWhatsapp(db::Transaction& transaction, std::string_view key) {
    return transaction.all<Patient>(sql::kListPatientsByWhatsapp, {{"whatsapp_key", key}});
}

std::vector<Patient> listPatientsByBpjs(db::Transaction& transaction, std::string_view no_bpjs) {
    return transaction.all<Patient>(sql::kListPatientsByBpjs, {{"no_bpjs", no_bpjs}});
}

Patient insertPatient(
    db::Transaction& transaction, PatientValues const& values, std::string const& now
) {
    auto const id = transaction.number(
        sql::kInsertPatient,
        {{"patient_name", values.patient_name},
         {"whatsapp_number", values.whatsapp_number},
         {"whatsapp_key", clinic::phoneKey(values.whatsapp_number)},
         {"no_bpjs", values.no_bpjs},
         {"email", values.email},
         {"search_key", searchKey(values)},
         {"now", now}}
    );
    return {
        id.value(),
        values.patient_name,
        values.no_bpjs,
        values.whatsapp_number,
        values.email,
        std::nullopt,
        now,
        now,
        std::nullopt,
    };
}

void updateValues(
    db::Transaction& transaction,
    std::int64_t id,
    PatientValues const& values,
    std::string const& now
) {
    transaction.run(
        sql::kUpdatePatient,
        {{"id", id},
         {"patient_name", values.patient_name},
         {"whatsapp_number", values.whatsapp_number},
         {"whatsapp_key", clinic::phoneKey(values.whatsapp_number)},
         {"no_bpjs", values.no_bpjs},
         {"email", values.email},
         {"search_key", searchKey(values)},
         {"now", now}}
    );
}

}  // namespace antrean::patient
