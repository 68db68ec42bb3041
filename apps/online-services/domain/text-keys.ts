import { sourceIdsOf } from './overlay.ts';
import type { ServicePackage } from './service-package.ts';

const GENERAL = ['service.name', 'service.summary', 'service.keywords'];
const SOURCE_PARTS = ['statute', 'statuteDate', 'validFrom', 'example'];

/** The text keys that a package needs in every language, and those that it may have. The keys follow from the ids, so nobody has to list them. */
export function textKeysOf(servicePackage: ServicePackage): { readonly required: readonly string[]; readonly isKnown: (key: string) => boolean } {
  const { service, fields, flow, rules, evidence, overlay } = servicePackage;
  const inner = flow.pages.flatMap(({ pages }) => pages ?? []);
  const sourceIds = sourceIdsOf(servicePackage);
  const required = [
    ...GENERAL,
    ...service.startPage.flatMap(({ id }) => [`start.${id}.title`, `start.${id}.text`]),
    ...[...flow.pages, ...inner].map(({ id }) => `page.${id}.title`), 'page.check.title',
    ...(flow.groups ?? []).flatMap(({ id }) => [`group.${id}.title`, `group.${id}.one`, `group.${id}.add`]),
    ...(service.deadlines ?? []).map(({ id }) => `service.deadline.${id}`), ...(service.fees ?? []).map(({ id }) => `service.fee.${id}`),
    ...(servicePackage.prefill?.sources ?? []).map(({ consent }) => consent),
    ...fields.flatMap(({ id, options }) => [`field.${id}.label`, ...(options ?? []).map((option) => `field.${id}.option.${option}`)]),
    ...rules.results.map((name) => `result.${name}.label`),
    ...rules.checks.map(({ id }) => `check.${id}`),
    ...(rules.hints ?? []).map(({ id }) => `hint.${id}`),
    ...evidence.evidence.flatMap(({ id, replaces }) => [`evidence.${id}.label`, ...(replaces === undefined ? [] : [replaces])]),
    ...overlay.groups.map(({ id }) => `group.${id}.title`),
    ...overlay.parameters.flatMap(({ id, options }) => [`parameter.${id}.label`, ...(options ?? []).map((option) => `parameter.${id}.option.${option}`)]),
    ...overlay.inserts.map(({ id }) => `insert.${id}.label`),
    ...sourceIds.map((id) => `source.${id}.title`), ...(sourceIds.length > 0 ? SOURCE_PARTS.map((part) => `source.${part}.label`) : []),
    ...servicePackage.case.statuses.map((id) => `case.status.${id}`),
    ...servicePackage.case.decisions.flatMap(({ id, blocks, refusal }) => [`case.decision.${id}`, ...blocks, ...(refusal?.reasons ?? []).map((reason) => `case.reason.${reason}`)]),
    ...servicePackage.case.remedies.map(({ text }) => text),
  ];
  const optional = [
    ...[...flow.pages, ...inner].map(({ id }) => `page.${id}.intro`), 'page.check.intro', 'receipt.next',
    ...(flow.groups ?? []).flatMap(({ id }) => [`group.${id}.intro`, `group.${id}.empty`, `group.${id}.remove`]), ...(servicePackage.followUp ? ['followUp.title', 'followUp.intro'] : []),
    ...fields.flatMap(({ id, options }) => [`field.${id}.hint`, `field.${id}.required`, `field.${id}.invalid`, ...(options ?? []).map((option) => `field.${id}.option.${option}.hint`)]),
    ...rules.results.flatMap((name) => [`result.${name}.hint`, `result.${name}.unknown`]),
    ...evidence.evidence.flatMap(({ id }) => [`evidence.${id}.hint`, `evidence.${id}.why`, `evidence.${id}.row`]),
    ...overlay.groups.map(({ id }) => `group.${id}.intro`),
    ...overlay.parameters.map(({ id }) => `parameter.${id}.hint`),
    ...overlay.inserts.map(({ id }) => `insert.${id}.hint`),
    ...SOURCE_PARTS.map((part) => `source.${part}.hint`),
  ];
  const known = new Set([...required, ...optional]);
  return { required: [...new Set(required)], isKnown: (key) => known.has(key) };
}
