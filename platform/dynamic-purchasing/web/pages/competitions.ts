import { may } from '@allmende/access';
import { listOffers } from '@allmende/catalog';
import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, sendFile, show, typedDay, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { parseEuro } from '@allmende/money';
import { addDays, formatDate } from '@allmende/time';
import { Type } from 'typebox';
import { readAwardRecord } from '../../actions/award-records.ts';
import { cancelCompetition, createCompetition, earliestLastDay, getCompetition, inviteBidders, listCompetitions } from '../../actions/competitions.ts';
import { announceAward, awardContract, evaluateCompetition, type OrderableAward } from '../../actions/decide-award.ts';
import { keepOfficerKey, listNamedKeys } from '../../actions/officer-keys.ts';
import { getOpeningSet, readOfferFile, releaseShares } from '../../actions/open-offers.ts';
import { answerQuestion } from '../../actions/questions.ts';
import { listSystems } from '../../actions/systems.ts';
import { isClosed } from '../../domain/competition.ts';
import { AnotherPersonNeeded, NotNow, SharesRefused, TooEarly, TooLate } from '../../domain/errors.ts';
import { decideAwards, openOffers, runCompetitions, seeCompetitions } from '../../domain/permissions.ts';
import { isOpen } from '../../domain/purchasing-system.ts';
import { readShares } from '../read-shares.ts';
import { competitionsView, competitionView, evaluationView, keysView, newCompetitionView, openingView, type CompetitionModel, type TypedCompetition } from './competitions.view.ts';

const path = '/:authority/office/competitions';
const params = Type.Object({ competition: Type.String({ format: 'uuid' }) });
const CRITERIA = 4;
const UPLOAD = { maxFileBytes: 2_000_000, maxFiles: 1 };
type Request = PageRequest<{ competition: string }, object>;
type Outcome = { readonly problems?: readonly FieldProblem[]; readonly refused?: string; readonly typed?: CompetitionModel['typed']; readonly lastDay?: CompetitionModel['lastDay'] };

const rowsOf = (form: PageRequest['form']): TypedCompetition => ({
  category: form.text('category'), title: form.text('title'), description: form.text('description'), aboveThreshold: form.text('aboveThreshold'), threshold: form.text('threshold'), officers: form.all('officers'), priceWeight: form.text('priceWeight'),
  priceFormula: form.text('priceFormula'), tieRule: form.text('tieRule'), criteria: Array.from({ length: CRITERIA }, (_, index) => ({ title: form.text(`criteria.${index}.title`), weight: form.text(`criteria.${index}.weight`) })),
});
const NOTHING: TypedCompetition = { category: '', title: '', description: '', aboveThreshold: '', threshold: '2', officers: [], priceWeight: '', priceFormula: '', tieRule: '', criteria: Array.from({ length: CRITERIA }, () => ({ title: '', weight: '' })) };
const whole = (text: string): number => (/^\d{1,3}$/u.test(text.trim()) ? Number(text) : -1);

