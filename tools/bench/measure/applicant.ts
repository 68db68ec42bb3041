import { clientAddress } from './bench-platform.ts';

/** The service of the demonstration. */
export const SERVICE = 'hundesteuer-anmelden';

/** A draft with what opens it. */
export type ApplicantDraft = {
  readonly id: string;
  /** For the header `allmende-secret`. */
  readonly secret: string;
  readonly address: string;
  /** For browsers: the cookie that opens the draft. */
  readonly cookie: string;
};

/** An invented applicant with an invented dog, all fields of all pages as they are typed. */
export function typedAnswers(today: Date): Record<string, string> {
  return {
    'applicant.givenName': 'Wilma', 'applicant.familyName': 'Mustermann-Probe', 'address.street': 'Beispielgasse', 'address.houseNumber': '4', 'address.postcode': '74072', 'address.town': 'Heilbronn',
    'dog.name': 'Flocke', 'dog.breed': 'Mischling', 'dog.sex': 'female', 'dog.birthDate.day': '1', 'dog.birthDate.month': '3', 'dog.birthDate.year': '2024', 'dog.birthExact': 'yes', 'dog.danger': 'none',
    'keeping.origin': 'new', 'keeping.otherDogs': '0', 'keeping.since.day': String(today.getDate()), 'keeping.since.month': String(today.getMonth() + 1), 'keeping.since.year': String(today.getFullYear()), 'tax.reduction': 'none',
  };
}

/** The declaration on the last page, ticked. */
export const DECLARATION: Readonly<Record<string, string>> = { 'declaration.truth': 'yes' };

/** Begins drafts at Heilbronn through the API (of the dog tax unless told), each from an address of its own, and fills in their pages: the first ones only, or all. */
export async function prepareDrafts(platform: { readonly address: string }, options: { readonly count: number; readonly pages?: number; readonly atOnce?: number; readonly from?: number; readonly service?: string; readonly typed?: Readonly<Record<string, string>> }): Promise<ApplicantDraft[]> {
  const typed = JSON.stringify(options.typed ?? typedAnswers(new Date()));
  const drafts: ApplicantDraft[] = [];
  let next = 0;
  const work = async () => {
    while (next < options.count) {
      const address = clientAddress((options.from ?? 0) + next);
      next += 1;
      const started = await call<{ draft: string; secret: string; firstPage: string }>(platform, 'POST', `/places/heilbronn/services/${options.service ?? SERVICE}/drafts`, { address });
      let page = started.firstPage;
      for (let filled = 0; page !== 'check' && filled < (options.pages ?? Number.POSITIVE_INFINITY); filled += 1) {
        page = (await call<{ next: string }>(platform, 'PUT', `/drafts/${started.draft}/pages/${page}`, { address, secret: started.secret, body: typed })).next;
      }
      drafts.push({ id: started.draft, secret: started.secret, address, cookie: `draft-${started.draft}=${started.secret}` });
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 16 }, work));
  return drafts;
}

async function call<Answer>(platform: { readonly address: string }, method: string, path: string, options: { address: string; secret?: string; body?: string }): Promise<Answer> {
  const response = await fetch(`${platform.address}/api/v1${path}`, {
    method,
    headers: { 'x-forwarded-for': options.address, ...(options.secret === undefined ? {} : { 'allmende-secret': options.secret }), ...(options.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(options.body === undefined ? {} : { body: options.body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
