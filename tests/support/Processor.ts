// The processor time of a process: what it has worked, however busy the machine is.
import { readFileSync } from "node:fs";

// In ms, in steps of 10. Linux counts in hundredths of a second.
export function processorTime_ms(pid: number): number {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // After the name of the program: state, and from the 12th field on utime and stime.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
}