/** The pages of an authority about competitions. */
export const competitionPages: readonly AnyPage[] = [
  definePage({
    method: 'GET', path, access: seeCompetitions,
    async handle(request) {
      const { ctx, actor } = request;
      const competitions = (await listCompetitions(ctx)).map((one) => ({ ...one, isOver: isClosed(one, ctx.clock.now()) }));
      return show(competitionsView({ competitions, mayRun: may(actor, runCompetitions, ctx.tenant), mayOpen: may(actor, openOffers, ctx.tenant) }, request));
    },
  }),
  definePage({ method: 'GET', path: `${path}/new`, access: runCompetitions, handle: (request) => newPage(request, NOTHING, []) }),
  definePage({
    method: 'POST', path: `${path}/new`, access: runCompetitions,
    async handle(request) {
      const typed = rowsOf(request.form);
      const [system = '', category = ''] = typed.category.split('/');
      const problems: FieldProblem[] = [];
      if (typed.aboveThreshold !== 'yes' && typed.aboveThreshold !== 'no') problems.push({ pointer: '/aboveThreshold', code: 'required', message: 'Bitte geben Sie an, ob der EU-Schwellenwert erreicht ist.' });
      try {
        if (!UUID.test(system)) throw new InvalidInput([{ pointer: '/category', code: 'required', message: 'Bitte wählen Sie eine Kategorie.' }]);
        if (problems.length > 0) throw new InvalidInput(problems);
        const created = await createCompetition(request.ctx, {
          ...typed, system, category, authorityName: request.authority.name, aboveThreshold: typed.aboveThreshold === 'yes', threshold: whole(typed.threshold), priceWeight: whole(typed.priceWeight),
          criteria: typed.criteria.filter((one) => one.title.trim() !== '' || one.weight.trim() !== '').map((one) => ({ title: one.title, weight: whole(one.weight) })),
        });
        return redirect(request.urlFor.office(request.authority.slug, 'competitions', created.id));
      } catch (error) {
        if (error instanceof InvalidInput) return newPage(request, typed, [...problems, ...error.fields.filter((one) => !problems.some(({ pointer }) => pointer === one.pointer))]);
        if (error instanceof NotFound) return newPage(request, typed, [{ pointer: '/category', code: 'required', message: 'Bitte wählen Sie eine Kategorie.' }]);
        throw error;
      }
    },
  }),
  definePage({ method: 'GET', path: `${path}/keys`, access: openOffers, handle: (request) => keysPage(request, []) }),
  definePage({
    method: 'POST', path: `${path}/keys`, access: openOffers, uploads: UPLOAD,
    async handle(request) {
      try {
        await keepOfficerKey(request.ctx, { publicKey: textOf(request, 'publicKey') });
      } catch (error) {
        if (error instanceof InvalidInput) return keysPage(request, error.fields);
        throw error;
      }
      return redirect(request.urlFor.office(request.authority.slug, 'competitions', 'keys'), { flash: { kind: 'success', title: request.locale === 'en' ? 'Your key is entered.' : 'Ihr Schlüssel ist eingetragen.' } });
    },
  }),
  definePage({ method: 'GET', path: `${path}/:competition`, access: seeCompetitions, params, handle: (request) => page(request, {}) }),
  step('invite', runCompetitions, async (request) => {
    await inviteBidders(request.ctx, { competition: request.params.competition, lastDay: readDay(typedDay(request.form, 'lastDay'), 'lastDay') });
    return { de: 'Alle Zugelassenen sind aufgefordert.', en: 'Everybody admitted is invited.' };
  }),
  step('questions/:question', runCompetitions, async (request) => {
    const { question = '' } = request.params as { question?: string };
    try {
      await answerQuestion(request.ctx, { competition: request.params.competition, question, answer: request.form.text(`answer-${question}`) });
    } catch (error) {
      if (error instanceof InvalidInput) throw new InvalidInput(error.fields.map((one) => ({ ...one, pointer: `/answer-${question}` })));
      throw error;
    }
    return { de: 'Die Antwort sehen alle Aufgeforderten.', en: 'Everybody invited sees the answer.' };
  }),
  step('announce', decideAwards, async ({ ctx, params: { competition } }) => { await announceAward(ctx, { competition }); return { de: 'Alle haben ihre Mitteilung.', en: 'Everybody has their notice.' }; }),
  step('award', decideAwards, async (request) => { await awardContract(request.ctx, { competition: request.params.competition, order: orderOf(request) }); return { de: 'Der Zuschlag ist erteilt.', en: 'The contract is awarded.' }; }),
  step('cancel', runCompetitions, async ({ ctx, form, params: { competition } }) => { await cancelCompetition(ctx, { competition, reason: form.text('reason') }); return { de: 'Der Wettbewerb ist aufgehoben.', en: 'The competition is cancelled.' }; }),
  definePage({ method: 'GET', path: `${path}/:competition/opening`, access: openOffers, params, handle: (request) => openingPage(request, {}) }),
  definePage({
    method: 'GET', path: `${path}/:competition/opening/set`, access: openOffers, params,
    async handle({ ctx, params: { competition } }) {
      return sendFile({ bytes: Buffer.from(JSON.stringify(await getOpeningSet(ctx, { competition }))), contentType: 'application/json', name: 'opening-set.json' });
    },
  }),
  definePage({
    method: 'POST', path: `${path}/:competition/opening`, access: openOffers, params, uploads: UPLOAD,
    async handle(request) {
      const { competition } = request.params;
      try {
        const { opened } = await releaseShares(request.ctx, { competition, shares: readShares(textOf(request, 'shares')) });
        const title = opened ? { de: 'Die Angebote sind geöffnet.', en: 'The offers are opened.' } : { de: 'Ihr Anteil ist da. Es fehlen noch weitere Personen.', en: 'Your share is here. Further people are still needed.' };
        return redirect(request.urlFor.office(request.authority.slug, 'competitions', competition), { flash: { kind: 'success', title: title[request.locale] } });
      } catch (error) {
        if (error instanceof InvalidInput) return openingPage(request, { problems: error.fields });
        if (error instanceof SharesRefused) return openingPage(request, { problems: [{ pointer: '/shares', code: 'refused', message: error.message }] });
        if (error instanceof NotNow) return page(request, { refused: saidIn(request.locale, error.message) });
        throw error;
      }
    },
  }),
  definePage({ method: 'GET', path: `${path}/:competition/evaluation`, access: runCompetitions, params, handle: (request) => evaluationPage(request, []) }),
  definePage({
    method: 'POST', path: `${path}/:competition/evaluation`, access: runCompetitions, params,
    async handle(request) {
      const { ctx, form, params: { competition: id } } = request;
      const { competition, offers } = await getCompetition(ctx, { competition: id });
      const judgements = offers.map((offer) => {
        const of = (field: string) => form.text(`${offer.id}.${field}`);
        const ids = competition.content.award.criteria.map((one) => one.id);
        return { offer: offer.id, points: Object.fromEntries(ids.map((one) => [one, whole(of(`${one}.points`))])), reasons: Object.fromEntries(ids.map((one) => [one, of(`${one}.reason`)])), excludedBecause: of('excluded') };
      });
      try {
        await evaluateCompetition(ctx, { competition: id, judgements });
      } catch (error) {
        if (error instanceof InvalidInput) return evaluationPage(request, error.fields, form.text);
        if (error instanceof NotNow) return page(request, { refused: saidIn(request.locale, error.message) });
        throw error;
      }
      return redirect(request.urlFor.office(request.authority.slug, 'competitions', id), { flash: { kind: 'success', title: request.locale === 'en' ? 'The evaluation is saved.' : 'Die Wertung ist gespeichert.' } });
    },
  }),
  definePage({
    method: 'GET', path: `${path}/:competition/files/:file`, access: seeCompetitions, params: Type.Object({ ...params.properties, file: Type.String({ format: 'uuid' }) }),
    async handle({ ctx, params: asked }) {
      const { name, bytes } = await readOfferFile(ctx, asked);
      return sendFile({ bytes, contentType: 'application/octet-stream', name, isForeign: true });
    },
  }),
  definePage({
    method: 'GET', path: `${path}/:competition/record`, access: seeCompetitions, params,
    async handle({ ctx, params: asked }) {
      const { name, bytes } = await readAwardRecord(ctx, asked);
      return sendFile({ bytes, contentType: 'application/pdf', name });
    },
  }),
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

function step(name: string, access: typeof seeCompetitions, act: (request: Request) => Promise<{ de: string; en: string }>): AnyPage {
  const withQuestion = Type.Object({ ...params.properties, question: Type.String({ format: 'uuid' }) });
  return definePage({
    method: 'POST', path: `${path}/:competition/${name}`, access, params: name.includes(':') ? withQuestion : params,
    async handle(request) {
      try {
        const title = (await act(request as unknown as Request))[request.locale];
        return redirect(request.urlFor.office(request.authority.slug, 'competitions', (request.params as { competition: string }).competition), { flash: { kind: 'success', title } });
      } catch (error) {
        const typed = { answers: Object.fromEntries(request.form.names().filter((one) => one.startsWith('answer-')).map((one) => [one.slice('answer-'.length), request.form.text(one)])), reason: request.form.text('reason'), award: typedAward(request.form) };
        if (error instanceof InvalidInput) return page(request as unknown as Request, { problems: error.fields, typed, lastDay: typedDay(request.form, 'lastDay') });
        if (error instanceof NotNow || error instanceof TooLate || error instanceof AnotherPersonNeeded) return page(request as unknown as Request, { refused: saidIn(request.locale, error.message), typed });
        throw error;
      }
    },
  });
}

async function page(request: Request, outcome: Outcome): Promise<PageResult> {
  const { ctx, actor, locale } = request;
  const found = await getCompetition(ctx, { competition: request.params.competition });
  const mine = { run: may(actor, runCompetitions, ctx.tenant), decide: may(actor, decideAwards, ctx.tenant), open: actor.kind === 'staff' && found.competition.content.officers.some((one) => one.account === actor.accountId) };
  const storeOffers = found.competition.state === 'announced' && mine.decide ? (await listOffers(ctx)).slice(0, 50).map(({ id, name }) => ({ id, name })) : [];
  const earliest = found.competition.state === 'draft' ? await earliestLastDay(ctx) : undefined;
  const [year = '', month = '', day = ''] = (earliest === undefined ? '' : addDays(earliest.day, 1)).split('-');
  return show(competitionView({
    ...found, may: mine, earliest: earliest && { ...earliest, day: formatDate(earliest.day, locale) }, lastDay: outcome.lastDay ?? { day, month, year }, storeOffers, typed: outcome.typed ?? { answers: {}, reason: '', award: { offers: [], centsPerYear: '', validUntil: { day: '', month: '', year: '' } } }, problems: outcome.problems ?? [], refused: outcome.refused,
  }, request), outcome.refused === undefined ? {} : { status: 409 });
}

function typedAward(form: PageRequest['form']): CompetitionModel['typed']['award'] {
  return { offers: form.all('offers'), centsPerYear: form.text('centsPerYear'), validUntil: typedDay(form, 'validUntil') };
}

// Nothing chosen: the award stands for itself, and no order in the store rests on it.
function orderOf({ form }: Request): OrderableAward | undefined {
  const typed = typedAward(form);
  if (typed.offers.length === 0) return undefined;
  const centsPerYear = parseEuro(typed.centsPerYear);
  if (centsPerYear === undefined) throw new InvalidInput([{ pointer: '/centsPerYear', code: 'amount', message: 'Bitte geben Sie den Preis im Jahr als Betrag an, zum Beispiel 12.500,00.' }]);
  return { offers: typed.offers, centsPerYear, validUntil: readDay(typed.validUntil, 'validUntil') };
}

async function newPage(request: PageRequest<object, object>, typed: TypedCompetition, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx } = request;
  const [systems, keys] = [await listSystems(ctx), await listNamedKeys(ctx)];
  return show(newCompetitionView({ systems: systems.filter((one) => isOpen(one, ctx.clock.today())), keys, typed, problems }, request));
}

