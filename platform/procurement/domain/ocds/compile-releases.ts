type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

// What the schema of releases marks: left out of a merged release, and lists that a newer one replaces as a whole.
const OMITTED = new Set(['id', 'date', 'tag']);
const WHOLE_LISTS = new Set(['additionalIdentifiers', 'additionalClassifications']);

/**
 * The present state of one process: its releases merged in the order of their dates, as a release with the tag `compiled`. A null takes a field away; items of a list are merged by their `id`, other lists are replaced. Throws
 * RangeError without a release, or when they belong to several processes. Source: OCDS 1.1.5, "Merging".
 */
export function compileReleases(releases: readonly object[]): JsonObject {
  const sorted = (releases as readonly JsonObject[]).toSorted((one, other) => Date.parse(String(one['date'])) - Date.parse(String(other['date'])));
  const last = sorted.at(-1);
  if (last === undefined || sorted.some((one) => one['ocid'] !== last['ocid'])) throw new RangeError('releases of one process are needed');
  const merged = sorted.reduce<JsonObject>((state, release) => mergeObjects(state, Object.fromEntries(Object.entries(release).filter(([key]) => !OMITTED.has(key)))), {});
  return { ...merged, tag: ['compiled'], id: `${String(last['ocid'])}-${String(last['date'])}`, date: last['date'] ?? null };
}

function mergeObjects(before: JsonObject, now: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(now)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeValues(merged[key], value, WHOLE_LISTS.has(key));
  }
  return merged;
}

function mergeValues(before: Json | undefined, now: Json, isWholeList: boolean): Json {
  if (isObject(now)) return mergeObjects(before !== undefined && isObject(before) ? before : {}, now);
  if (!isList(now)) return now;
  if (isWholeList || !now.every(hasId)) return now;
  const kept = before !== undefined && isList(before) ? before : [];
  const byId = new Map(kept.map((one, place) => [hasId(one) ? `id ${String(one['id'])}` : `place ${place}`, one]));
  for (const one of now) {
    const id = `id ${String(one['id'])}`;
    byId.set(id, mergeValues(byId.get(id), one, false));
  }
  return [...byId.values()];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

function hasId(value: Json): value is JsonObject {
  return isObject(value) && value['id'] !== undefined && value['id'] !== null;
}
