import type { Answers } from './situation.ts';
import type { ServicePackage } from './service-package.ts';

/** A credential that an applicant may fetch: its type, what is printed on it, what it says. */
export type EarnedCredential = { readonly type: string; readonly number: string; readonly claims: Readonly<Record<string, string>> };

/** What is known of an application that was decided. */
export type DecidedApplication = { readonly reference: string; readonly decision: string | null; readonly state: string; readonly serviceName: string; readonly submittedOn: string; readonly decidedOn: string; readonly answers: Answers };

/** What the authority gives for a decided application: what the package says for this decision, and that it was decided. Nothing before. */
export function credentialsOf(servicePackage: ServicePackage, application: DecidedApplication): EarnedCredential[] {
  if (application.state !== 'decided') return [];
  const text = (from: string) => (from === 'reference' ? application.reference : textOf(application.answers[from]));
  const own = servicePackage.case.decisions.find(({ id }) => id === application.decision)?.credential;
  const number = own && text(own.number);
  return [
    ...(own && number !== undefined ? [{ type: own.type, number, claims: filled(Object.entries(own.claims).map(([claim, from]) => [claim, text(from)])) }] : []),
    {
      type: 'completion-certificate', number: application.reference,
      claims: filled([
        ['service', application.serviceName], ['reference', application.reference], ['submitted_on', application.submittedOn], ['decided_on', application.decidedOn],
        ['family_name', textOf(application.answers['applicant.familyName'])], ['given_name', textOf(application.answers['applicant.givenName'])],
      ]),
    },
  ];
}

function filled(pairs: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
