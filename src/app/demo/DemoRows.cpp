#include "app/demo/DemoRows.hpp"

namespace antrean::app {
namespace {

constexpr DemoUser kUsers[] = {
    {6, "Nandar Sudjono", "nandar", "nandar@mail.com", 2, std::nullopt},
    {7, "Andi Pratama", "andi.pratama", "andi.pratama@gmail.com", 3, 1},
    {8, "Budi Santoso", "budi.santoso", "budi.santoso@gmail.com", 3, 2},
    {9, "Citra Lestari", "citra.lestari", "citra.lestari@gmail.com", 3, 1},
    {10, "Dewi Anggraini", "dewi.anggraini", "dewi.anggraini@gmail.com", 3, 2},
    {11, "Rizky Kurniawan", "rizky.kurniawan", "rizky.kurniawan@gmail.com", 4, std::nullopt},
    {12, "Siti Aisyah", "siti.aisyah", "siti.aisyah@gmail.com", 4, std::nullopt},
    {13, "Fajar Nugroho", "fajar.nugroho", "fajar.nugroho@gmail.com", 5, std::nullopt},
    {14, "Nabila Putri", "nabila.putri", "nabila.putri@gmail.com", 5, std::nullopt},
    {15, "Agus Setiawan", "agus.setiawan", "agus.setiawan@gmail.com", 6, std::nullopt},
    {16, "Dina Maharani", "dina.maharani", "dina.maharani@gmail.com", 6, std::nullopt},
};

constexpr DemoSchedule kSchedules[] = {
    {7, "2026-01-05", std::nullopt}, {9, "2026-01-06", std::nullopt},
    {7, "2026-01-07", std::nullopt}, {9, "2026-01-08", std::nullopt},
    {7, "2026-01-09", std::nullopt}, {9, "2026-01-12", std::nullopt},
    {7, "2026-01-13", std::nullopt}, {9, "2026-01-14", std::nullopt},
    {7, "2026-01-15", std::nullopt}, {9, "2026-01-16", std::nullopt},
    {7, "2026-01-19", std::nullopt}, {9, "2026-01-20", std::nullopt},
    {7, "2026-01-21", std::nullopt}, {9, "2026-01-22", std::nullopt},
    {7, "2026-01-23", std::nullopt}, {9, "2026-01-26", std::nullopt},
    {7, "2026-01-27", std::nullopt}, {9, "2026-01-28", std::nullopt},
    {7, "2026-01-29", std::nullopt}, {9, "2026-01-30", std::nullopt},
    {8, "2026-01-05", 25},           {10, "2026-01-06", 25},
    {8, "2026-01-07", 25},           {10, "2026-01-08", 25},
    {8, "2026-01-09", 25},           {10, "2026-01-12", 25},
    {8, "2026-01-13", 25},           {10, "2026-01-14", 25},
    {8, "2026-01-15", 25},           {10, "2026-01-16", 25},
    {8, "2026-01-19", 25},           {10, "2026-01-20", 25},
    {8, "2026-01-21", 25},           {10, "2026-01-22", 25},
    {8, "2026-01-23", 25},           {10, "2026-01-26", 25},
    {8, "2026-01-27", 25},           {10, "2026-01-28", 25},
    {8, "2026-01-29", 25},           {10, "2026-01-30", 25},
};

}  // namespace

std::span<DemoUser const> demoUsers() {
    return kUsers;
}

std::span<DemoSchedule const> demoSchedules() {
    return kSchedules;
}

}  // namespace antrean::app
