import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { Type } from 'typebox';
import { enterBidder, findOwnBidder } from '../../actions/bidder-of.ts';
import { getInvitedCompetition, listInvitedCompetitions } from '../../actions/invited-competition.ts';
import { askQuestion } from '../../actions/questions.ts';
import { listOwnRequests, requestAdmission } from '../../actions/request-admission.ts';
import { submitOffer, withdrawOffer } from '../../actions/submit-offer.ts';
import { getSystem, listSystems } from '../../actions/systems.ts';
import { isClosed } from '../../domain/competition.ts';
import { NoBidder, NotNow, NotThisEnvelope, TooLate } from '../../domain/errors.ts';
import { MOST_ENVELOPE_BYTES } from '../../domain/offer.ts';
import { isOpen } from '../../domain/purchasing-system.ts';
import { detailsView, overviewView, supplierCompetitionView, supplierSystemView } from './supplier.view.ts';

const path = '/supplier/dynamic-purchasing';
const systemParams = Type.Object({ system: Type.String({ format: 'uuid' }) });
const params = Type.Object({ competition: Type.String({ format: 'uuid' }) });
type Request = PageRequest<{ competition: string }, object>;
type Outcome = { readonly problems?: readonly FieldProblem[]; readonly refused?: string; readonly question?: string };

/** The pages of suppliers about systems and competitions; systems are public. */
export const supplierPages: readonly AnyPage[] = [
  definePage({
    method: 'GET', path, access: 'anyone',
    async handle(request) {
      const { ctx } = request;
      const today = ctx.clock.today();
      const bidder = await standing(request);
      const competitions = bidder === 'known' ? (await listInvitedCompetitions(ctx)).map((one) => ({ ...one, isOver: isClosed(one, ctx.clock.now()) })) : [];
      return show(overviewView({ systems: (await listSystems(ctx)).filter((one) => isOpen(one, today)), competitions, bidder }, request));
    },
  }),
  definePage({
    method: 'GET', path: `${path}/details`, access: 'supplier',
    async handle(request) {
      const { supplier, bidder } = await findOwnBidder(request.ctx);
      return show(detailsView({ name: supplier.name, typed: { address: bidder?.address ?? '', email: bidder?.email ?? '' }, problems: [] }, request));
    },
  }),
  definePage({
    method: 'POST', path: `${path}/details`, access: 'supplier',
    async handle(request) {
      const typed = { address: request.form.text('address'), email: request.form.text('email') };
      try {
        await enterBidder(request.ctx, typed);
      } catch (error) {
        if (error instanceof InvalidInput) return show(detailsView({ name: (await findOwnBidder(request.ctx)).supplier.name, typed, problems: error.fields }, request));
        throw error;
      }
      return redirect(request.urlFor.supplier('dynamic-purchasing'), { flash: { kind: 'success', title: request.locale === 'en' ? 'Saved.' : 'Gespeichert.' } });
    },
  }),
  definePage({ method: 'GET', path: `${path}/systems/:system`, access: 'anyone', params: systemParams, handle: (request) => systemPage(request, {}) }),
  definePage({
    method: 'POST', path: `${path}/systems/:system`, access: 'supplier', params: systemParams,
    async handle(request) {
      const typed = { category: request.form.text('category'), statement: request.form.text('statement') };
      try {
        await requestAdmission(request.ctx, { system: request.params.system, ...typed });
      } catch (error) {
        if (error instanceof InvalidInput) return systemPage(request, { typed, problems: error.fields });
        if (error instanceof NotNow || error instanceof NoBidder) return systemPage(request, { typed, refused: saidIn(request.locale, error.message) });
        throw error;
      }
      return redirect(request.urlFor.supplier('dynamic-purchasing', 'systems', request.params.system), { flash: { kind: 'success', title: request.locale === 'en' ? 'Your request has arrived.' : 'Ihr Antrag ist angekommen.' } });
    },
  }),
  definePage({ method: 'GET', path: `${path}/competitions/:competition`, access: 'supplier', params, handle: (request) => page(request, {}) }),
  definePage({
    method: 'GET', path: `${path}/competitions/:competition/sheet`, access: 'supplier', params,
    handle: async ({ ctx, params: asked }) => sendFile({ bytes: Buffer.from(JSON.stringify((await getInvitedCompetition(ctx, asked)).sheet)), contentType: 'application/json', name: 'sealing-sheet.json' }),
  }),
  step('offer', { maxFileBytes: MOST_ENVELOPE_BYTES, maxFiles: 1 }, async ({ ctx, form, params: { competition } }) => {
    const { replaced } = await submitOffer(ctx, { competition, envelope: form.files('envelope')[0]?.bytes ?? new Uint8Array() });
    return replaced ? { de: 'Ihr neues Angebot ist da und ersetzt das frühere.', en: 'Your new offer is here and replaces the earlier one.' } : { de: 'Ihr versiegeltes Angebot ist da.', en: 'Your sealed offer is here.' };
  }),
  step('withdrawal', undefined, async ({ ctx, params: asked }) => { await withdrawOffer(ctx, asked); return { de: 'Ihr Angebot ist zurückgezogen.', en: 'Your offer is withdrawn.' }; }),
  step('questions', undefined, async ({ ctx, form, params: { competition } }) => { await askQuestion(ctx, { competition, question: form.text('question') }); return { de: 'Ihre Frage ist gestellt.', en: 'Your question is asked.' }; }),
];

