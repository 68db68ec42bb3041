import type { PackageProblem } from './check-shape.ts';
import { scopeOf, typeOfRules } from './rule-types.ts';
import { canNeverHold } from './rules/can-never-hold.ts';
import { checkExpression } from './rules/check-expression.ts';
import type { Expression } from './rules/expression.ts';
import type { ServicePackage } from './service-package.ts';

/** Whether the rules of a package have types and no circles, and whether every condition and check looks only at what was asked before it. */
export function checkRules(servicePackage: ServicePackage): PackageProblem[] {
  const { flow, fields, rules, evidence, service } = servicePackage;
  const { types, groups, problems: found } = typeOfRules(servicePackage);
  const problems: PackageProblem[] = [...found].flatMap(([name, messages]) => messages.map((message) => ({ file: 'rules.yaml', pointer: `/rules/${name}`, message: `rule ${name} ${message}` })));
  const scope = scopeOf(servicePackage, (name) => (types.has(name) ? { type: types.get(name), group: groups.get(name) } : undefined));
  const places = placesOf(servicePackage);
  const placeOf = (id: string): Place => places.get(id) ?? [-1, 0];

  const mayLookAt = (expression: Expression, until: Place, where: { file: string; pointer: string }, what: string) => {
    for (const id of readsOf(expression, rules.rules)) {
      if (isAfter(placeOf(id), until)) problems.push({ ...where, message: `${what} looks at ${id}, which is asked later` });
    }
  };
  const impossible = new Map<string, boolean>();
  const isImpossible = (name: string, rule: Expression): boolean => {
    const known = impossible.get(name) ?? canNeverHold(rule, rules.rules, scope);
    impossible.set(name, known);
    return known;
  };
  const condition = (name: string | undefined, until: Place, where: { file: string; pointer: string }, group?: string) => {
    if (name === undefined) return;
    const rule = Object.hasOwn(rules.rules, name) ? rules.rules[name] : undefined;
    if (!rule) problems.push({ ...where, message: `unknown rule ${name}` });
    else if (types.get(name) !== undefined && types.get(name) !== 'boolean') problems.push({ ...where, message: `rule ${name} is ${types.get(name)}, a condition must be boolean` });
    else if (groups.get(name) !== undefined && groups.get(name) !== group) problems.push({ ...where, message: `rule ${name} reads a row of the group ${groups.get(name)}: it can be a condition on the inner pages of that group only` });
    else {
      mayLookAt(rule, until, where, `condition ${name}`);
      // Rules with mistakes of type have no values that could be tried.
      if (found.size === 0 && isImpossible(name, rule)) problems.push({ ...where, message: `condition ${name} can never hold, whatever is answered` });
    }
  };
  flow.pages.forEach((page, index) => {
    condition(page.when, [index - 1, LAST], { file: 'flow.yaml', pointer: `/pages/${index}` });
    page.pages?.forEach((inner, place) => condition(inner.when, [index, place - 1], { file: 'flow.yaml', pointer: `/pages/${index}/pages/${place}` }, page.repeat));
  });
  fields.forEach((field, index) => {
    const [page, inner] = placeOf(field.id);
    const group = flow.pages[page]?.repeat;
    condition(field.when, group === undefined ? [page - 1, LAST] : [page, inner - 1], { file: 'data.yaml', pointer: `/fields/${index}` }, group);
    condition(field.requiredWhen, [page, inner], { file: 'data.yaml', pointer: `/fields/${index}` }, group);
  });
  evidence.evidence.forEach((each, index) => {
    const where = { file: 'evidence.yaml', pointer: `/evidence/${index}` };
    if (each.per !== undefined && !flow.groups?.some(({ id }) => id === each.per)) problems.push({ ...where, message: `evidence ${each.id} is wanted for each row of unknown group ${each.per}` });
    if (each.requiredWhen === undefined && each.optionalWhen === undefined) problems.push({ ...where, message: `evidence ${each.id} has no rule: say requiredWhen or optionalWhen` });
    condition(each.requiredWhen, [flow.pages.length, LAST], where, each.per);
    condition(each.optionalWhen, [flow.pages.length, LAST], where, each.per);
  });
  service.startPage.forEach((part, index) => condition(part.when, [-2, LAST], { file: 'service.yaml', pointer: `/startPage/${index}` }));
  for (const [index, name] of rules.results.entries()) {
    if (groups.get(name) !== undefined) problems.push({ file: 'rules.yaml', pointer: `/results/${index}`, message: `rule ${name} reads a row of the group ${groups.get(name)}: a result is worked out once for the whole application` });
  }
  rules.checks.forEach((check, index) => {
    const where = { file: 'rules.yaml', pointer: `/checks/${index}` };
    const checked = checkExpression(check.must, scope);
    problems.push(...checked.problems.map((message) => ({ ...where, message: `check ${check.id} ${message}` })));
    if (checked.problems.length > 0) return;
    if (checked.type !== undefined && checked.type !== 'boolean') problems.push({ ...where, message: `check ${check.id} must be boolean` });
    const place = places.get(check.field);
    if (!place) problems.push({ ...where, message: `check ${check.id} belongs to unknown field ${check.field}` });
    else if (checked.group !== undefined && !check.field.startsWith(`${checked.group}.`)) problems.push({ ...where, message: `check ${check.id} reads a row of the group ${checked.group}, but ${check.field} is no field of a row` });
    else mayLookAt(check.must, place, where, `check ${check.id}`);
  });
  rules.hints?.forEach((hint, index) => {
    const where = { file: 'rules.yaml', pointer: `/hints/${index}` };
    const checked = checkExpression(hint.when, scope);
    problems.push(...checked.problems.map((message) => ({ ...where, message: `hint ${hint.id} ${message}` })));
    if (checked.type !== undefined && checked.type !== 'boolean') problems.push({ ...where, message: `hint ${hint.id} must be boolean` });
    if (!places.get(hint.field)) problems.push({ ...where, message: `hint ${hint.id} leads to unknown field ${hint.field}` });
    else if (checked.group !== undefined && !hint.field.startsWith(`${checked.group}.`)) problems.push({ ...where, message: `hint ${hint.id} reads a row of the group ${checked.group}, but ${hint.field} is no field of a row` });
  });
  return problems;
}

