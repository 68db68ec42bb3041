import Type from 'typebox';
import { OverlaySchema, type Overlay, type ServicePackage } from './service-package.ts';

const strict = { additionalProperties: false } as const;

/** Who sets values for the authorities below: the Land (kept by the operator) before the district. */
export const PARENT_LEVELS = ['land', 'district'] as const;
export type ParentLevel = (typeof PARENT_LEVELS)[number];

/** Values that a Land or district sets for the authorities below it. Immutable, known by the hash of its canonical form. */
export const ParentOverlaySchema = Type.Object({
  format: Type.Literal(1),
  level: Type.Enum(PARENT_LEVELS),
  area: Type.Object({ key: Type.String({ pattern: '^\\d{2}(\\d{3})?$' }), name: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
  values: OverlaySchema,
  /** Paths of values that authorities below cannot replace. */
  binding: Type.Array(Type.String(), { uniqueItems: true }),
  /** By path: who entered the value, and when. */
  entered: Type.Record(Type.String(), Type.Object({ by: Type.String({ minLength: 1, maxLength: 200 }), on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }) }, strict)),
}, strict);

export type ParentOverlay = Type.Static<typeof ParentOverlaySchema>;

/** What a parent may do about a value. */
export type ParentsRight = 'none' | 'proposes' | 'binds';

/** What Land and district may do about the value at a path; `none` also for what the package does not know. */
export function parentsRight(servicePackage: ServicePackage, path: string): ParentsRight {
  const { overlay } = servicePackage;
  const [part, id = '', last = ''] = path.split('/');
  switch (part) {
    case 'parameters': {
      const parameter = overlay.parameters.find((each) => each.id === id);
      if (!parameter) return 'none';
      const hasStatute = overlay.groups.find((group) => group.id === parameter.group)?.source !== undefined;
      return parameter.parents ?? (hasStatute ? 'none' : 'proposes');
    }
    case 'inserts': {
      const insert = overlay.inserts.find((each) => each.id === id);
      return insert && servicePackage.service.languages.includes(last) ? (insert.parents ?? 'proposes') : 'none';
    }
    case 'questions': {
      const question = overlay.questions?.find(({ field }) => field === id);
      return question ? (question.parents ?? 'proposes') : 'none';
    }
    case 'evidence': {
      const evidence = overlay.evidence?.find((each) => each.id === id);
      return evidence && Object.hasOwn(evidence, last) && last !== 'parents' && last !== 'id' ? (evidence.parents ?? 'proposes') : 'none';
    }
    // To whom applications go is for whoever is liable for them.
    case 'delivery': return 'none';
    case 'branding': return overlay.branding === true ? 'proposes' : 'none';
    default: return 'none';
  }
}

/** A parent overlay in which nothing is set yet. */
export function emptyParentOverlay(servicePackage: ServicePackage, level: ParentLevel, area: ParentOverlay['area']): ParentOverlay {
  const values: Overlay = { format: 1, service: servicePackage.service.id, parameters: {}, sources: {}, inserts: {} };
  return { format: 1, level, area, values, binding: [], entered: {} };
}
