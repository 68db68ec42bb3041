import { compileServicePackage } from './compile-service-package.ts';
import { checkOverlayDeclarations, checkOverlayParts } from './check-overlay-parts.ts';
import { checkCarriedOver } from './check-carried-over.ts';
import { checkGroups, checkPages, KEPT_PAGES } from './check-flow.ts';
import { checkRules } from './check-rules.ts';
import { checkShape, type PackageProblem } from './check-shape.ts';
import { emptyOverlay, isParameterValue, sourceIdsOf } from './overlay.ts';
import { isExpression } from './rules/check-expression.ts';
import { checkTables } from './rules/tables.ts';
import { runSample } from './run-sample.ts';
import { ServicePackageSchema, type ServicePackage } from './service-package.ts';
import { compileMessage } from './service-texts.ts';
import { textKeysOf } from './text-keys.ts';

/**
 * Checks a whole package: shape, names, types, circles, conditions that look ahead, texts in every language, and its samples. Empty means it may
 * be published. Each problem names the part (file) and a JSON pointer into it.
 */
export function checkServicePackage(data: unknown): PackageProblem[] {
  const shape = checkShape(ServicePackageSchema, data, '');
  if ('problems' in shape) return shape.problems.map(({ pointer, message }) => ({ ...partOf(pointer), message }));
  const servicePackage = shape.content;
  const unreadable = [...checkExpressions(servicePackage), ...checkPages(servicePackage)];
  if (unreadable.length > 0) return unreadable;
  const problems = [...checkNames(servicePackage), ...checkCarriedOver(servicePackage), ...checkTables(servicePackage.tables?.tables ?? []).map((problem) => ({ file: 'tables.yaml', ...problem })), ...checkRules(servicePackage), ...checkTexts(servicePackage), ...checkOverlayDeclarations(servicePackage)];
  // Samples of a package that is wrong in itself only repeat its mistakes.
  return problems.length > 0 ? problems : [...checkOverlays(servicePackage), ...checkSamples(servicePackage)];
}

const FILES: Record<string, string> = { service: 'service.yaml', fields: 'data.yaml', flow: 'flow.yaml', rules: 'rules.yaml', tables: 'tables.yaml', evidence: 'evidence.yaml', overlay: 'overlay.yaml', case: 'case.yaml', prefill: 'prefill.yaml', followUp: 'follow-up.yaml', migrations: 'migrations.yaml' };

function partOf(pointer: string): { file: string; pointer: string } {
  const [, part = '', ...rest] = pointer.split('/');
  const inner = rest.length > 0 ? `/${rest.join('/')}` : '';
  if (part === 'fields') return { file: 'data.yaml', pointer: `/fields${inner}` };
  if (part === 'texts') return { file: `texts.${rest[0] ?? 'de'}.yaml`, pointer: rest.length > 1 ? `/${rest.slice(1).join('/')}` : '' };
  if (part === 'sampleOverlays' && rest.length > 0) return { file: `tests/overlays/${rest[0]}.yaml`, pointer: rest.length > 1 ? `/${rest.slice(1).join('/')}` : '' };
  return { file: FILES[part] ?? 'tests', pointer: inner };
}

function checkExpressions({ rules }: ServicePackage): PackageProblem[] {
  const all = [...Object.entries(rules.rules), ...rules.checks.map((check, index) => [`/checks/${index}`, check.must] as const), ...(rules.hints ?? []).map((hint, index) => [`/hints/${index}`, hint.when] as const)];
  return all.filter(([, expression]) => !isExpression(expression)).map(([name]) => ({ file: 'rules.yaml', pointer: name.startsWith('/') ? name : `/rules/${name}`, message: `${name} is not an expression` }));
}

