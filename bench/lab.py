"""The lab's tables for the benchmark: invented orders of ten rows each."""
import json
import os
import pathlib
import re
import subprocess
import urllib.request

import scenario

# Fewer for a trial run.
ORDERS = int(os.environ.get("ANTREAN_BENCH_LAB_ORDERS", 100_000))
ROWS_PER_ORDER = 10
BASE = "/one-api/tools/wynacom"

MASTER = {
    "t_samplestation": ("T_SampleStationID,T_SampleStationName", "1,Phlebotomy\n2,Radiologi\n"),
    "t_bahan": ("T_BahanID,T_BahanT_SampleStationID", "1,1\n2,2\n"),
    "t_sampletype": ("T_SampleTypeID,T_SampleTypeT_BahanID", "1,1\n2,1\n3,2\n"),
    "m_location": ("M_LocationID,M_LocationName", "1,R. SAMPLING\n"),
    "nat_testmap": ("Nat_TestMapID,Nat_TestMapNat_TestID,Nat_TestMapCode",
                    "".join(f"{n},{n},{n:08}\n" for n in range(1, 6))),
    "t_test": ("T_TestID,T_TestSasCode,T_TestName,T_TestT_SampleTypeID,T_TestNat_TestID,"
               "T_TestParentT_TestID",
               "1,10110000,Hematologi Lengkap,1,1,0\n2,1011000001,Hemoglobin,1,2,1\n"
               "3,10530200,Glukosa,2,3,0\n4,20100100,Thorax PA,3,4,0\n"),
}
COLUMNS = {
    "t_orderheader": "T_OrderHeaderID,T_OrderHeaderLabNumber",
    "t_orderdetail": "T_OrderDetailID,T_OrderDetailT_OrderHeaderID,T_OrderDetailT_TestID",
    "t_order_location": "T_OrderLocationID,T_OrderLocationT_OrderHeaderID,"
                        "T_OrderLocationT_SampleStationID,T_OrderLocationM_LocationID",
    "t_ordersample": "T_OrderSampleID,T_OrderSampleT_OrderHeaderID,T_OrderSampleT_SampleTypeID,"
                     "T_OrderSampleSampling,T_OrderSampleSamplingDate,T_OrderSampleSamplingTime,"
                     "T_OrderSampleSamplingUserID",
    "t_samplingso": "T_SamplingSoID,T_SamplingSoT_OrderHeaderID,T_SamplingSoT_TestID,"
                    "T_SamplingSoProcessDate,T_SamplingSoProcessTime,T_SamplingSoProcessUserID",
    "order_glucose": "OrderGlucoseID,OrderGlucoseT_OrderHeaderID,OrderGlucoseNat_TestID,"
                     "OrderGlucoseResult",
}


def rows_of(order: int) -> dict[str, str]:
    detail = "".join(f"{order * 4 + test},{order},{test}\n" for test in range(1, 5))
    samples = "".join(f"{order * 2 + tube},{order},{tube},Y,2026-06-11,08:3{tube}:26,12{tube}\n"
                      for tube in (1, 2))
    return {
        "t_orderheader": f"{order},R{order:09}\n",
        "t_orderdetail": detail,
        "t_order_location": f"{order},{order},1,1\n",
        "t_ordersample": samples,
        "t_samplingso": f"{order},{order},4,2026-06-11,09:00:00,7\n",
        "order_glucose": f"{order},{order},3,{90 + order % 60}\n",
    }


def make_files(folder: pathlib.Path, orders: int) -> pathlib.Path:
    folder.mkdir()
    for table, (columns, rows) in MASTER.items():
        (folder / f"{table}.csv").write_text(f"{columns}\n{rows}", encoding="utf-8")
    files = {table: open(folder / f"{table}.csv", "w", encoding="utf-8") for table in COLUMNS}
    for table, columns in COLUMNS.items():
        files[table].write(columns + "\n")
    for order in range(1, orders + 1):
        for table, rows in rows_of(order).items():
            files[table].write(rows)
    for file in files.values():
        file.close()
    return folder


def token(server: scenario.Server) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{BASE}/generate_token", data=b"{}", method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]["access_token"]


def latency_ms(text: str) -> float:
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def p99_ms(server: scenario.Server, query: str, orders: int) -> float:
    output = subprocess.run(
        ["wrk", "-t1", "-c4", f"-d{scenario.SECONDS}s", "--latency", "-s",
         scenario.ROOT / "bench/lab.lua", f"http://127.0.0.1:{server.port}{BASE}/{query}"],
        env={**os.environ, "TOKEN": token(server), "ORDERS": str(orders)}, text=True, check=True,
        stdout=subprocess.PIPE).stdout
    if not re.search(r"^bad 0$", output, re.M):
        raise SystemExit(f"some queries failed:\n{output}")
    return latency_ms(output)
