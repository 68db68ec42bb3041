import type { ActionContext, House } from '@allmende/house';
import { addEvidence } from '../actions/add-evidence.ts';
import { activateService, findApplicationBySecret, readReceipt, runApp, saveDraftPage, saveOverlay, startDraft, submitApplication } from '../index.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import type { Answers } from '../domain/situation.ts';
import { anOverlay, completeAnswers, theDogTaxPackage } from './a-service.ts';

const SERVICE = 'hundesteuer-anmelden';

/** Runs the app for the authority of the context (a digital officer's) and switches the dog tax on with invented rates. The packages must be published. */
export async function offerDogTax(ctx: ActionContext): Promise<void> {
  await runApp(ctx);
  await saveOverlay(ctx, { service: SERVICE, body: overlayInputValues(theDogTaxPackage(), anOverlay()) });
  await activateService(ctx, { service: SERVICE });
}

/** Fills in the dog tax at a place and sends it, as a citizen would; gives what the citizen takes along. */
export async function sendDogTax(house: House, input: { ars: string; answers?: Answers; /** PDF or picture that goes along as evidence of the reduction. */ evidence?: Uint8Array; /** A draft that somebody has begun; a new one unless told. */ begun?: Awaited<ReturnType<typeof startDraft>> }): Promise<{ application: string; reference: string; secret: string }> {
  const answers = completeAnswers(input.answers);
  const { firstPage, ...access } = input.begun ?? (await startDraft(house, { ars: input.ars, service: SERVICE }));
  for (let page = firstPage; page !== 'check';) {
    const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
    const fields = theDogTaxPackage().fields.filter(({ id }) => ids.includes(id));
    const body = Object.assign({}, ...fields.map((field) => inputValuesOf(field, answers[field.id]))) as Record<string, string>;
    const saved = await saveDraftPage(house, { ...access, page, body, language: 'de' });
    if (saved.outcome !== 'saved') throw new Error(`the page ${page} was refused`);
    page = saved.next;
  }
  if (input.evidence !== undefined) await addEvidence(house, access, { item: 'reduction', files: [{ name: 'nachweis.pdf', bytes: input.evidence, tooLarge: false }], hasTooManyFiles: false, language: 'de' });
  const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
  if (sent.outcome !== 'sent') throw new Error(`the application was not sent: ${sent.outcome}`);
  const { secret } = await readReceipt(house, { ...access, language: 'de' });
  return { application: sent.application, reference: sent.reference, secret };
}

/** Brings evidence of the reduction after sending, as a citizen with reference and access code does. */
export async function bringEvidence(house: House, input: { reference: string; secret: string; name: string; bytes: Uint8Array }): Promise<void> {
  const holder = await findApplicationBySecret(house, input);
  await addEvidence(house, holder, { item: 'reduction', files: [{ name: input.name, bytes: input.bytes, tooLarge: false }], hasTooManyFiles: false, language: 'de' });
}
