import type { FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import { sourceOf, typedSourceIdsOf } from './overlay.ts';
import { isReadableColour } from './brand-colour.ts';
import { overlayEntries, overlayOfEntries, type OverlayEntry } from './overlay-entries.ts';
import { overlayInputs } from './overlay-inputs.ts';
import { overlayWord } from './overlay-words.ts';
import { inputValuesOf, parseField, typedValues, type FormBody, type Readable } from './parse-field.ts';
import { problemText, type ProblemCode } from './problem-texts.ts';
import type { Overlay, OverlaySource, Parameter, ServicePackage } from './service-package.ts';
import { compileTexts } from './service-texts.ts';
import type { Value } from './rules/value.ts';

export type OverlayInput = {
  readonly overlay: Overlay;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
};

/** Who enters the values, for the record beside each rate. */
export type EnteredBy = { readonly name: string; readonly on: PlainDate };

/**
 * Reads the form in which an authority sets its values. Nothing is required here: an unfinished overlay can be kept, `activationProblems`
 * says what is missing before the service goes on. Messages are German; the pointer is `/<input name>`.
 */
export function parseOverlayInput(servicePackage: ServicePackage, body: FormBody, enteredBy: EnteredBy): OverlayInput {
  const texts = compileTexts(servicePackage)('de');
  const label = (key: string) => overlayWord(texts, key);
  const parameters: Record<string, Value> = {};
  const sources: Record<string, OverlaySource> = {};
  const inserts: Record<string, Record<string, string>> = {};
  const problems: FieldProblem[] = [];
  const typed: Record<string, string> = {};
  const read = (field: Readable, labelKey: string): Value | undefined => {
    Object.assign(typed, typedValues(field, body));
    const result = parseField(field, body);
    if ('problem' in result) problems.push(problem(field.id, result.problem, label(labelKey), result.limit));
    return 'value' in result ? result.value : undefined;
  };
  for (const parameter of servicePackage.overlay.parameters) {
    if (parameter.perPlace === true) continue;
    const value = read(readableOf(parameter), `parameter.${parameter.id}.label`);
    if (value !== undefined) parameters[parameter.id] = value;
  }
  for (const id of typedSourceIdsOf(servicePackage)) {
    const fields = sourceFields(id);
    const given = fields.map((field) => read(field, `source.${field.part}.label`));
    const example = read({ id: `source.${id}.example`, type: 'confirmation' }, 'source.example.label') === true;
    if (given.every((value) => value === undefined)) continue;
    const missing = fields.filter((field, index) => given[index] === undefined && !problems.some(({ pointer }) => pointer === `/${field.id}`));
    problems.push(...missing.map((field) => problem(field.id, field.type === 'date' ? 'date-incomplete' : 'required', label(`source.${field.part}.label`))));
    const [statute, statuteDate, validFrom] = given.map(String);
    if (statute && statuteDate && validFrom && !given.includes(undefined)) {
      sources[id] = { statute, statuteDate, validFrom, enteredBy: enteredBy.name, enteredOn: enteredBy.on, example };
    }
  }
  for (const insert of servicePackage.overlay.inserts) {
    for (const language of servicePackage.service.languages) {
      const words = read({ id: `insert.${insert.id}.${language}`, type: 'longText', maxLength: insert.maxLength }, `insert.${insert.id}.label`);
      if (words !== undefined) (inserts[insert.id] ??= {})[language] = String(words);
    }
  }
  const overlay: Overlay = { format: 1, service: servicePackage.service.id, parameters, sources, inserts };
  const further = new Map<string, OverlayEntry>();
  for (const field of overlayInputs(servicePackage)) {
    const value = read(field, field.labelKey);
    if (value === undefined) continue;
    const colour = field.part === 'branding' ? String(value).toLowerCase() : undefined;
    if (colour === undefined) further.set(field.path, value);
    else if (isReadableColour(colour)) further.set(field.path, colour);
    else problems.push({ pointer: `/${field.id}`, code: 'colour', message: 'Geben Sie eine Farbe wie #00594d ein, die auf Weiß gut lesbar ist (Kontrast mindestens 4,5 zu 1).' });
  }
  return { overlay: further.size === 0 ? overlay : overlayOfEntries(overlay.service, new Map([...overlayEntries(overlay), ...further]), sources), problems, typed };
}

/** The inputs of the form filled with what is set already. */
export function overlayInputValues(servicePackage: ServicePackage, overlay: Overlay): Record<string, string> {
  const values: Record<string, string> = {};
  for (const parameter of servicePackage.overlay.parameters) Object.assign(values, inputValuesOf(readableOf(parameter), overlay.parameters[parameter.id]));
  for (const id of typedSourceIdsOf(servicePackage)) {
    const source = overlay.sources[id];
    for (const field of sourceFields(id)) Object.assign(values, inputValuesOf(field, source?.[field.part]));
    values[`source.${id}.example`] = source?.example ? 'yes' : '';
  }
  for (const insert of servicePackage.overlay.inserts) {
    for (const language of servicePackage.service.languages) values[`insert.${insert.id}.${language}`] = overlay.inserts[insert.id]?.[language] ?? '';
  }
  const entries = overlayEntries(overlay);
  for (const field of overlayInputs(servicePackage)) Object.assign(values, inputValuesOf(field, entries.get(field.path)));
  return values;
}

/**
 * What stands in the way of switching the service on: values that are not set, values without a statute, rates that do not apply yet. German,
 * the pointer names the input. Empty means the service may go on.
 */
export function activationProblems(servicePackage: ServicePackage, overlay: Overlay, today: PlainDate): FieldProblem[] {
  const label = compileTexts(servicePackage)('de').get;
  const problems: FieldProblem[] = servicePackage.overlay.parameters
    .filter((parameter) => parameter.required && overlay.parameters[parameter.id] === undefined)
    .map((parameter) => problem(parameter.id, parameter.type === 'choice' || parameter.type === 'boolean' ? 'choose' : 'required', label(`parameter.${parameter.id}.label`)));
  for (const id of typedSourceIdsOf(servicePackage)) {
    const used = servicePackage.overlay.parameters.filter((parameter) => overlay.parameters[parameter.id] !== undefined && groupOf(servicePackage, parameter)?.source === id);
    const unsourced = used.filter((parameter) => overlay.sources[parameter.id] === undefined && overlay.sources[id] === undefined);
    const early = used.filter((parameter) => (sourceOf(servicePackage, overlay, parameter.id)?.validFrom ?? '') > today);
    if (unsourced.length > 0) {
      problems.push({ pointer: `/source.${id}.statute`, code: 'source-missing', message: `Nennen Sie die Satzung, aus der die Werte stammen: ${label(`source.${id}.title`)}.` });
    }
    if (early.length > 0) {
      problems.push({ pointer: `/source.${id}.validFrom`, code: 'not-valid-yet', message: `Diese Werte gelten noch nicht: ${label(`source.${id}.title`)}. Schalten Sie den Dienst ab dem Tag ein, an dem sie gelten.` });
    }
  }
  return problems;
}

function groupOf(servicePackage: ServicePackage, parameter: Parameter): ServicePackage['overlay']['groups'][number] | undefined {
  return servicePackage.overlay.groups.find((group) => group.id === parameter.group);
}

function readableOf(parameter: Parameter): Readable {
  return parameter.type === 'text' ? { maxLength: 300, ...parameter } : parameter;
}

function sourceFields(id: string) {
  return [
    { id: `source.${id}.statute`, type: 'text', maxLength: 300, part: 'statute' },
    { id: `source.${id}.statuteDate`, type: 'date', part: 'statuteDate' },
    { id: `source.${id}.validFrom`, type: 'date', part: 'validFrom' },
  ] as const;
}

function problem(id: string, code: ProblemCode, label: string, limit?: string): FieldProblem {
  return { pointer: `/${id}`, code, message: problemText(code, 'de', limit === undefined ? { label } : { label, limit }) };
}
