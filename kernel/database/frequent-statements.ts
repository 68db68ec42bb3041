/** So often a statement is seen before it gets a name: what runs rarely is not worth a place in the memory of every connection. */
const OFTEN = 20;
/** So many get names at most; each costs every connection of the server some kilobytes. */
const MOST_NAMES = 250;
/** So many texts are counted at most: those that lists of values make longer and shorter never come to an end. */
const MOST_TEXTS = 2000;

const counts = new Map<string, number>();
const names = new Map<string, string>();

/**
 * A name for a statement that this process sends again and again, undefined for every other: by it the server parses and plans a statement once for each connection, which costs more than running it where a row is written or
 * found by its key. Statements that sort get none: the best way through a list depends on its values, and a plan that is kept does not know them.
 */
export function nameOfFrequent(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  const count = counts.get(text);
  if (count === undefined && counts.size >= MOST_TEXTS) return undefined;
  if (count !== OFTEN) {
    counts.set(text, (count ?? 0) + 1);
    return undefined;
  }
  if (names.size >= MOST_NAMES || text.includes(' order by ')) return undefined;
  // Traces show it: what it does and to which table.
  const [verb] = text.split(' ', 1);
  const [, table = ''] = /(?:from|into|update) ("\w+"\."\w+")/u.exec(text) ?? [];
  const name = `${verb} ${table.replaceAll('"', '')} ${names.size}`;
  names.set(text, name);
  counts.delete(text);
  return name;
}
