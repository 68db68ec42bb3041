import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { classNames } from '@allmende/membership';
import { cents, parseEuro, type Cents } from '@allmende/money';
import { Type } from 'typebox';
import { enterPrices } from '../../actions/enter-prices.ts';
import { enterRate } from '../../actions/enter-rate.ts';
import { getOffer } from '../../actions/get-offer.ts';
import { withdrawOffer } from '../../actions/withdraw-offer.ts';
import { PriceAlreadySet } from '../../domain/errors.ts';
import { registerOffers } from '../../domain/permissions.ts';
import { offerView, type TypedPrices, type TypedRate } from './offer.view.ts';

const params = Type.Object({ offer: Type.String({ format: 'uuid' }) });
const NOTHING: TypedPrices = { validFrom: { day: '', month: '', year: '' }, label: '', amounts: {} };
const NO_RATE: TypedRate = { rateFrom: { day: '', month: '', year: '' }, rateLabel: '', flatCents: '', centsPerCase: '', centsPerUser: '', minimumCents: '' };

/** An offer with its prices by contribution class, and the form for new ones. */
export const offerPage = definePage({ method: 'GET', path: '/operator/offers/:offer', access: registerOffers, params, handle: (request) => showOffer(request, NOTHING, []) });

export const offerPost = definePage({
  method: 'POST', path: '/operator/offers/:offer', access: registerOffers, params,
  async handle(request) {
    const { ctx, form } = request;
    const classes = await classNames(ctx);
    const typed: TypedPrices = { validFrom: typedDay(form, 'validFrom'), label: form.text('label'), amounts: Object.fromEntries(classes.map((name) => [name, form.text(`centsPerYear.${name}`)])) };
    try {
      await enterPrices(ctx, { offer: request.params.offer, validFrom: readDay(typed.validFrom, 'validFrom'), label: typed.label.trim() === '' ? null : typed.label.trim().slice(0, 60), centsPerYear: readAmounts(typed.amounts) });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields : error instanceof PriceAlreadySet ? [{ pointer: '/validFrom', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return showOffer(request, typed, problems);
    }
    return redirect(request.urlFor.operator('offers', request.params.offer), { flash: { kind: 'success', title: request.locale === 'en' ? 'The prices have been entered.' : 'Die Preise sind eingetragen.' } });
  },
});

export const ratePost = definePage({
  method: 'POST', path: '/operator/offers/:offer/rates', access: registerOffers, params,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedRate = {
      rateFrom: typedDay(form, 'rateFrom'), rateLabel: form.text('rateLabel'), flatCents: form.text('flatCents'), centsPerCase: form.text('centsPerCase'), centsPerUser: form.text('centsPerUser'), minimumCents: form.text('minimumCents'),
    };
    try {
      const validFrom = readDay(typed.rateFrom, 'rateFrom');
      await enterRate(ctx, { offer: request.params.offer, rate: { validFrom, label: typed.rateLabel.trim() === '' ? null : typed.rateLabel.trim().slice(0, 60), ...readRate(typed) } });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields : error instanceof PriceAlreadySet ? [{ pointer: '/rateFrom', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return showOffer(request, NOTHING, problems, typed);
    }
    return redirect(request.urlFor.operator('offers', request.params.offer), { flash: { kind: 'success', title: request.locale === 'en' ? 'The price by use has been entered.' : 'Der Preis nach Nutzung ist eingetragen.' } });
  },
});

export const withdrawOfferPost = definePage({
  method: 'POST', path: '/operator/offers/:offer/withdrawal', access: registerOffers, params,
  async handle(request) {
    const withdrawn = request.form.text('withdrawn') === 'yes';
    await withdrawOffer(request.ctx, { offer: request.params.offer, withdrawn });
    const title = withdrawn ? { de: 'Das Angebot ist zurückgezogen.', en: 'The offer is withdrawn.' } : { de: 'Das Angebot steht wieder im Store.', en: 'The offer is in the store again.' };
    return redirect(request.urlFor.operator('offers', request.params.offer), { flash: { kind: 'success', title: title[request.locale] } });
  },
});

async function showOffer(request: Pick<PageRequest, 'ctx' | 'locale' | 'csrf' | 'urlFor'> & { readonly params: { offer: string } }, typed: TypedPrices, problems: readonly FieldProblem[], rate: TypedRate = NO_RATE): Promise<PageResult> {
  const [offer, classes] = await Promise.all([getOffer(request.ctx, { id: request.params.offer }), classNames(request.ctx)]);
  return show(offerView({ offer, classes, today: request.ctx.clock.today(), typed, rate, problems }, request));
}

// An empty field leaves the class as it is.
function readAmounts(typed: Readonly<Record<string, string>>): Record<string, Cents> {
  const amounts: Record<string, Cents> = {};
  const problems: FieldProblem[] = [];
  for (const [name, text] of Object.entries(typed)) {
    if (text.trim() === '') continue;
    const amount = parseEuro(text);
    if (amount === undefined) problems.push({ pointer: `/centsPerYear/${name}`, code: 'amount', message: `Bitte geben Sie für Klasse ${name} einen Betrag in Euro an, zum Beispiel 1.200,00.` });
    else amounts[name] = amount;
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return amounts;
}

// An empty field is a part that is not charged.
function readRate(typed: TypedRate): Record<'flatCents' | 'centsPerCase' | 'centsPerUser' | 'minimumCents', Cents> {
  const problems: FieldProblem[] = [];
  const read = (name: 'flatCents' | 'centsPerCase' | 'centsPerUser' | 'minimumCents'): Cents => {
    const amount = typed[name].trim() === '' ? cents(0) : parseEuro(typed[name]);
    if (amount === undefined) problems.push({ pointer: `/${name}`, code: 'amount', message: 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 12,50.' });
    return amount ?? cents(0);
  };
  const amounts = { flatCents: read('flatCents'), centsPerCase: read('centsPerCase'), centsPerUser: read('centsPerUser'), minimumCents: read('minimumCents') };
  if (problems.length > 0) throw new InvalidInput(problems);
  return amounts;
}
