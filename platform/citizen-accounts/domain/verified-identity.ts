import type { Level } from './level.ts';

/** What a proof of identity may tell about a person. The names are ours; each way to prove an identity translates into them. */
export const ATTRIBUTES = [
  'givenName', 'familyName', 'birthName', 'birthDate', 'birthPlace', 'nationality', 'gender', 'title', 'email', 'telephone', 'street', 'postcode', 'town', 'country', 'mailbox',
] as const;

export type AttributeName = (typeof ATTRIBUTES)[number];

/** A value with how surely it is known; never surer than the proof as a whole. Dates are `YYYY-MM-DD`. */
export type Attribute = { readonly value: string; readonly level: Level };

export type Attributes = Readonly<Partial<Record<AttributeName, Attribute>>>;

/** A person who has just proven who they are. Whoever makes one has checked the proof: `signInCitizen` believes it. */
export type VerifiedIdentity = {
  /** The way it was proven. */
  readonly source: 'bundid' | 'wallet';
  readonly level: Exclude<Level, 'none'>;
  /** Who it is, as this way names the person to this authority alone (BundID: bPK2). Never stored. */
  readonly subject: string;
  readonly attributes: Attributes;
};

/** Whether a text is the name of an attribute. */
export function isAttributeName(text: string): text is AttributeName {
  return (ATTRIBUTES as readonly string[]).includes(text);
}
