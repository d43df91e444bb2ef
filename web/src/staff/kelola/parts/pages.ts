// Pages of the API's lists as a List takes them. The API has two styles.
import type { Page } from "./useList";

interface Meta {
    readonly total: number;
    readonly last_page: number;
}

// {data: [...], meta: {...}}
export function pageOfMeta<Row>(answer: { data: readonly Row[]; meta: Meta }): Page<Row> {
    return { rows: answer.data, total: answer.meta.total, pages: answer.meta.last_page };
}

// {data: {data: [...], total, last_page, ...}}
export function pageOfPaginator<Row>(answer: { data: Meta & { data: readonly Row[] } }): Page<Row> {
    return { rows: answer.data.data, total: answer.data.total, pages: answer.data.last_page };
}

const perPageMax = 100;
const pagesMax = 50;

// All rows of a list that the API gives by page, for lists that a clinic has a few dozen of.
export async function allPages<Row>(
    readPage: (query: { page: number; per_page: number }) => Promise<Page<Row>>,
): Promise<Row[]> {
    const first = await readPage({ page: 1, per_page: perPageMax });
    const rows = [...first.rows];
    for (let page = 2; page <= Math.min(first.pages, pagesMax); ++page)
        rows.push(...(await readPage({ page, per_page: perPageMax })).rows);
    return rows;
}
