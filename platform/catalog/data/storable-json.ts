/** JSON as PostgreSQL takes it: it stores neither U+0000 nor half a surrogate pair, and a file or query may hold both. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? inner.replaceAll('\0', ' ').toWellFormed() : inner));
}