async function keysPage(request: PageRequest<object, object>, problems: readonly FieldProblem[]): Promise<PageResult> {
  return show(keysView({ keys: await listNamedKeys(request.ctx), problems }, request));
}

async function openingPage(request: Request, outcome: Outcome): Promise<PageResult> {
  const { ctx, params: { competition: id } } = request;
  try {
    const set = await getOpeningSet(ctx, { competition: id });
    const { competition } = await getCompetition(ctx, { competition: id });
    return show(openingView({ competition, set, problems: outcome.problems ?? [], refused: outcome.refused }, request));
  } catch (error) {
    if (error instanceof TooEarly || error instanceof NotNow) return page(request, { refused: saidIn(request.locale, error.message) });
    throw error;
  }
}

async function evaluationPage(request: Request, problems: readonly FieldProblem[], typed?: (name: string) => string): Promise<PageResult> {
  const { competition, offers, opened, evaluation } = await getCompetition(request.ctx, { competition: request.params.competition });
  if (competition.state !== 'opened' && competition.state !== 'evaluated') return page(request, {});
  const said = (name: string) => {
    const [offer = '', field = '', part = ''] = name.split('.');
    const judgement = evaluation?.judgements.find((one) => one.offer === offer);
    if (judgement === undefined) return '';
    return field === 'excluded' ? judgement.excludedBecause ?? '' : part === 'points' ? String(judgement.points[field] ?? '') : judgement.reasons[field] ?? '';
  };
  return show(evaluationView({ competition, offers, opened, typed: typed ?? said, problems }, request));
}

function textOf(request: PageRequest<object, object>, field: string): string {
  return Buffer.from(request.form.files(field)[0]?.bytes ?? new Uint8Array()).toString('utf8');
}
