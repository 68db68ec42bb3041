import type { Chance } from './value-from-schema.ts';

/** Values that belong together, by the names under which requests ask for them: a case with its version, a draft with its secret. */
export type Thing = Readonly<Record<string, string | number>>;

/** Names under which paths ask for what lists call otherwise. */
const ALIASES: Readonly<Record<string, string>> = { person: 'account', role: 'grant', 'role-grant': 'grant', 'membership-application': 'application', competence: 'competence', secret: 'allmende-secret', next: 'page', firstPage: 'page' };

const MOST = 300;
const RECENT = 25;

/** What answers have shown, so that later requests hit real things. */
export class SeenThings {
  readonly #byName = new Map<string, Thing[]>();

  /** Remembers a thing under each of its names. */
  add(thing: Thing): void {
    for (const name of Object.keys(thing)) {
      const known = this.#byName.get(name) ?? [];
      known.push(thing);
      if (known.length > MOST) known.splice(0, known.length - MOST);
      this.#byName.set(name, known);
    }
  }

  /** Takes all things out of an answer. `path` is the operation's, `asked` what the request had asked with: it belongs to what came back. */
  harvest(path: string, asked: Thing, answer: unknown): void {
    const last = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
    this.#walk(singular(last), asked, answer, 0);
  }

  #walk(name: string, around: Thing, value: unknown, depth: number): void {
    if (depth > 5) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) this.#walk(name, around, item, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const thing: Record<string, string | number> = { ...around };
    for (const [key, content] of Object.entries(value)) {
      if (typeof content === 'number' || (typeof content === 'string' && content !== '' && content.length <= 200)) thing[ALIASES[key] ?? key] = content;
    }
    const own = thing['slug'] ?? thing['id'];
    if (own !== undefined && Object.hasOwn(value, thing['slug'] === undefined ? 'id' : 'slug')) thing[ALIASES[name] ?? name] = own;
    const { id: _id, slug: _slug, ...named } = thing;
    this.add(named);
    const inner = Object.fromEntries(Object.entries(named).filter(([key]) => key in around || key === name || key === ALIASES[name]));
    for (const [key, content] of Object.entries(value)) if (typeof content === 'object') this.#walk(singular(key), inner, content, depth + 1);
  }

  /** A thing that has all these names, or as many as any has; a recent one as a rule. */
  pick(names: readonly string[], from: Chance): Thing {
    const candidates = names.flatMap((name) => this.#byName.get(name) ?? []);
    const fitting = candidates.filter((thing) => names.every((name) => name in thing));
    const choice = fitting.length > 0 ? fitting : candidates;
    if (choice.length === 0) return {};
    return from.next() < 0.6 ? from.pick(choice.slice(-RECENT)) : from.pick(choice);
  }
}

function singular(name: string): string {
  if (name === 'people') return 'person';
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
}
