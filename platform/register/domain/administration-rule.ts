import { isAssociationType } from './codes.ts';
import { UnreadableRegister } from './errors.ts';
import type { Association, AssociationType, PlaceFacts } from './register-edition.ts';

/** Who does the daily work for the members of an association: its own administration, one leading member for all, or each member for itself. */
export type AdministeredBy = 'association' | 'leading' | 'member';

/** One rule of Land law; `land` is a key or `*`. */
export type AdministrationRule = { type: AssociationType; land: string; administeredBy: AdministeredBy; basis: string };

/** Reads `standards/register/administration-rules.tsv`. Throws UnreadableRegister. */
export function readAdministrationRules(text: string): AdministrationRule[] {
  return text.trimEnd().split('\n').slice(1).map((line, index) => {
    const [type = '', land = '', by = '', basis = ''] = line.split('\t');
    if (!isAssociationType(type) || !/^(?:\d{2}|\*)$/u.test(land) || (by !== 'association' && by !== 'leading' && by !== 'member')) {
      throw new UnreadableRegister('administration-rules.tsv', index + 2, 'keine gültige Regel');
    }
    return { type, land, administeredBy: by, basis };
  });
}

/** The rule for an association; one for its Land goes before one for all. Undefined when nobody has entered a rule: then its competence is unknown, not guessed. */
export function findAdministrationRule(rules: readonly AdministrationRule[], association: Pick<Association, 'type' | 'key'>): AdministrationRule | undefined {
  const fitting = rules.filter((rule) => rule.type === association.type);
  return fitting.find((rule) => rule.land === association.key.slice(0, 2)) ?? fitting.find((rule) => rule.land === '*');
}

/** The member that works for all: the one that bears the association's name, else the one in which its seat lies. Undefined when neither or more than one fits. */
export function findLeadingMember(association: Pick<Association, 'name' | 'seat'>, members: readonly PlaceFacts[]): PlaceFacts | undefined {
  const namesakes = members.filter((member) => member.name === association.name);
  if (namesakes.length === 1) return namesakes[0];
  if (association.seat === null) return undefined;
  const seat = shortName(association.seat);
  const seated = members.filter((member) => shortName(member.name) === seat);
  return seated.length === 1 ? seated[0] : undefined;
}

/** Without what different files append to one name: `Kurort Seiffen/Erzgeb.` and `Seiffen/Erzgeb., Kurort` → `Seiffen`. */
function shortName(name: string): string {
  return name.replace(/^(?:Kurort|Stadt) /u, '').replace(/\s*(?:[,/(]| a\. ?d\. | an der ).*$/u, '').trim();
}
