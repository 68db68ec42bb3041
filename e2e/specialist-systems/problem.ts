const PREFIX = 'https://schema.fitko.de/fit-connect/events/problems/';

/** Why a submission is refused, in the form in which the sender gets it. */
export type Problem = { readonly type: string; readonly title: string; readonly detail: string; readonly instance: string };

const TITLES = {
  'incorrect-authentication-tag': 'Authentifizierungstag ungültig', 'encryption-issue': 'Entschlüsselungs-Fehler', 'hash-mismatch': 'Prüfsumme stimmt nicht', 'syntax-violation': 'Syntax-Fehler', 'schema-violation': 'Schema-Fehler',
  'missing-schema': 'Schema-Referenz fehlt', 'unsupported-schema': 'Schema nicht unterstützt', 'unsupported-service': 'Leistung nicht unterstützt', 'missing-data': 'Fachdatensatz fehlt', 'missing-attachment': 'Anlage fehlt',
  'attachments-mismatch': 'Anlagen stimmen nicht überein', 'malicious-attachment': 'Schadhafte Anlage', 'service-mismatch': 'Leistung stimmt nicht überein',
} as const;

/** Makes a problem; throws for none that this system knows. */
export function problem(name: keyof typeof TITLES, instance: string, detail: string): Problem {
  return { type: `${PREFIX}${name}`, title: TITLES[name], detail, instance };
}

/** What an examination ends with; it stops at the first step that fails. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map(({ type, instance }) => `${type.slice(PREFIX.length)} at ${instance}`).join(', '));
    this.problems = problems;
  }
}