function step(name: string, uploads: { maxFileBytes: number; maxFiles: number } | undefined, act: (request: Request) => Promise<{ de: string; en: string }>): AnyPage {
  return definePage({
    method: 'POST', path: `${path}/competitions/:competition/${name}`, access: 'supplier', params, ...(uploads === undefined ? {} : { uploads }),
    async handle(request) {
      try {
        const title = (await act(request))[request.locale];
        return redirect(request.urlFor.supplier('dynamic-purchasing', 'competitions', request.params.competition), { flash: { kind: 'success', title } });
      } catch (error) {
        const question = request.form.text('question');
        if (error instanceof InvalidInput) return page(request, { problems: error.fields, question });
        if (error instanceof NotThisEnvelope) return page(request, { problems: [{ pointer: '/envelope', code: 'envelope', message: error.message }] });
        if (error instanceof TooLate || error instanceof NotNow) return page(request, { refused: saidIn(request.locale, error.message), question });
        throw error;
      }
    },
  });
}

async function standing({ actor, ctx }: Pick<PageRequest, 'actor' | 'ctx'>): Promise<'stranger' | 'unknown' | 'known'> {
  if (actor.kind !== 'supplier') return 'stranger';
  return (await findOwnBidder(ctx)).bidder === undefined ? 'unknown' : 'known';
}

async function systemPage(request: PageRequest<{ system: string }, object>, outcome: { readonly typed?: { readonly category: string; readonly statement: string }; readonly problems?: readonly FieldProblem[]; readonly refused?: string }): Promise<PageResult> {
  const { ctx } = request;
  const system = await getSystem(ctx, request.params);
  const bidder = await standing(request);
  const requests = bidder === 'known' ? await listOwnRequests(ctx) : [];
  return show(supplierSystemView({ system, requests, bidder, isOpen: isOpen(system, ctx.clock.today()), typed: outcome.typed ?? { category: '', statement: '' }, problems: outcome.problems ?? [], refused: outcome.refused }, request), outcome.refused === undefined ? {} : { status: 409 });
}

async function page(request: Request, outcome: Outcome): Promise<PageResult> {
  const seen = await getInvitedCompetition(request.ctx, request.params);
  return show(supplierCompetitionView({ ...seen, typed: { question: outcome.question ?? '' }, problems: outcome.problems ?? [], refused: outcome.refused }, request), outcome.refused === undefined ? {} : { status: 409 });
}
