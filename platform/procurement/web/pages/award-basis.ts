import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { listOffers } from '@allmende/catalog';
import { definePage, isEmptyDay, readDay, redirect, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { cents, parseEuro, type Cents } from '@allmende/money';
import { findAuthorityBySlug, listLands } from '@allmende/register';
import { Type } from 'typebox';
import { endFramework, enterFramework } from '../../actions/enter-framework.ts';
import { enterAwardParameter } from '../../actions/enter-award-parameter.ts';
import { enterSystemAward } from '../../actions/enter-system-award.ts';
import { listAwardParameters, listFrameworkAgreements } from '../../actions/list-award-basis.ts';
import { PARAMETER_NAMES } from '../../domain/award-parameter.ts';
import { keepAwardBasis } from '../../domain/permissions.ts';
import { awardBasisView, type BasisForm, type TypedBasis } from './award-basis.view.ts';

type Request = Pick<PageRequest, 'ctx' | 'locale' | 'csrf' | 'urlFor' | 'form'>;
const path = '/operator/award-basis';
const done = { parameter: { de: 'Der Wert ist eingetragen.', en: 'The value has been entered.' }, framework: { de: 'Die Rahmenvereinbarung ist eingetragen.', en: 'The framework agreement has been entered.' }, award: { de: 'Der Zuschlag ist eingetragen.', en: 'The award has been entered.' } };

export const awardBasisPage = definePage({ method: 'GET', path, access: keepAwardBasis, handle: (request) => showBasis(request, undefined, []) });

export const awardParameterPost = definePage({
  method: 'POST', path: `${path}/parameters`, access: keepAwardBasis,
  handle: (request) => enter(request, 'parameter', async (form) => {
    const name = PARAMETER_NAMES.find((one) => one === form.text('name'));
    if (name === undefined) throw new InvalidInput([{ pointer: '/name', code: 'required', message: 'Bitte wählen Sie, was Sie eintragen.' }]);
    const value = name === 'direct-order-threshold' ? parseEuro(form.text('value')) : /^\d{1,4}$/u.test(form.text('value').trim()) ? Number(form.text('value')) : undefined;
    if (value === undefined) throw new InvalidInput([{ pointer: '/value', code: 'number', message: name === 'direct-order-threshold' ? 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 5.000,00.' : 'Bitte geben Sie eine ganze Zahl von Monaten an.' }]);
    const until = form.day('validUntil');
    await enterAwardParameter(request.ctx, {
      name, land: name === 'direct-order-threshold' ? form.text('land') : '', value, validFrom: readDay(form.day('validFrom'), 'validFrom'), validUntil: isEmptyDay(until) ? null : readDay(until, 'validUntil'), basis: form.text('basis').trim(), source: form.text('source').trim(),
    });
  }),
});

export const frameworkPost = definePage({
  method: 'POST', path: `${path}/frameworks`, access: keepAwardBasis,
  handle: (request) => enter(request, 'framework', async (form) => {
    const authorities = await readAuthorities(request.ctx, form, 'authorities');
    const text = (name: string) => form.text(name).trim();
    await enterFramework(request.ctx, {
      title: text('title'), contractor: text('contractor'), contractorKey: text('contractorKey'), reference: text('reference'), concludedOn: readDay(form.day('concludedOn'), 'concludedOn'), validFrom: readDay(form.day('validFrom'), 'validFrom'),
      validUntil: readDay(form.day('validUntil'), 'validUntil'), longerBecause: text('longerBecause') === '' ? null : text('longerBecause'), mostCents: readAmount(form.text('mostCents'), 'mostCents'), offers: form.all('offers'), authorities,
      ocid: text('ocid') === '' ? null : text('ocid').slice(0, 100), source: text('source'),
    });
  }),
});

export const frameworkEndPost = definePage({
  method: 'POST', path: `${path}/frameworks/:framework/end`, access: keepAwardBasis, params: Type.Object({ framework: Type.String({ format: 'uuid' }) }),
  async handle(request) {
    await endFramework(request.ctx, request.params);
    return redirect(request.urlFor.operator('award-basis'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The agreement ends today.' : 'Die Vereinbarung endet heute.' } });
  },
});

export const systemAwardPost = definePage({
  method: 'POST', path: `${path}/awards`, access: keepAwardBasis,
  handle: (request) => enter(request, 'award', async (form) => {
    const [authority] = await readAuthorities(request.ctx, form, 'authority');
    if (authority === undefined) throw new InvalidInput([{ pointer: '/authority', code: 'required', message: 'Bitte nennen Sie die Behörde, der zugeschlagen wurde.' }]);
    const text = (name: string) => form.text(name).trim();
    await enterSystemAward(request.ctx, {
      authority, system: text('system'), call: text('call'), contractor: text('contractor'), contractorKey: text('contractorKey'), offers: form.all('offers'), centsPerYear: readAmount(form.text('centsPerYear'), 'centsPerYear') ?? cents(0),
      awardedOn: readDay(form.day('awardedOn'), 'awardedOn'), validUntil: readDay(form.day('validUntil'), 'validUntil'), record: text('record'), systemOcid: text('ocid') === '' ? null : text('ocid').slice(0, 100),
    });
  }),
});

/** The fields of one of the forms; their names begin with its own, so that no two on the page are alike. */
type Fields = Omit<TypedBasis, 'what'>;

async function enter(request: Request, what: BasisForm, act: (fields: Fields) => Promise<void>): Promise<PageResult> {
  try {
    await act(fieldsOf(request, what));
  } catch (error) {
    if (error instanceof InvalidInput) return showBasis(request, what, error.fields.map((one) => ({ ...one, pointer: `/${what}${one.pointer}` })));
    if (error instanceof DomainError && error.kind === 'conflict') return showBasis(request, what, [{ pointer: `/${what}/validFrom`, code: 'exists', message: error.message }]);
    throw error;
  }
  return redirect(request.urlFor.operator('award-basis'), { flash: { kind: 'success', title: done[what][request.locale] } });
}

async function showBasis(request: Request, what: BasisForm | undefined, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx } = request;
  const [parameters, frameworks, offers, lands] = await Promise.all([listAwardParameters(ctx), listFrameworkAgreements(ctx), listOffers(ctx, { withdrawn: true }), listLands(ctx)]);
  const typed: TypedBasis = { what, ...(what === undefined ? NOTHING_TYPED : fieldsOf(request, what)) };
  return show(awardBasisView({ parameters, frameworks, offers, lands, today: ctx.clock.today(), typed, problems }, request), problems.length > 0 ? { status: 422 } : {});
}

const NOTHING_TYPED: Fields = { text: () => '', day: () => ({ day: '', month: '', year: '' }), all: () => [] };

function fieldsOf({ form }: Request, what: BasisForm): Fields {
  return { text: (name) => form.text(`${what}.${name}`), day: (name) => typedDay(form, `${what}.${name}`), all: (name) => form.all(`${what}.${name}`) };
}

// Authorities are named by the readable part of their address, one a line.
async function readAuthorities(ctx: PageRequest['ctx'], form: Fields, name: string): Promise<string[]> {
  const slugs = form.text(name).split(/[\s,;]+/u).filter((slug) => slug !== '').slice(0, 2000);
  const ids: string[] = [];
  for (const slug of slugs) {
    const found = await findAuthorityBySlug(ctx, { slug });
    if (found === undefined) throw new InvalidInput([{ pointer: `/${name}`, code: 'unknown', message: `„${slug.slice(0, 80)}“ steht nicht im Verzeichnis.` }]);
    ids.push(found.id);
  }
  return ids;
}

function readAmount(text: string, name: string): Cents | null {
  if (text.trim() === '') return null;
  const amount = parseEuro(text);
  if (amount === undefined) throw new InvalidInput([{ pointer: `/${name}`, code: 'amount', message: 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 100.000,00.' }]);
  return amount;
}
