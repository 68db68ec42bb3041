import { overlayEntries, overlayOfEntries } from './overlay-entries.ts';
import { overlayFields, type OverlayFieldGroup } from './overlay-fields.ts';
import { sourceIdsOf } from './overlay.ts';
import { activationProblems, overlayInputValues, parseOverlayInput, type EnteredBy, type OverlayInput } from './parse-overlay-input.ts';
import { parentsRight, type ParentOverlay } from './parent-overlay.ts';
import type { FormBody } from './parse-field.ts';
import type { ServicePackage } from './service-package.ts';

/** The name of the box that makes a value binding. */
export function bindingName(path: string): string {
  return `bind.${path}`;
}

/** The inputs with which a Land or district sets values for the authorities below: those that are for it, and the statutes behind them. */
export function parentFields(servicePackage: ServicePackage): OverlayFieldGroup[] {
  const used = new Set(servicePackage.overlay.parameters.filter(({ id }) => parentsRight(servicePackage, `parameters/${id}`) !== 'none').flatMap(({ group }) => servicePackage.overlay.groups.find(({ id }) => id === group)?.source ?? []));
  return overlayFields(servicePackage).flatMap((group): OverlayFieldGroup[] => {
    const sourceId = sourceIdsOf(servicePackage).find((id) => group.id === `source.${id}`);
    if (sourceId !== undefined) return used.has(sourceId) ? [group] : [];
    const fields = group.fields.filter(({ path }) => path !== undefined && parentsRight(servicePackage, path) !== 'none').map((field) => ({ ...field, optional: true }));
    return fields.length === 0 ? [] : [{ ...group, fields }];
  });
}

/** The inputs filled with what is set already. */
export function parentInputValues(servicePackage: ServicePackage, parent: ParentOverlay): Record<string, string> {
  return { ...overlayInputValues(servicePackage, parent.values), ...Object.fromEntries(parent.binding.map((path) => [bindingName(path), 'yes'])) };
}

/** Reads the form of a Land or district. Who entered a value stays on record until it changes. Messages are German; the pointer is `/<input name>`. */
export function parseParentInput(servicePackage: ServicePackage, before: ParentOverlay, body: FormBody, enteredBy: EnteredBy): { readonly parent: ParentOverlay; readonly problems: OverlayInput['problems'] } {
  const parsed = parseOverlayInput(servicePackage, body, enteredBy);
  const entries = new Map([...overlayEntries(parsed.overlay)].filter(([path]) => parentsRight(servicePackage, path) !== 'none'));
  const sources = Object.fromEntries(Object.entries(parsed.overlay.sources).map(([id, source]) => {
    const old = before.values.sources[id];
    const isSame = old !== undefined && old.statute === source.statute && old.statuteDate === source.statuteDate && old.validFrom === source.validFrom && old.example === source.example;
    return [id, isSame ? old : source];
  }));
  const old = overlayEntries(before.values);
  const entered = Object.fromEntries([...entries].map(([path, value]) => [path, (old.get(path) === value ? before.entered[path] : undefined) ?? { by: enteredBy.name, on: enteredBy.on }]));
  const binding = [...entries.keys()].filter((path) => parentsRight(servicePackage, path) === 'binds' && body[bindingName(path)] === 'yes');
  const parent: ParentOverlay = { ...before, values: overlayOfEntries(before.values.service, entries, sources), binding, entered };
  const unsourced = activationProblems(servicePackage, parent.values, enteredBy.on).filter(({ code }) => code === 'source-missing');
  return { parent, problems: [...parsed.problems, ...unsourced] };
}
