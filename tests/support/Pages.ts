// The paginator's envelope (contract, 3), computed independently of the server.

interface Page {
    number?: number; // default 1
    size?: number; // default 10
    total: number;
}

function numbersShown(current: number, last: number): (number | null)[] {
    const range = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index);
    if (last < 14) return range(1, last);
    if (current <= 7) return [...range(1, 10), null, last - 1, last];
    if (current > last - 7) return [1, 2, null, ...range(last - 9, last)];
    return [1, 2, null, ...range(current - 3, current + 3), null, last - 1, last];
}

// `url`: of the list, without a query.
export function paginator(url: string, rows: unknown[], page: Page): Record<string, unknown> {
    const { number = 1, size = 10, total } = page;
    const last = Math.max(Math.ceil(total / size), 1);
    const at = (target: number) => `${url}?page=${target}`;
    const previous = number > 1 ? at(number - 1) : null;
    const next = number < last ? at(number + 1) : null;
    const step = (to: string | null, label: string, target: number) => ({
        url: to,
        label,
        page: to === null ? null : target,
        active: false,
    });
    const links = numbersShown(number, last).map((shown) =>
        shown === null
            ? { url: null, label: "...", active: false }
            : { url: at(shown), label: `${shown}`, page: shown, active: shown === number },
    );
    const first = (number - 1) * size + 1;
    return {
        current_page: number,
        data: rows,
        first_page_url: at(1),
        from: rows.length > 0 ? first : null,
        last_page: last,
        last_page_url: at(last),
        links: [
            step(previous, "&laquo; Previous", number - 1),
            ...links,
            step(next, "Next &raquo;", number + 1),
        ],
        next_page_url: next,
        path: url,
        per_page: size,
        prev_page_url: previous,
        to: rows.length > 0 ? first + rows.length - 1 : null,
        total,
    };
}
