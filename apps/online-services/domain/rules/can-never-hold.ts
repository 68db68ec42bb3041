import { addDays, type PlainDate } from '@allmende/time';
import type { Reference, Scope } from './check-expression.ts';
import { readAs } from './compile-expression.ts';
import { Decimal } from './decimal.ts';
import { depthOf, type Call, type Expression, type Mention } from './expression.ts';
import { isAggregate, isStrict, same, STRICT_FUNCTIONS, type AggregateName } from './functions.ts';
import type { Computed, Value } from './value.ts';

type Values = readonly (Computed | undefined)[];
/** Every whole number or amount between two ends (both included, perhaps infinite), and unknown. */
type Range = { readonly low: number; readonly high: number };
/** Every value that an expression may have, `undefined` for unknown; a range where there are too many; `ANY` when nobody can tell. */
type Possible = Values | Range | typeof ANY;
const ANY = Symbol('any');

/** How many combinations of answers are tried, and how many values of a part are kept apart. Beyond them nothing is said. */
const MAX_COMBINATIONS = 1_024;
const MAX_VALUES = 24;
/** How far chains of rules are followed. */
const MAX_LEVEL = 500;

/** Stands for the days of a field that is asked for nothing but whether it is known. */
const ANY_DAY = '2000-01-01';
const TRUTHS: Values = [true, false, undefined];

/**
 * Whether a condition without mistakes of type is true for no answers, parameters, rows and days whatever. It folds constants and tries the options of
 * choices, yes and no, and for fields that are only compared with fixed values the values around those, within the bounds of the field; for numbers and amounts that are
 * computed with it follows their bounds, through the aggregates of a group and its most rows too. `true` is certain; `false` only means that it is not sure.
 */
export function canNeverHold(expression: Expression, rules: Readonly<Record<string, Expression>>, scope: Scope): boolean {
  const world: World = { rules, scope, budget: { left: MAX_COMBINATIONS } };
  return outcomes(expression, world, undefined).every((possible) => isValues(possible) && !possible.includes(true));
}

type World = { readonly rules: Readonly<Record<string, Expression>>; readonly scope: Scope; readonly budget: { left: number } };
type Assignment = ReadonlyMap<string, Possible>;

/** What is possible under each combination of answers, or once for all of them when there are too many. */
function outcomes(expression: Expression, world: World, outer: Assignment | undefined): Possible[] {
  const domains = [...domainsOf(expression, world, outer)].toSorted(([, one], [, other]) => one.length - other.length);
  let combinations = 1;
  const tried = domains.filter(([, values]) => {
    if (combinations * values.length > world.budget.left) return false;
    combinations *= values.length;
    return true;
  });
  world.budget.left = Math.max(world.budget.left - combinations, 1);
  const results: Possible[] = [];
  for (let index = 0; index < combinations; index += 1) {
    const assignment = new Map(outer ?? []);
    let rest = index;
    for (const [key, values] of tried) {
      assignment.set(key, [values[rest % values.length]]);
      rest = Math.trunc(rest / values.length);
    }
    results.push(new Trial(world, assignment).possible(expression));
  }
  return results;
}

function keyOf(mention: Mention): string {
  return 'field' in mention ? `field ${mention.field}` : 'parameter' in mention ? `parameter ${mention.parameter}` : `rule ${mention.rule}`;
}

