import { isReadableColour } from './brand-colour.ts';
import type { PackageProblem } from './check-shape.ts';
import type { Overlay, ServicePackage } from './service-package.ts';
import { evidenceBounds } from './tailor-package.ts';

const LIMITS = ['maxMB', 'maxFiles', 'validMonths'] as const;

/** What a package says wrongly about questions and evidence that an authority may change. */
export function checkOverlayDeclarations(servicePackage: ServicePackage): PackageProblem[] {
  const { overlay, fields, flow, evidence } = servicePackage;
  const problem = (pointer: string, message: string): PackageProblem => ({ file: 'overlay.yaml', pointer, message });
  const questions = (overlay.questions ?? []).flatMap(({ field: id }, index) => {
    const at = `/questions/${index}`;
    const field = fields.find((each) => each.id === id);
    if (!field) return [problem(at, `unknown field ${id}`)];
    if (flow.declaration.includes(id)) return [problem(at, `field ${id} belongs to the declaration and is always asked`)];
    return field.required === false && field.requiredWhen === undefined ? [] : [problem(at, `field ${id} is required: only optional questions may be left out`)];
  });
  const limits = (overlay.evidence ?? []).flatMap((bounds, index) => {
    const at = `/evidence/${index}`;
    const entry = evidence.evidence.find(({ id }) => id === bounds.id);
    if (!entry) return [problem(at, `unknown evidence ${bounds.id}`)];
    return LIMITS.flatMap((limit) => {
      const [least, most] = evidenceBounds(entry, bounds, limit);
      return least !== undefined && most !== undefined && least > most ? [problem(at, `${limit} of ${bounds.id} may not be tightened to ${least}: the package itself says ${most}`)] : [];
    });
  });
  const twice = (list: 'questions' | 'evidence', ids: readonly string[]) => ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [problem(`/${list}/${index}`, `${id} stands here twice`)]));
  return [...questions, ...limits, ...twice('questions', (overlay.questions ?? []).map(({ field }) => field)), ...twice('evidence', (overlay.evidence ?? []).map(({ id }) => id))];
}

/** What an overlay says about questions, evidence, delivery and colours that the package does not allow. Empty means it fits. */
export function checkOverlayParts(servicePackage: ServicePackage, overlay: Overlay): string[] {
  const { questions = [], evidence: bounds = [], deliveryTargets = [], branding } = servicePackage.overlay;
  return [
    ...Object.keys(overlay.questions ?? {}).flatMap((id) => (questions.some(({ field }) => field === id) ? [] : [`leaves out ${id}, which is always asked`])),
    ...Object.entries(overlay.evidence ?? {}).flatMap(([id, limits]) => {
      const allowed = bounds.find((each) => each.id === id);
      const entry = servicePackage.evidence.evidence.find((each) => each.id === id);
      if (!allowed || !entry) return [`changes evidence ${id}, which is fixed`];
      return Object.entries(limits).flatMap(([limit, value]) => {
        const [least, most] = evidenceBounds(entry, allowed, limit);
        return least === undefined || most === undefined || value < least || value > most ? [`sets ${limit} of evidence ${id} to a value that is not allowed`] : [];
      });
    }),
    ...(overlay.delivery && !deliveryTargets.includes(overlay.delivery.target) ? [`delivers to ${overlay.delivery.target}, which is not allowed`] : []),
    ...(overlay.branding && branding !== true ? ['sets a colour, which is not allowed'] : []),
    ...(overlay.branding && !isReadableColour(overlay.branding.accent) ? [`sets the colour ${overlay.branding.accent}, which is too pale to be read`] : []),
  ];
}
