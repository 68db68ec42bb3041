import { UnreadableFoundingMembers } from './errors.ts';

/** An authority of the shipped list. */
export type FoundingMember = { readonly kind: 'town' | 'association' | 'district'; /** AGS, 9 digits of an association, 5 of a district. */ readonly key: string; readonly name: string };

/** Reads the shipped list; throws UnreadableFoundingMembers with the line. */
export function readFoundingMembers(text: string): readonly FoundingMember[] {
  return text.split('\n').flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const [kind = '', key = '', , name = ''] = line.split(',');
    if (kind !== 'town' && kind !== 'association' && kind !== 'district') throw new UnreadableFoundingMembers(index + 1, `„${kind}“ ist keine Art von Behörde`);
    if (!/^\d{5}(?:\d{3,4})?$/u.test(key)) throw new UnreadableFoundingMembers(index + 1, `„${key}“ ist kein Schlüssel`);
    return [{ kind, key, name }];
  });
}