/** For each field and parameter that is worth trying: unknown, and values that stand for all others. */
function domainsOf(expression: Expression, { rules, scope }: World, outer: Assignment | undefined): Map<string, (Computed | undefined)[]> {
  const uses = new Map<string, { readonly reference: Reference; readonly fixed: Value[]; plain: boolean }>();
  const seen = new Set<string>();
  const mention = (each: Exclude<Mention, { rule: string }>, compared: readonly Value[] | undefined, ofRows: boolean): void => {
    const reference = 'field' in each ? scope.field(each.field) : scope.parameter(each.parameter);
    const key = keyOf(each);
    // Each row answers for itself: what an aggregate reads of a row is tried there.
    if (!reference || outer?.has(key) || (ofRows && reference.group !== undefined)) return;
    const use = uses.get(key) ?? { reference, fixed: [], plain: true };
    uses.set(key, use);
    use.fixed.push(...(compared ?? []));
    if (compared === undefined) use.plain = false;
  };
  const visit = (each: Expression, compared: readonly Value[] | undefined, ofRows: boolean): void => {
    if ('rule' in each) {
      const place = `${ofRows} ${each.rule}`;
      if (seen.has(place) || !Object.hasOwn(rules, each.rule)) return;
      seen.add(place);
      visit(rules[each.rule]!, undefined, ofRows);
    } else if ('field' in each || 'parameter' in each) {
      mention(each, compared, ofRows);
    } else if ('call' in each) {
      const literals = each.of.flatMap((part) => ('literal' in part ? [part.literal] : []));
      const isComparison = ['=', '!=', '<', '<=', '>', '>=', 'oneOf'].includes(each.call) && each.of.length === literals.length + 1;
      for (const part of each.of) visit(part, isComparison ? literals : each.call === 'known' ? [] : undefined, ofRows || isAggregate(each.call));
    }
  };
  visit(expression, undefined, false);
  const domains = new Map<string, (Computed | undefined)[]>();
  for (const [key, { reference, fixed, plain }] of uses) {
    const values = valuesOf(reference, fixed, plain);
    if (values) domains.set(key, [...values, undefined]);
  }
  return domains;
}

function valuesOf({ type, options, min, max }: Reference, fixed: readonly Value[], plain: boolean): Computed[] | undefined {
  if (type === 'boolean') return [true, false];
  if (type === 'text' && options) return [...options];
  if (!plain || fixed.length > 40) return undefined;
  if (type === 'text') return [...new Set(fixed.map(String)), `${fixed.join('')}.`];
  if (type === 'date') return [...new Set([...fixed, ANY_DAY].flatMap((day) => [-1, 0, 1].map((step) => addDays(String(day) as PlainDate, step))))].filter((day) => readAs('date', day) !== undefined);
  if (type !== 'integer' && type !== 'money') return undefined;
  const around = [...fixed.flatMap((value) => [Number(value) - 1, Number(value), Number(value) + 1]), min ?? 0, max ?? 0];
  return [...new Set(around)].filter((value) => Number.isSafeInteger(value) && (min === undefined || value >= min) && (max === undefined || value <= max));
}

/** Works out what is possible under one assignment. */
class Trial {
  readonly #world: World;
  readonly #assignment: Assignment;
  readonly #rules = new Map<string, Possible>();
  #level = 0;

  constructor(world: World, assignment: Assignment) {
    this.#world = world;
    this.#assignment = assignment;
  }

  possible(expression: Expression): Possible {
    if ('literal' in expression) return [readAs(expression.type, expression.literal)];
    if ('unknown' in expression) return [undefined];
    if ('field' in expression || 'parameter' in expression) return this.#assignment.get(keyOf(expression)) ?? this.#anyOf(expression);
    if ('rule' in expression) return this.#rule(expression.rule);
    return 'call' in expression ? this.#call(expression) : ANY;
  }