/** Place in the order of asking: the page, and within a list the inner page. */
type Place = readonly [page: number, inner: number];

/** After every inner page of a list. */
const LAST = Number.MAX_SAFE_INTEGER;

function isAfter(left: Place, right: Place): boolean {
  return left[0] > right[0] || (left[0] === right[0] && left[1] > right[1]);
}

/** Where each field is asked and from where on the rows of each group are known. */
function placesOf({ flow }: ServicePackage): ReadonlyMap<string, Place> {
  return new Map<string, Place>([
    ...flow.pages.flatMap((page, index): [string, Place][] => (page.repeat === undefined
      ? page.fields.map((id) => [id, [index, LAST]])
      : [...page.pages.flatMap((inner, place) => inner.fields.map((id): [string, Place] => [id, [index, place]])), [page.repeat, [index, LAST]]])),
    ...flow.declaration.map((id): [string, Place] => [id, [flow.pages.length, LAST]]),
  ]);
}

/** The fields, and the groups as a whole, that an expression looks at, through other rules too. */
function readsOf(expression: Expression, rules: Readonly<Record<string, Expression>>, seen = new Set<string>()): Set<string> {
  const reads = new Set<string>();
  const visit = (node: Expression): void => {
    if ('call' in node) node.of.forEach(visit);
    else if ('field' in node) reads.add(node.field);
    else if ('group' in node) reads.add(node.group);
    else if ('rule' in node && !seen.has(node.rule)) {
      seen.add(node.rule);
      const rule = Object.hasOwn(rules, node.rule) ? rules[node.rule] : undefined;
      if (rule) for (const read of readsOf(rule, rules, seen)) reads.add(read);
    }
  };
  visit(expression);
  return reads;
}
