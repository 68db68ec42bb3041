const plain = /^[A-Za-z0-9_]+$/;
/** A page asks for the same ids again and again; names come from packages and pages, so they are few. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/**
 * The element id of the field with a name: `dog.name` → `field-dog-name`. The same name always gives the same id, so that an error
 * summary can link to a field it has never seen. For groups (date, radio buttons, check boxes) it is the id of the first input.
 */
export function fieldId(name: string): string {
  if (plain.test(name)) return `field-${name}`;
  const id = known.get(name) ?? `field-${name.replace(/[^A-Za-z0-9_]/gu, (character) => (character === '.' ? '-' : `-x${(character.codePointAt(0) ?? 0).toString(16)}-`))}`;
  if (known.size < MOST_KNOWN) known.set(name, id);
  return id;
}