  #anyOf(mention: Mention): Possible {
    const reference = 'field' in mention ? this.#world.scope.field(mention.field) : 'parameter' in mention ? this.#world.scope.parameter(mention.parameter) : undefined;
    if (reference?.type === 'boolean') return TRUTHS;
    return reference?.type === 'integer' || reference?.type === 'money' ? { low: reference.min ?? -Infinity, high: reference.max ?? Infinity } : ANY;
  }

  #rule(name: string): Possible {
    const known = this.#rules.get(name);
    if (known !== undefined) return known;
    // In place while its own parts are worked out, so that a circle ends.
    this.#rules.set(name, ANY);
    const rule = Object.hasOwn(this.#world.rules, name) ? this.#world.rules[name] : undefined;
    const depth = rule ? depthOf(rule) : 0;
    this.#level += depth;
    const possible = rule && this.#level <= MAX_LEVEL ? this.possible(rule) : ANY;
    this.#level -= depth;
    this.#rules.set(name, possible);
    return possible;
  }

  #call(expression: Call): Possible {
    const { call, of } = expression;
    if (isAggregate(call)) return this.#aggregate(call, of[0], of[1]);
    const parts = of.map((part) => this.possible(part));
    if (isStrict(call)) return strictly(call, parts);
    const [first, second, third] = parts as [Possible, Possible, Possible];
    switch (call) {
      case 'and': return dominated(parts, false);
      case 'or': return dominated(parts, true);
      case 'known': return isValues(first) ? distinct(first.map((value) => value !== undefined)) : [true, false];
      case 'default': return !isValues(first) ? union(first, second) : first.includes(undefined) ? union(first.filter((value) => value !== undefined), second) : first;
      case 'if': return chosen(first, second, third);
      default: return ANY;
    }
  }

  #ofApplication(): Assignment {
    return new Map([...this.#assignment].filter(([key]) => !key.startsWith('field ') || this.#world.scope.field(key.slice(6))?.group === undefined));
  }

  #aggregate(call: AggregateName, group: Expression | undefined, each: Expression | undefined): Possible {
    const most = (group && 'group' in group ? this.#world.scope.mostRows?.(group.group) : undefined) ?? Infinity;
    if (call === 'count') return { low: 0, high: most };
    if (!each) return ANY;
    const rows = outcomes(each, this.#world, this.#ofApplication()).reduce<Possible>(union, []);
    // There may be no rows, or the group may not be asked.
    switch (call) {
      case 'any': return distinct([false, undefined, ...(truthsOf(rows).includes(true) ? [true] : [])]);
      case 'all': return distinct([true, undefined, ...(truthsOf(rows).includes(false) ? [false] : [])]);
      case 'countWhere': return truthsOf(rows).includes(true) ? { low: 0, high: most } : [0, undefined];
      case 'sum': {
        const one = rangeOf(rows);
        return one ? { low: Math.min(0, times(most, one.low)), high: Math.max(0, times(most, one.high)) } : ANY;
      }
      case 'least': case 'greatest': return isValues(rows) ? distinct([...rows, undefined]) : rows;
    }
  }
}

function isValues(possible: Possible): possible is Values {
  return Array.isArray(possible);
}

function truthsOf(possible: Possible): Values {
  return isValues(possible) ? possible : TRUTHS;
}

/** The numbers between which a part lies whenever it is known; undefined when it is no whole number or amount, or never known. */
function rangeOf(possible: Possible): Range | undefined {
  if (possible === ANY) return undefined;
  if (!isValues(possible)) return possible;
  const known = possible.filter((value) => value !== undefined);
  return known.length > 0 && known.every((value) => typeof value === 'number') ? { low: Math.min(...known), high: Math.max(...known) } : undefined;
}

// No row, however much is in each, is nothing.
function times(one: number, other: number): number {
  return one === 0 || other === 0 ? 0 : one * other;
}

/** What a function makes of numbers that are only known to lie between others; undefined when it cannot be told from that. */
function withinRanges(call: string, parts: readonly Possible[]): Possible | undefined {
  const ranges = parts.map(rangeOf);
  const [one, other] = ranges;
  if (!one || ranges.includes(undefined)) return undefined;
  const all = ranges as readonly Range[];
  if (call === 'min' || call === 'max') return { low: Math[call](...all.map(({ low }) => low)), high: Math[call](...all.map(({ high }) => high)) };
  if (call === 'negate') return { low: -one.high, high: -one.low };
  if (call === 'oneOf') return verdict(all.slice(1).some((each) => meet(one, each)), true);
  if (!other || all.length !== 2) return undefined;
  switch (call) {
    case '+': return { low: one.low + other.low, high: one.high + other.high };
    case '-': return { low: one.low - other.high, high: one.high - other.low };
    case '*': {
      const corners = [times(one.low, other.low), times(one.low, other.high), times(one.high, other.low), times(one.high, other.high)];
      return { low: Math.min(...corners), high: Math.max(...corners) };
    }
    case '<': return verdict(one.low < other.high, one.high >= other.low);
    case '<=': return verdict(one.low <= other.high, one.high > other.low);
    case '>': return verdict(one.high > other.low, one.low <= other.high);
    case '>=': return verdict(one.high >= other.low, one.low < other.high);
    case '=': return verdict(meet(one, other), !areOne(one, other));
    case '!=': return verdict(!areOne(one, other), meet(one, other));
    default: return undefined;
  }
}

function verdict(canBeTrue: boolean, canBeFalse: boolean): Values {
  return [...(canBeTrue ? [true] : []), ...(canBeFalse ? [false] : []), undefined];
}

function meet(one: Range, other: Range): boolean {
  return one.low <= other.high && other.low <= one.high;
}

function areOne(one: Range, other: Range): boolean {
  return one.low === one.high && other.low === other.high && one.low === other.low;
}

function strictly(call: keyof typeof STRICT_FUNCTIONS, parts: readonly Possible[]): Possible {
  if (parts.some((part) => isValues(part) && part.every((value) => value === undefined))) return [undefined];
  const isTruth = ['not', '=', '!=', '<', '<=', '>', '>=', 'oneOf'].includes(call);
  const unsure = (): Possible => withinRanges(call, parts) ?? (isTruth ? TRUTHS : ANY);
  if (!parts.every(isValues)) return unsure();
  let lists: (Computed | undefined)[][] = [[]];
  for (const part of parts) {
    lists = lists.flatMap((list) => part.map((value) => [...list, value]));
    if (lists.length > MAX_VALUES * MAX_VALUES) return unsure();
  }
  const compute: (...values: Computed[]) => Computed | undefined = STRICT_FUNCTIONS[call].compute;
  return distinct(lists.map((list) => (list.includes(undefined) ? undefined : compute(...(list as Computed[])))));
}

function dominated(parts: readonly Possible[], dominant: boolean): Possible {
  const truths = parts.map(truthsOf);
  if (truths.some((part) => part.every((value) => value === dominant))) return [dominant];
  const possible: (Computed | undefined)[] = [];
  if (truths.some((part) => part.includes(dominant))) possible.push(dominant);
  if (truths.every((part) => part.includes(!dominant))) possible.push(!dominant);
  if (truths.some((part) => part.includes(undefined)) && truths.every((part) => part.some((value) => value !== dominant))) possible.push(undefined);
  return possible;
}

function chosen(condition: Possible, then: Possible, otherwise: Possible): Possible {
  const truths = truthsOf(condition);
  let possible: Possible = [];
  if (truths.includes(true) || truths.includes(undefined)) possible = union(possible, then);
  if (truths.includes(false) || truths.includes(undefined)) possible = union(possible, otherwise);
  return truths.includes(undefined) ? union(possible, [undefined]) : possible;
}

function union(one: Possible, other: Possible): Possible {
  if (isValues(one) && isValues(other)) return distinct([...one, ...other]);
  if (isValues(one) && one.every((value) => value === undefined)) return other;
  if (isValues(other) && other.every((value) => value === undefined)) return one;
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left && right ? { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) } : ANY;
}

function distinct(values: readonly (Computed | undefined)[]): Possible {
  const found: (Computed | undefined)[] = [];
  for (const value of values) {
    if (found.some((each) => each === value || (each instanceof Decimal && value instanceof Decimal && same(each, value)))) continue;
    if (found.length >= MAX_VALUES) return rangeOf(values) ?? ANY;
    found.push(value);
  }
  return found;
}
