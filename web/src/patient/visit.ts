// VISIT of the API: a visit as its patient sees it.
import type { paths } from "@generated/schema";

type Seen = paths["/api/visits/{code}"]["get"]["responses"]["200"]["content"]["application/json"];

export type Visit = Seen["data"];
