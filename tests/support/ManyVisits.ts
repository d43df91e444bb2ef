// Enough visits to make an export take a while; created inside the database.
import { type Store } from "./Engine.ts";
import { recountFigures } from "./History.ts";
import { runSql } from "./Rows.ts";

// From 2001 on, 500 per day; ids and queue numbers from 1,000,001 on.
export async function writeManyVisits(store: Store, count: number): Promise<void> {
    const numbers = `WITH RECURSIVE numbers (n) AS
        (SELECT 1000001 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${1_000_000 + count})`;
    const day =
        store.engine === "sqlite"
            ? "date('2001-01-01', '+' || ((n - 1000001) / 500) || ' days')"
            : "DATE '2001-01-01' + (n - 1000001) / 500";
    await runSql(
        store,
        `INSERT INTO patients (id, patient_name, whatsapp_number, whatsapp_key)
         VALUES (1000000, 'Siti Rahma', '0812', '62812')`,
    );
    await runSql(
        store,
        `INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id)
         ${numbers} SELECT n, 1000000, n % 2 + 1, ${day}, 1, 5 FROM numbers`,
    );
    await runSql(
        store,
        `INSERT INTO queues (id, reservation_id, poly_id, queue_number, date, re_reservation_time,
                             call_time)
         SELECT id, id, poly_id, id, date, '08:00:00', '08:30:00'
         FROM reservations WHERE id > 1000000`,
    );
    await recountFigures(store);
}
