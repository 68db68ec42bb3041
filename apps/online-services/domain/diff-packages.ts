import { canonicalJson } from './content-hash.ts';
import { formatExpression } from './rules/format-expression.ts';
import type { ServicePackage } from './service-package.ts';

/** One difference between two versions of a package: where it stands, and what it was and is. One side is missing for what was added or removed. */
export type PackageChange = { readonly part: string; readonly id: string; readonly before?: string; readonly after?: string };

/** What differs between two packages, thing by thing in the order of the parts. Empty for the same content. */
export function diffPackages(before: ServicePackage, after: ServicePackage): PackageChange[] {
  const left = thingsOf(before);
  const right = thingsOf(after);
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const order = new Map(PARTS.map((part, index) => [part, index]));
  return keys
    .flatMap((key): PackageChange[] => {
      const [was, is] = [left.get(key), right.get(key)];
      if (was === is) return [];
      const [part = '', id = ''] = key.split('\n');
      return [{ part, id, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
    })
    .toSorted((one, other) => (order.get(one.part) ?? 0) - (order.get(other.part) ?? 0));
}

/** In the order in which a person reads a package. */
const PARTS = [
  'service', 'field', 'order of pages', 'group', 'page', 'declaration', 'rule', 'results', 'check', 'hint', 'table', 'evidence', 'overlay group', 'parameter', 'insert', 'question', 'overlay evidence', 'status', 'decision', 'remedy', 'text', 'prefill', 'follow-up', 'migration',
  'sample', 'sample overlay', 'other',
];

const KNOWN = ['service', 'fields', 'flow', 'rules', 'evidence', 'overlay', 'case', 'texts', 'samples', 'sampleOverlays', 'prefill', 'followUp', 'migrations', 'tables'];

function thingsOf(described: ServicePackage): ReadonlyMap<string, string> {
  const things = new Map<string, string>();
  const add = (part: string, id: string, content: unknown) => { if (content !== undefined) things.set(`${part}\n${id}`, typeof content === 'string' ? content : canonicalJson(content)); };
  const each = <Thing>(part: string, list: readonly Thing[] | undefined, idOf: (thing: Thing, index: number) => string) => list?.forEach((thing, index) => add(part, idOf(thing, index), thing));
  const byId = ({ id }: { id: string }) => id;
  const { service, fields, flow, rules, evidence, overlay, texts } = described;
  for (const [key, value] of Object.entries(service)) add('service', key, value);
  each('field', fields, byId);
  add('order of pages', '', flow.pages.flatMap(({ id, pages }) => [id, ...(pages ?? []).map((inner) => `${id}/${inner.id}`)]).join(', '));
  each('group', flow.groups, byId);
  for (const page of flow.pages) {
    const { pages, ...own } = page;
    add('page', page.id, own);
    for (const inner of pages ?? []) add('page', `${page.id}/${inner.id}`, inner);
  }
  add('declaration', '', flow.declaration.join(', '));
  for (const [name, expression] of Object.entries(rules.rules)) add('rule', name, formatExpression(expression));
  add('results', '', rules.results.join(', '));
  for (const { id, field, must } of rules.checks) add('check', id, `${field}: ${formatExpression(must)}`);
  each('hint', (rules as { hints?: readonly { id: string }[] }).hints, byId);
  each('table', described.tables?.tables, byId);
  each('evidence', evidence.evidence, byId);
  each('overlay group', overlay.groups, byId);
  each('parameter', overlay.parameters, byId);
  each('insert', overlay.inserts, byId);
  each('question', overlay.questions, ({ field }) => field);
  each('overlay evidence', overlay.evidence, byId);
  add('status', '', described.case.statuses.join(', '));
  each('decision', described.case.decisions, byId);
  each('remedy', described.case.remedies, ({ land, kind, validFrom }) => `${land} ${kind} ${validFrom ?? ''}`.trim());
  for (const [language, words] of Object.entries(texts)) for (const [key, text] of Object.entries(words)) add('text', `${language} ${key}`, text);
  each('prefill', described.prefill?.sources, byId);
  add('follow-up', '', described.followUp);
  for (const [version, migration] of Object.entries(described.migrations?.migrations ?? {})) add('migration', version, migration);
  each('sample', described.samples, ({ name }) => name);
  for (const [id, values] of Object.entries(described.sampleOverlays)) add('sample overlay', id, values);
  // What later formats bring is compared as a whole, so that nothing is ever passed over.
  for (const [key, content] of Object.entries(described)) if (!KNOWN.includes(key)) add('other', key, content);
  return things;
}
