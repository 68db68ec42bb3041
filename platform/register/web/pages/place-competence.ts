import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, isEmptyDay, readDay, redirect, show, type SubmittedForm } from '@allmende/http';
import { Type } from 'typebox';
import { findNamedAuthority } from '../../actions/find-named.ts';
import { findPlace } from '../../actions/find-place.ts';
import { listAuthorities } from '../../actions/list-authorities.ts';
import { listCompetentAuthorities } from '../../actions/list-competent-authorities.ts';
import { setCompetence } from '../../actions/set-competence.ts';
import { correctRegister } from '../../domain/permissions.ts';
import { placeCompetenceView, type TypedCompetence } from './place-competence.view.ts';

const path = '/operator/register/places/:ags';
const params = Type.Object({ ags: Type.String({ pattern: '^[0-9]{8}$' }) });
const NOTHING_TYPED: TypedCompetence = { service: '', usually: '', authority: '', reason: '', validFrom: { day: '', month: '', year: '' }, validUntil: { day: '', month: '', year: '' } };
type Request = { ctx: Parameters<typeof setCompetence>[0] & Parameters<typeof listCompetentAuthorities>[0]; params: { ags: string } };

export const placeCompetencePage = definePage({
  method: 'GET', path, access: correctRegister, params,
  handle: async (request) => show(placeCompetenceView({ ...await loadModel(request), typed: NOTHING_TYPED, problems: [] }, request)),
});

export const placeCompetencePost = definePage({
  method: 'POST', path, access: correctRegister, params,
  async handle(request) {
    const model = await loadModel(request);
    const typed = typedCompetence(request.form);
    try {
      await enter(request, typed);
    } catch (error) {
      if (error instanceof InvalidInput) return show(placeCompetenceView({ ...model, typed, problems: error.fields }, request));
      throw error;
    }
    const title = request.locale === 'en' ? 'The competence has been entered.' : 'Die Zuständigkeit ist eingetragen.';
    return redirect(request.urlFor.operator('register', 'places', model.place.ags), { flash: { kind: 'success', title } });
  },
});

async function loadModel({ ctx, params: { ags } }: Request) {
  const place = await findPlace(ctx, { ags });
  if (place === undefined) throw new NotFound();
  const competence = await listCompetentAuthorities(ctx, { ags });
  const mentioned = [competence.place.municipal, competence.place.district, ...competence.entries.map((entry) => entry.authority)].filter((id) => id !== null);
  const names = new Map((await listAuthorities(ctx, { ids: [...new Set(mentioned)] })).map((authority) => [authority.id, authority.name]));
  return { place, competence, names };
}

async function enter(request: Request, typed: TypedCompetence): Promise<void> {
  const problems: FieldProblem[] = [];
  const collect = async <Value>(read: () => Value | Promise<Value>): Promise<Value | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.fields);
      return undefined;
    }
  };
  const usually = typed.usually === 'municipality' || typed.usually === 'district' ? typed.usually : undefined;
  if (usually === undefined) problems.push({ pointer: '/usually', code: 'required', message: 'Bitte wählen Sie, wer die Leistung üblicherweise erbringt.' });
  const authority = typed.authority.trim() === '' ? null : await collect(() => findNamedAuthority(request.ctx, { typed: typed.authority, pointer: '/authority' }));
  const validFrom = await collect(() => readDay(typed.validFrom, 'validFrom'));
  const validUntil = isEmptyDay(typed.validUntil) ? undefined : await collect(() => readDay(typed.validUntil, 'validUntil'));
  if (problems.length > 0 || usually === undefined || authority === undefined || validFrom === undefined) throw new InvalidInput(problems);
  await setCompetence(request.ctx, {
    ags: request.params.ags, service: { id: typed.service.trim(), usualAuthorityKind: usually }, authority: authority?.id ?? null, validFrom, ...(validUntil === undefined ? {} : { validUntil }), reason: typed.reason,
  });
}

function typedCompetence(form: SubmittedForm): TypedCompetence {
  const parts = (name: string) => ({ day: form.text(`${name}.day`), month: form.text(`${name}.month`), year: form.text(`${name}.year`) });
  return { service: form.text('service'), usually: form.text('usually'), authority: form.text('authority'), reason: form.text('reason'), validFrom: parts('validFrom'), validUntil: parts('validUntil') };
}
