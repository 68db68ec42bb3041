import { assignCase, composeNotice, decideCase, decisionOf, getCase, listCases, readFigures } from '@allmende/cases';
import type { House } from '@allmende/house';
import { saveDraftPage, startDraft, submitApplication } from '@allmende/online-services';
import { formatEuro, type Cents } from '@allmende/money';
import { SERVICE } from './order-online-services.ts';
import type { DemoPerson } from './people.ts';

type Applicant = Readonly<Record<string, string>>;

const ALL: Applicant = {
  'address.town': 'Heilbronn', 'dog.birthDate.day': '1', 'dog.birthExact': 'yes', 'keeping.origin': 'new', 'keeping.otherDogs': '0', 'dog.danger': 'none', 'tax.reduction': 'none',
};

/** Invented people and dogs; names, streets and dogs are made up. */
const applicants: readonly Applicant[] = [
  { 'applicant.givenName': 'Wilma', 'applicant.familyName': 'Mustermann-Probe', 'address.street': 'Beispielgasse', 'address.houseNumber': '4', 'address.postcode': '74072', 'dog.name': 'Flocke', 'dog.breed': 'Mischling', 'dog.sex': 'female', 'dog.birthDate.month': '3', 'dog.birthDate.year': '2025' },
  { 'applicant.givenName': 'Bartholomäus', 'applicant.familyName': 'Erfunden', 'address.street': 'Am Musterbach', 'address.houseNumber': '17', 'address.postcode': '74074', 'dog.name': 'Waldi', 'dog.breed': 'Dackel', 'dog.sex': 'male', 'dog.birthDate.month': '6', 'dog.birthDate.year': '2024' },
  { 'applicant.givenName': 'Ayşe', 'applicant.familyName': 'Beispielova', 'address.street': 'Probeweg', 'address.houseNumber': '2a', 'address.postcode': '74076', 'dog.name': 'Pamuk', 'dog.breed': 'Spitz', 'dog.sex': 'female', 'dog.birthDate.month': '11', 'dog.birthDate.year': '2023', 'keeping.otherDogs': '1' },
  { 'applicant.givenName': 'Jonte', 'applicant.familyName': 'Platzhalter', 'address.street': 'Musterallee', 'address.houseNumber': '88', 'address.postcode': '74078', 'dog.name': 'Zottel', 'dog.breed': 'Hovawart', 'dog.sex': 'male', 'dog.birthDate.month': '8', 'dog.birthDate.year': '2025' },
  { 'applicant.givenName': 'Rosalinde', 'applicant.familyName': 'Vorlage-Dichtung', 'address.street': 'Ersonnener Ring', 'address.houseNumber': '5', 'address.postcode': '74080', 'dog.name': 'Keks', 'dog.breed': 'Beagle', 'dog.sex': 'female', 'dog.birthDate.month': '1', 'dog.birthDate.year': '2026' },
];

/** Fills in and sends invented applications at a place, as citizens would; returns what each citizen is told. */
export async function sendDemoApplications(house: House, ars: string): Promise<{ readonly reference: string; readonly secret: string }[]> {
  const receipts: { reference: string; secret: string }[] = [];
  const since = house.clock.today().split('-');
  for (const applicant of applicants) {
    const { firstPage, ...access } = await startDraft(house, { ars, service: SERVICE });
    const body = { ...ALL, 'keeping.since.day': String(Number(since[2])), 'keeping.since.month': String(Number(since[1])), 'keeping.since.year': since[0] ?? '', ...applicant };
    for (let page = firstPage; page !== 'check';) {
      const saved = await saveDraftPage(house, { ...access, page, body, language: 'de' });
      if (saved.outcome !== 'saved') throw new Error(`the page ${page} of a demo application was refused: ${JSON.stringify(saved)}`);
      page = saved.next;
    }
    const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
    if (sent.outcome !== 'sent') throw new Error('a demo application was not complete');
    receipts.push({ reference: sent.reference, secret: sent.secret });
  }
  return receipts;
}

/** How many applications have arrived as cases. */
export async function countDemoCases(caseworker: DemoPerson): Promise<number> {
  return (await listCases(caseworker.ctx, {})).cases.length;
}

/** Brings the arrived cases into different states: one decided, one in work, the others new. */
export async function workOnDemoCases(caseworker: DemoPerson, authority: string): Promise<void> {
  const { ctx } = caseworker;
  const [first, second] = (await listCases(ctx, {})).cases;
  if (!first || !second) return;
  await assignCase(ctx, { case: second.id, version: second.version, to: 'me' });
  const { version } = await assignCase(ctx, { case: first.id, version: first.version, to: 'me' });
  const { content, proposedDueOn: dueOn } = await getCase(ctx, { case: first.id });
  const decision = content && decisionOf(content, 'assessment');
  if (!content || !decision) return;
  const euro = (amount: number | undefined) => (amount === undefined ? '' : formatEuro(amount as Cents).replace(/\s*€$/u, ''));
  const typed = {
    amount: euro(decision.amountCents), firstAmount: euro(decision.firstAmountCents), startsOn: decision.startsOn ?? '', dueOn: dueOn ?? '', reason: '',
  };
  const text = composeNotice(content, decision, readFigures(decision, typed).figures, authority);
  await decideCase(ctx, { case: first.id, version, authority, decision: 'assessment', figures: typed, text });
}
