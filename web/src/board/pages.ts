// Which polies are on the screen. Up to eight fit. More are shown on pages that take turns; those
// for which nobody waits and where nobody is served are left out then.
import type { Poly } from "./snapshot";

export const poliesPerPage = 8;
export const pageTime_ms = 15_000;

const isBusy = (poly: Poly) =>
    poly.waiting > 0 || poly.waiting_doctor > 0 || poly.nurse !== null || poly.doctor !== null;

// Pages of about the same length, in the order of the polies. At least one page.
export function pagesOf(polies: readonly Poly[]): readonly (readonly Poly[])[] {
    if (polies.length <= poliesPerPage) return [polies];
    const busy = polies.filter(isBusy);
    const shown = busy.length > 0 ? busy : polies;
    const pages = Math.ceil(shown.length / poliesPerPage);
    const length = Math.ceil(shown.length / pages);
    return Array.from({ length: pages }, (_, page) =>
        shown.slice(page * length, (page + 1) * length),
    );
}
