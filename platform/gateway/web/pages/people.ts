import { may } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { dayText, definePage, isEmptyDay, redirect, show, typedDay, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { parsePlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { addressOfInstance } from '../../actions/address-of-instance.ts';
import { endGrant } from '../../actions/end-grant.ts';
import { giveGrant } from '../../actions/give-grant.ts';
import { listGrants } from '../../actions/list-grants.ts';
import type { EntranceOf } from '../../actions/watch-routes.ts';
import { endOfDay } from '../../domain/end-of-day.ts';
import { NotOfThisAuthority } from '../../domain/errors.ts';
import { manageGrants, seeGrants } from '../../domain/permissions.ts';
import { peopleView, peopleWords } from './people.view.ts';

const path = '/:authority/office/instances/:instance/people';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });
const grantParams = Type.Object({ instance: Type.String({ format: 'uuid' }), grant: Type.String({ format: 'uuid' }) });

/** The pages on which an authority says who may use an app. */
export function instancePeoplePages(entranceOf: EntranceOf): readonly AnyPage[] {
  const page = async (request: PageRequest<{ instance: string }, object>, form: Pick<Parameters<typeof peopleView>[0], 'errors' | 'typed'>): Promise<PageResult> => {
    const found = await listGrants(request.ctx, { instance: request.params.instance });
    return show(peopleView({ ...found, ...form, entrance: await addressOfInstance(request.ctx, entranceOf, found.instance), authority: request.authority, mayManage: may(request.actor, manageGrants, request.ctx.tenant) }, request));
  };
  return [
    definePage({ method: 'GET', path, access: seeGrants, params, handle: (request) => page(request, {}) }),
    definePage({
      method: 'POST', path, access: manageGrants, params,
      async handle(request) {
        const t = peopleWords(request.locale);
        const until = typedDay(request.form, 'until');
        const day = parsePlainDate(dayText(until));
        const accountId = request.form.text('person');
        const errors = [
          ...(isUuid(accountId) ? [] : [{ pointer: '/person', code: 'required', message: t.choosePerson }]),
          ...(day === undefined && !isEmptyDay(until) ? [{ pointer: '/until', code: 'date', message: t.noDay }] : []),
        ];
        if (errors.length > 0) return page(request, { errors, typed: { person: accountId, until } });
        try {
          await giveGrant(request.ctx, { instance: request.params.instance, accountId, until: day && endOfDay(day) });
        } catch (error) {
          const fields = error instanceof InvalidInput ? error.fields.map((field) => ({ ...field, message: t.past })) : error instanceof NotOfThisAuthority ? [{ pointer: '/person', code: 'other', message: t.otherAuthority }] : undefined;
          if (!fields) throw error;
          return page(request, { errors: fields, typed: { person: accountId, until } });
        }
        return redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance, 'people'), { flash: { kind: 'success', title: t.given } });
      },
    }),
    definePage({
      method: 'POST', path: `${path}/:grant/end`, access: manageGrants, params: grantParams,
      async handle(request) {
        await endGrant(request.ctx, { instance: request.params.instance, grant: request.params.grant });
        return redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance, 'people'), { flash: { kind: 'success', title: peopleWords(request.locale).ended } });
      },
    }),
  ];
}
