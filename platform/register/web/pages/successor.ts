import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { findNamedPlace } from '../../actions/find-named.ts';
import { findPlace } from '../../actions/find-place.ts';
import { nameSuccessor } from '../../actions/name-successor.ts';
import { correctRegister } from '../../domain/permissions.ts';
import { successorView } from './successor.view.ts';

const path = '/operator/register/vanished/:ags';
const params = Type.Object({ ags: Type.String({ pattern: '^[0-9]{8}$' }) });

export const successorPage = definePage({
  method: 'GET', path, access: correctRegister, params,
  async handle(request) {
    const place = await vanishedPlace(request);
    return show(successorView({ place, typed: { successor: place.successor?.slug ?? '', reason: '' }, problems: [] }, request));
  },
});

export const successorPost = definePage({
  method: 'POST', path, access: correctRegister, params,
  async handle(request) {
    const place = await vanishedPlace(request);
    const typed = { successor: request.form.text('successor'), reason: request.form.text('reason') };
    try {
      const successor = await findNamedPlace(request.ctx, { typed: typed.successor, pointer: '/successor' });
      await nameSuccessor(request.ctx, { ags: place.ags, successor: successor.ags, reason: typed.reason });
      const title = request.locale === 'en' ? `${successor.name} is the successor of ${place.name}.` : `${successor.name} ist Nachfolgerin von ${place.name}.`;
      return redirect(request.urlFor.operator('register'), { flash: { kind: 'success', title } });
    } catch (error) {
      if (error instanceof InvalidInput) return show(successorView({ place, typed, problems: error.fields }, request));
      throw error;
    }
  },
});

async function vanishedPlace(request: { ctx: Parameters<typeof findPlace>[0]; params: { ags: string } }) {
  const place = await findPlace(request.ctx, { ags: request.params.ags });
  if (place === undefined || place.vanishedOn === null) throw new NotFound();
  return place;
}
