// How the calendar is drawn: Indonesian, weeks from Monday, the clinic's wall times, and our
// classes on its parts (calendar.css).
import type { CalendarOptions, EventApi, EventDisplayInfo } from "fullcalendar";
import dayGrid from "fullcalendar/daygrid";
import interaction from "fullcalendar/interaction";
import classic from "fullcalendar/themes/classic";
import timeGrid from "fullcalendar/timegrid";
import type { EventFacts } from "./calendarEvents";
import { dayTitle } from "./days";
import { hoursText, isFull, seatsText, shortSeatsText, type Session } from "./hours";

export const factsOf = (event: EventApi): EventFacts => event.extendedProps as EventFacts;

function element(name: string, className: string, text = ""): HTMLElement {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
}

function seatsOf(session: Session): HTMLElement {
    const seats = element("span", "jadwal-seats");
    // Which of the two is shown depends on the room (calendar.css).
    seats.append(element("span", "jadwal-long", seatsText(session)));
    seats.append(element("span", "jadwal-short", shortSeatsText(session)));
    if (session.quota !== null) {
        const bar = element("progress", "jadwal-bar") as HTMLProgressElement;
        bar.max = Math.max(1, session.quota);
        bar.value = session.seats_taken;
        bar.setAttribute("aria-hidden", "true");
        seats.append(bar);
    }
    return seats;
}

function closedMark(reason: string): HTMLElement {
    const mark = element("span", "jadwal-closed");
    mark.append(element("span", "jadwal-long", `Libur: ${reason}`));
    mark.append(element("span", "jadwal-short", "Libur"));
    return mark;
}

// A session of a month: when, who, and how many seats are taken.
function lineOf(
    session: Session | undefined,
    name: HTMLElement,
    timeText: string,
    problem: string,
): HTMLElement {
    const line = element("span", "jadwal-line");
    line.append(element("span", "jadwal-time", timeText.slice(0, 5)), name);
    if (problem) line.append(element("span", "jadwal-problem", problem));
    else if (session?.holiday) line.append(element("span", "jadwal-closed", "libur"));
    else if (session) line.append(element("span", "jadwal-seats", shortSeatsText(session)));
    return line;
}

// The whole name, and the first one where there is little room (calendar.css).
function nameOf(whole: string): HTMLElement {
    const name = element("strong", "jadwal-name");
    const first = whole.split(" ").find((word) => !/^drg?\.?$/i.test(word)) ?? whole;
    name.append(element("span", "jadwal-long", whole), element("span", "jadwal-short", first));
    return name;
}

// What stands in hours: who, when, how many seats are taken; while they are dragged, what is wrong.
export function sessionNodes(
    { event, isShort, view }: EventDisplayInfo,
    problem: string,
    timeText: string,
): HTMLElement[] {
    const { session } = factsOf(event);
    const name = nameOf(session ? event.title : "Jadwal baru");
    if (session) name.prepend(element("span", "only-read", `${dayTitle(session.date)}: `));
    const time = element("span", "jadwal-time");
    time.append(element("span", "jadwal-long", timeText));
    time.append(element("span", "jadwal-short", timeText.slice(0, 5)));
    if (view.type === "dayGridMonth") return [lineOf(session, name, timeText, problem)];
    if (problem) return [name, time, element("span", "jadwal-problem", problem)];
    if (!session) return [name, time];
    const mark = session.holiday ? closedMark(session.holiday) : seatsOf(session);
    return isShort ? [time, name] : [name, time, mark];
}

export const timeTextOf = (session: Session) => hoursText(session.start_time, session.end_time);

export function sessionClass(
    { view, isDragging, isResizing }: EventDisplayInfo,
    session: Session | undefined,
    colour: number,
    problem: string,
): string {
    const row = view.type === "dayGridMonth" ? " jadwal-row" : "";
    const dragged = isDragging || isResizing ? " jadwal-dragged" : "";
    const of = `jadwal-event doctor-${colour}${row}${dragged}`;
    if (problem) return `${of} problem`;
    if (session === undefined) return `${of} new`;
    if (session.holiday) return `${of} closed`;
    return isFull(session) ? `${of} full` : of;
}

// A name that leaves out what stands in the element hides it from screen readers. What stands there
// names it: heads have their date, and each event begins with its day.
function nameByContent(root: HTMLElement): void {
    root.removeAttribute("aria-label");
    for (const hidden of root.querySelectorAll("[aria-hidden=true]"))
        if (hidden.querySelector(".jadwal-head, .jadwal-date"))
            hidden.removeAttribute("aria-hidden");
}

// The row of the hours has a name, and nothing that shows it. From there the keys scroll the hours.
function makeUsable(root: HTMLElement): void {
    for (const head of root.querySelectorAll<HTMLElement>("[role=rowheader]")) {
        if (head.textContent !== "") continue;
        head.append(element("span", "only-read", "Jam praktik"));
        head.tabIndex = 0;
    }
}

const weekday = new Intl.DateTimeFormat("id-ID", { weekday: "short", timeZone: "UTC" });

export const options: CalendarOptions = {
    plugins: [dayGrid, timeGrid, interaction, classic],
    headerToolbar: false,
    timeZone: "UTC",
    locale: "id",
    firstDay: 1,
    height: "100%",
    expandRows: true,
    nowIndicator: true,
    slotDuration: "00:30:00",
    snapDuration: "00:15:00",
    slotHeaderInterval: "01:00:00",
    slotHeaderContent: ({ time }) => {
        const hour = String(Math.floor((time?.milliseconds ?? 0) / 3_600_000)).padStart(2, "0");
        return { domNodes: [element("span", "jadwal-hour", `${hour}:00`)] };
    },
    dayCellTopContent: ({ date, isToday }) => {
        const className = isToday ? "jadwal-date today" : "jadwal-date";
        return { domNodes: [element("span", className, String(date.getUTCDate()))] };
    },
    listItemEventBeforeClass: "jadwal-dot",
    columnEventInnerClass: "jadwal-inner",
    dayHeaderInnerClass: ({ isToday }) => (isToday ? "jadwal-today" : ""),
    dayHeaderAlign: "start",
    slotEventOverlap: false,
    allDaySlot: true,
    allDayText: "Libur",
    defaultTimedEventDuration: "04:00:00",
    eventMinHeight: 28,
    eventShortHeight: 44,
    dayMaxEvents: true,
    fixedWeekCount: false,
    moreLinkText: (count) => `${count} lagi`,
    moreLinkHint: (count) => `${count} lagi`,
    rowMoreLinkClass: "jadwal-more",
    timedText: "Jam praktik",
    closeHint: "Tutup",
    eventsHint: "Jadwal",
    viewDidMount: ({ el }) => makeUsable(el),
    dayHeaderDidMount: ({ el }) => nameByContent(el),
    dayCellDidMount: ({ el }) => nameByContent(el),
    dayLaneDidMount: ({ el }) => nameByContent(el),
    selectable: true,
    selectMirror: true,
    unselectAuto: false,
    eventResizableFromStart: true,
    eventInteractive: true,
    eventLongPressDelay: 350,
    selectLongPressDelay: 350,
    dragRevertDuration: 0,
    scrollTime: "07:00:00",
    dayHeaderContent: ({ date, view }) => {
        const head = element("span", "jadwal-head");
        head.append(element("span", "jadwal-weekday", weekday.format(date)));
        if (view.type !== "dayGridMonth")
            head.append(element("span", "jadwal-day", String(date.getUTCDate())));
        return { domNodes: [head] };
    },
};
