import { checkExpression, isExpression, type Vocabulary } from './check-expression.ts';
import { depthOf, referencesOf, type Expression } from './expression.ts';
import type { MaybeType } from './signatures.ts';

/** How long a chain of rules that use each other may be. */
export const MAX_CHAIN = 200;
/** How deeply an expression may be nested when the rules that it uses are counted with it, so that no package can exhaust the stack. */
export const MAX_HEIGHT = 1_500;

export type InferredRules = {
  /** Type by rule; undefined for one that is always unknown or wrong. */
  readonly types: ReadonlyMap<string, MaybeType>;
  /**
   * The repeating group whose rows a rule reads, directly or through others: a *row rule*. Undefined for a rule of the whole application. A row rule
   * may be used by conditions and checks on the inner pages of its group, by other row rules of it, and inside aggregates over it.
   */
  readonly groups: ReadonlyMap<string, string | undefined>;
  readonly problems: ReadonlyMap<string, readonly string[]>;
};

/** Finds the type and the row scope of each rule, with what is wrong: mistakes of type, unknown names, circles, mixed groups. Never throws. */
export function inferRules(rules: Readonly<Record<string, unknown>>, vocabulary: Vocabulary): InferredRules {
  const types = new Map<string, MaybeType>();
  const groups = new Map<string, string | undefined>();
  const { order, problems } = inOrder(rules);
  const rule = (name: string) => (Object.hasOwn(rules, name) ? { type: types.get(name), group: groups.get(name) } : undefined);
  for (const name of order) {
    const checked = checkExpression(rules[name], { ...vocabulary, rule });
    types.set(name, checked.type);
    groups.set(name, checked.group);
    if (checked.problems.length > 0) problems.set(name, [...(problems.get(name) ?? []), ...checked.problems]);
  }
  return { types, groups, problems };
}

type Visit = { readonly name: string; readonly uses: readonly string[]; next: number; height: number };

/** The rules with each one behind those it uses, walked without recursion. */
function inOrder(rules: Readonly<Record<string, unknown>>): { order: string[]; problems: Map<string, readonly string[]> } {
  const problems = new Map<string, readonly string[]>();
  const heights = new Map<string, number>();
  const order: string[] = [];
  const path: Visit[] = [];
  const add = (name: string, problem: string) => problems.set(name, [...(problems.get(name) ?? []), problem]);
  const enter = (name: string) => path.push({ name, uses: rulesIn(rules[name]).filter((each) => Object.hasOwn(rules, each)), next: 0, height: 0 });
  for (const start of Object.keys(rules)) {
    if (heights.has(start)) continue;
    enter(start);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const used = visit.uses[visit.next];
      if (used === undefined) {
        path.pop();
        const height = visit.height + 1 + (isExpression(rules[visit.name]) ? depthOf(rules[visit.name] as Expression) : 0);
        if (height > MAX_HEIGHT) add(visit.name, `is nested deeper than ${MAX_HEIGHT} with the rules that it uses`);
        heights.set(visit.name, height);
        order.push(visit.name);
        continue;
      }
      const height = heights.get(used);
      const circle = height === undefined ? path.findIndex(({ name }) => name === used) : -1;
      if (height === undefined && circle < 0 && path.length < MAX_CHAIN) {
        enter(used);
        continue;
      }
      visit.next += 1;
      if (height !== undefined) visit.height = Math.max(visit.height, height);
      else add(visit.name, circle < 0 ? `uses a chain of more than ${MAX_CHAIN} rules` : `goes in a circle: ${[...path.slice(circle).map(({ name }) => name), used].join(' → ')}`);
    }
  }
  return { order, problems };
}

function rulesIn(expression: unknown): string[] {
  return isExpression(expression) ? [...new Set(referencesOf(expression as Expression).flatMap((reference) => ('rule' in reference ? [reference.rule] : [])))] : [];
}