function checkNames(servicePackage: ServicePackage): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const add = (file: string, pointer: string, message: string) => problems.push({ file, pointer, message });
  const { fields, flow, rules, overlay, service } = servicePackage;
  const fieldIds = new Set(fields.map(({ id }) => id));
  const asked = [...flow.pages.flatMap((page) => (page.repeat === undefined ? page.fields : page.pages.flatMap((inner) => inner.fields))), ...flow.declaration];
  const twice = (file: string, list: string, ids: readonly string[]) => ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) add(file, `/${list}/${index}`, `${id} stands here twice`);
  });
  twice('data.yaml', 'fields', fields.map(({ id }) => id));
  twice('flow.yaml', 'pages', flow.pages.map(({ id }) => id));
  twice('flow.yaml', 'groups', (flow.groups ?? []).map(({ id }) => id));
  problems.push(...checkGroups(servicePackage));
  twice('overlay.yaml', 'parameters', overlay.parameters.map(({ id }) => id));
  asked.forEach((id, index) => {
    if (asked.indexOf(id) !== index) add('flow.yaml', '/pages', `field ${id} is asked twice`);
    if (!fieldIds.has(id)) add('flow.yaml', '/pages', `unknown field ${id}`);
  });
  fields.forEach((field, index) => {
    const at = `/fields/${index}`;
    if (!asked.includes(field.id)) add('data.yaml', at, `field ${field.id} is asked on no page`);
    if ((field.type === 'choice') !== (field.options !== undefined)) add('data.yaml', at, `field ${field.id}: options belong to a choice, and a choice needs them`);
    if (/\.(?:day|month|year)$/u.test(field.id)) add('data.yaml', at, `field ${field.id}: this ending is kept for the parts of dates`);
  });
  flow.pages.forEach((page, index) => {
    for (const { id } of [page, ...(page.pages ?? [])]) if (KEPT_PAGES.includes(id)) add('flow.yaml', `/pages/${index}`, `the page id ${id} is kept for the form itself`);
  });
  const groups = new Set(overlay.groups.map(({ id }) => id));
  overlay.parameters.forEach((parameter, index) => {
    if (!groups.has(parameter.group)) add('overlay.yaml', `/parameters/${index}`, `unknown group ${parameter.group}`);
    if ((parameter.type === 'choice') !== (parameter.options !== undefined)) add('overlay.yaml', `/parameters/${index}`, `parameter ${parameter.id}: options belong to a choice, and a choice needs them`);
    if (parameter.perPlace === true && (parameter.required === true || parameter.type !== 'integer')) add('overlay.yaml', `/parameters/${index}`, `parameter ${parameter.id}: a value for each municipality is an integer and cannot be required`);
  });
  for (const id of service.clearFields) if (!fieldIds.has(id)) add('service.yaml', '/clearFields', `unknown field ${id}`);
  for (const name of rules.results) if (!Object.hasOwn(rules.rules, name)) add('rules.yaml', '/results', `unknown rule ${name}`);
  servicePackage.case.decisions.forEach((decision, index) => {
    const named = [...(decision.credential ? [decision.credential.number, ...Object.values(decision.credential.claims)] : []), ...(decision.withdraws ? [decision.withdraws.number] : [])];
    for (const field of named) if (field !== 'reference' && !servicePackage.fields.some(({ id }) => id === field)) add('case.yaml', `/decisions/${index}`, `unknown field ${field}`);
    for (const name of [decision.amount, decision.firstAmount, decision.startsOn]) if (name !== undefined && !Object.hasOwn(rules.rules, name)) add('case.yaml', `/decisions/${index}`, `unknown rule ${name}`);
  });
  return problems;
}

function checkTexts(servicePackage: ServicePackage): PackageProblem[] {
  const needed = textKeysOf(servicePackage);
  return servicePackage.service.languages.flatMap((language) => {
    const file = `texts.${language}.yaml`;
    const texts = servicePackage.texts[language] ?? {};
    const missing = needed.required.filter((key) => !Object.hasOwn(texts, key)).map((key) => ({ file, pointer: `/${key}`, message: `text ${key} is missing` }));
    const broken = Object.entries(texts).flatMap(([key, text]) => {
      if (!needed.isKnown(key)) return [{ file, pointer: `/${key}`, message: `text ${key} is used nowhere` }];
      try {
        if (text.includes('{')) compileMessage(text, language);
        return [];
      } catch (error) {
        return [{ file, pointer: `/${key}`, message: `text ${key} is no ICU message: ${error instanceof Error ? error.message : ''}` }];
      }
    });
    return [...missing, ...broken];
  });
}

/** What an overlay says that the package does not allow. Empty means it fits. */
export function checkOverlay(servicePackage: ServicePackage, overlay: ServicePackage['sampleOverlays'][string]): string[] {
  const parameters = new Map(servicePackage.overlay.parameters.map((parameter) => [parameter.id, parameter]));
  const inserts = new Set(servicePackage.overlay.inserts.map(({ id }) => id));
  const sources = new Set(sourceIdsOf(servicePackage));
  return [
    ...(overlay.service === servicePackage.service.id ? [] : [`belongs to service ${overlay.service}`]),
    ...Object.entries(overlay.parameters).flatMap(([id, value]) => {
      const parameter = parameters.get(id);
      if (!parameter) return [`sets unknown parameter ${id}`];
      return isParameterValue(parameter, value) ? [] : [`sets ${id} to a value that is not allowed`];
    }),
    ...Object.entries(overlay.places ?? {}).flatMap(([id, values]) => {
      const parameter = parameters.get(id);
      if (parameter?.perPlace !== true) return [`sets ${id} for single municipalities, which is the same in all of them`];
      return Object.entries(values).flatMap(([ags, { value }]) => (isParameterValue(parameter, value) ? [] : [`sets ${id} of ${ags} to a value that is not allowed`]));
    }),
    ...Object.keys(overlay.sources).flatMap((id) => (sources.has(id) || parameters.has(id) ? [] : [`names a source for unknown ${id}`])),
    ...Object.keys(overlay.inserts).flatMap((id) => (inserts.has(id) ? [] : [`fills unknown insert ${id}`])),
    ...checkOverlayParts(servicePackage, overlay),
  ];
}

function checkOverlays(servicePackage: ServicePackage): PackageProblem[] {
  compileServicePackage(servicePackage, emptyOverlay(servicePackage));
  return Object.entries(servicePackage.sampleOverlays).flatMap(([id, overlay]) => checkOverlay(servicePackage, overlay).map((message) => ({ file: `tests/overlays/${id}.yaml`, pointer: '', message })));
}

function checkSamples(servicePackage: ServicePackage): PackageProblem[] {
  return servicePackage.samples.flatMap((sample, index) => runSample(servicePackage, sample).map((message) => ({ file: 'tests', pointer: `/${index}/expect`, message: `sample "${sample.name}": ${message}` })));
}
