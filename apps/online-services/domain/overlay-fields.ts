import { typedSourceIdsOf } from './overlay.ts';
import { overlayInputs } from './overlay-inputs.ts';
import { LANGUAGE } from './overlay-words.ts';
import type { Field, ServicePackage } from './service-package.ts';

/** An input of the form in which an authority sets its values. Texts are keys of `overlayWord`; `path` as in `overlayEntries`, absent for statutes. */
export type OverlayField = { readonly id: string; readonly path?: string; readonly type: Field['type']; readonly labelKey: string; readonly hintKey: string; readonly options?: readonly string[]; readonly width?: number; readonly optional: boolean };

export type OverlayFieldGroup = { readonly id: string; readonly titleKey: string; readonly introKey: string; readonly fields: readonly OverlayField[] };

/** All inputs in their groups: values first, then where they come from, then own words. */
export function overlayFields(servicePackage: ServicePackage): OverlayFieldGroup[] {
  const { groups, parameters, inserts } = servicePackage.overlay;
  const values = groups.map((group): OverlayFieldGroup => ({
    id: group.id, titleKey: `group.${group.id}.title`, introKey: `group.${group.id}.intro`,
    fields: parameters.filter((parameter) => parameter.group === group.id && parameter.perPlace !== true).map((parameter) => ({
      id: parameter.id, path: `parameters/${parameter.id}`, type: parameter.type, labelKey: `parameter.${parameter.id}.label`, hintKey: `parameter.${parameter.id}.hint`, ...(parameter.options ? { options: parameter.options } : {}), ...(parameter.type === 'integer' ? { width: 4 } : {}), optional: parameter.required !== true,
    })),
  }));
  const typed = values.filter(({ fields }) => fields.length > 0);
  const part = (id: string, name: string, type: OverlayField['type']): OverlayField => ({ id: `source.${id}.${name}`, type, labelKey: `source.${name}.label`, hintKey: `source.${name}.hint`, optional: false });
  const sources = typedSourceIdsOf(servicePackage).map((id): OverlayFieldGroup => ({
    id: `source.${id}`, titleKey: `source.${id}.title`, introKey: `source.${id}.intro`, fields: [part(id, 'statute', 'text'), part(id, 'statuteDate', 'date'), part(id, 'validFrom', 'date'), part(id, 'example', 'confirmation')],
  }));
  const words = inserts.map((insert): OverlayFieldGroup => ({
    id: `insert.${insert.id}`, titleKey: `insert.${insert.id}.label`, introKey: `insert.${insert.id}.hint`,
    fields: servicePackage.service.languages.map((language) => ({ id: `insert.${insert.id}.${language}`, path: `inserts/${insert.id}/${language}`, type: 'longText', labelKey: `${LANGUAGE}${language}`, hintKey: '', optional: true })),
  }));
  const further = (['questions', 'evidence', 'delivery', 'branding'] as const).flatMap((name): OverlayFieldGroup[] => {
    const fields = overlayInputs(servicePackage).filter((field) => field.part === name);
    return fields.length === 0 ? [] : [{
      id: `part.${name}`, titleKey: `part.${name}`, introKey: `part.${name}.intro`,
      fields: fields.map(({ id, path, type, labelKey, hintKey, options }) => ({ id, path, type, labelKey, hintKey, ...(options ? { options } : {}), ...(type === 'integer' ? { width: 4 } : {}), optional: true })),
    }];
  });
  return [...typed, ...sources, ...words, ...further];
}
