import type { Readable } from './parse-field.ts';
import type { Field, ServicePackage } from './service-package.ts';
import { evidenceBounds } from './tailor-package.ts';

/** An input for a value at a path of `overlayEntries`. Labels are keys of `overlayWord`. */
export type OverlayInputField = Readable & { readonly path: string; readonly part: 'questions' | 'evidence' | 'delivery' | 'branding'; readonly type: Field['type']; readonly labelKey: string; readonly hintKey: string };

const LIMITS = ['maxMB', 'maxFiles', 'validMonths'] as const;

/** The inputs for questions, evidence, delivery and colours that an authority may change. */
export function overlayInputs({ overlay, evidence }: ServicePackage): OverlayInputField[] {
  const questions = (overlay.questions ?? []).map(({ field }): OverlayInputField => ({
    id: `question.${field}`, path: `questions/${field}`, part: 'questions', type: 'boolean', labelKey: `field.${field}.label`, hintKey: '',
  }));
  const limits = (overlay.evidence ?? []).flatMap((bounds) => LIMITS.flatMap((limit): OverlayInputField[] => {
    const entry = evidence.evidence.find(({ id }) => id === bounds.id);
    const [min, max] = entry ? evidenceBounds(entry, bounds, limit) : [];
    if (min === undefined || max === undefined) return [];
    return [{ id: `evidence.${bounds.id}.${limit}`, path: `evidence/${bounds.id}/${limit}`, part: 'evidence', type: 'integer', min, max, labelKey: `evidence.${bounds.id}.label|limit.${limit}`, hintKey: '' }];
  }));
  const delivery: OverlayInputField[] = overlay.deliveryTargets ? [{ id: 'delivery.target', path: 'delivery/target', part: 'delivery', type: 'choice', options: overlay.deliveryTargets, labelKey: 'delivery.target', hintKey: '' }] : [];
  const branding: OverlayInputField[] = overlay.branding === true ? [{ id: 'branding.accent', path: 'branding/accent', part: 'branding', type: 'text', maxLength: 7, labelKey: 'branding.accent', hintKey: 'branding.accent.hint' }] : [];
  return [...questions, ...limits, ...delivery, ...branding];
}
