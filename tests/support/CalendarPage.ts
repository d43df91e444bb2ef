// The calendar of the schedules as the tests of the ring "web" use it: where a day and an hour are,
// and drags between them.
import { type Screen } from "./Screens.ts";

export const weekOf = (date: string, poly = "1") =>
    `/kelola/jadwal?tampilan=minggu&poli=${poly}&tanggal=${date}`;
export const events = (screen: Screen) => screen.page.locator(".week-calendar .jadwal-event");
export const field = (screen: Screen, name: string) =>
    screen.page.getByRole("dialog").getByLabel(name, { exact: true });
export const press = (screen: Screen, name: string | RegExp) =>
    screen.page.getByRole("button", { name }).click();

export interface Point {
    x: number;
    y: number;
}

// In the middle of the day's column, at a time that is shown.
export async function at(screen: Screen, date: string, time: string): Promise<Point> {
    const head = screen.page.locator(`[role=columnheader][data-date="${date}"]`);
    const column = await head.boundingBox();
    const topOf = async (hour: number) => {
        const label = `${String(hour).padStart(2, "0")}:00`;
        return (await screen.page.locator(".jadwal-hour", { hasText: label }).boundingBox())?.y;
    };
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    const [top, next] = [await topOf(hours), await topOf(hours + 1)];
    if (column === null || top === undefined || next === undefined)
        throw new Error(`${date} ${time} is not shown`);
    // The label stands below the line of its hour.
    return { x: column.x + column.width / 2, y: top + (minutes / 60) * (next - top) };
}

// Drags slowly enough for the calendar to follow, and stops before letting go.
export async function drag(screen: Screen, from: Point, to: Point): Promise<void> {
    const { mouse } = screen.page;
    // The edge of hours can be dragged when the pointer is over them.
    await mouse.move(from.x, from.y - 4);
    await screen.page.waitForTimeout(80);
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 3, from.y + 6, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 12 });
    await screen.page.waitForTimeout(80);
}
export const drop = (screen: Screen) => screen.page.mouse.up();
