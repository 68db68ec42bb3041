import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLevel, type Level } from '../../domain/level.ts';
import { isAttributeName, type AttributeName } from '../../domain/verified-identity.ts';

const FOLDER = join(import.meta.dirname, '../../../../standards/bundid');

/** Name of the attribute that says who it is: a pseudonym for this service provider alone (bPK2). */
export const SUBJECT = 'subject';

const attributes = table('attributes.tsv').flatMap(([name = '', ours = '']) => (ours === SUBJECT || isAttributeName(ours) ? [[name, ours] as const] : []));
const oursByName = new Map<string, AttributeName | typeof SUBJECT>(attributes);
const nameByOurs = new Map<string, string>(attributes.map(([name, ours]) => [ours, name]));
const levels = table('levels.tsv').map(([context = '', trust = '', ours = '']) => {
  if (!isLevel(ours) || ours === 'none') throw new Error(`standards/bundid/levels.tsv: ${ours} is no level`);
  return { context, trust, level: ours };
});

/** Our name of an attribute in an answer; undefined for attributes that we never ask for. */
export function attributeOf(samlName: string): AttributeName | typeof SUBJECT | undefined {
  return oursByName.get(samlName);
}

/** The SAML name under which an attribute is asked for. */
export function samlNameOf(attribute: AttributeName | typeof SUBJECT): string {
  const name = nameByOurs.get(attribute);
  if (name === undefined) throw new RangeError(`BundID knows no attribute ${attribute}`);
  return name;
}

/** Our level of an authentication context; undefined for contexts that name none. */
export function levelOfContext(context: string): Exclude<Level, 'none'> | undefined {
  return levels.find((each) => each.context === context)?.level;
}

/** Our level of an attribute's trust level; undefined for words that name none. */
export function levelOfTrust(trust: string): Exclude<Level, 'none'> | undefined {
  return levels.find((each) => each.trust === trust || each.context === trust)?.level;
}

/** The weakest authentication context that reaches a level. */
export function contextFor(level: Exclude<Level, 'none'>): string {
  const found = levels.find((each) => each.level === level);
  if (!found) throw new RangeError(`BundID knows no context for ${level}`);
  return found.context;
}

function table(file: string): string[][] {
  return readFileSync(join(FOLDER, file), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
}
