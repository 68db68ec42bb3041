import { readRoleChoice } from '@allmende/access';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { definePage, readDay, redirect, show, typedDay, type AnyPage, type PageResult, type SubmittedForm } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { Type } from 'typebox';
import { disableAccount } from '../../actions/disable-account.ts';
import { endWork } from '../../actions/end-work.ts';
import { nameDeputy } from '../../actions/name-deputy.ts';
import { requestFactorReset } from '../../actions/reset-factors.ts';
import { endRole } from '../../actions/end-role.ts';
import { grantRole } from '../../actions/grant-role.ts';
import { listPeople, type Person } from '../../actions/list-people.ts';
import { resetPassword } from '../../actions/reset-password.ts';
import { WorksElsewhere } from '../../domain/errors.ts';
import { OFFICE_PEOPLE, peopleScopeWith, PLATFORM_PEOPLE, type PeopleArea, type PeopleScope, type ServicesPort } from '../people-area.ts';
import { invitedView } from './invitation.view.ts';
import { peopleTexts } from './people-texts.ts';
import { personView } from './person.view.ts';

const params = Type.Object({ account: Type.String({ format: 'uuid' }) });

function personPagesOf(servicesOf: ServicesPort, area: PeopleArea): AnyPage[] {
  const path = `${area.path}/:account`;
  return [
    definePage({
      method: 'GET', path, access: area.manage, params,
      async handle(request) {
        const scope = await peopleScopeWith(servicesOf, area, request);
        const people = await listPeople(request.ctx, scope);
        return show(personView({ person: personOf(people, request.params.account), people, scope, locale: request.locale, csrf: request.csrf }));
      },
    }),
    definePage({
      method: 'POST', path, access: area.manage, params,
      async handle(request) {
        const { locale, csrf } = request;
        const scope = await peopleScopeWith(servicesOf, area, request);
        const people = await listPeople(request.ctx, scope);
        const person = personOf(people, request.params.account);
        try {
          return await carryOut(request.ctx, { person, scope, locale, form: request.form });
        } catch (error) {
          const problems = error instanceof InvalidInput ? error.fields : error instanceof WorksElsewhere ? [{ pointer: '', code: 'works-elsewhere', message: peopleTexts(locale).worksElsewhere }] : undefined;
          if (!problems) throw error;
          return show(personView({ person, people, scope, locale, csrf, problems, typed: { deputy: request.form.text('deputy'), from: typedDay(request.form, 'from'), until: typedDay(request.form, 'until') } }));
        }
      },
    }),
  ];
}

function personOf(people: readonly Person[], accountId: string): Person {
  const person = people.find((one) => one.accountId === accountId);
  if (!person) throw new NotFound();
  return person;
}

async function carryOut(ctx: ActionContext, input: { person: Person; scope: PeopleScope; locale: Locale; form: SubmittedForm }): Promise<PageResult> {
  const { person, scope, locale, form } = input;
  const { tenant } = scope;
  const { accountId } = person;
  const t = peopleTexts(locale);
  const done = (location: string, title: string) => redirect(location, { flash: { kind: 'success', title } });
  if (form.has('end-role')) {
    const held = person.roles.find((one) => one.grantId === form.text('end-role'));
    if (!held) throw new NotFound();
    await endRole(ctx, { tenant, grantId: held.grantId });
    return done(person.roles.length > 1 ? scope.href(accountId) : scope.href(), t.ended);
  }
  switch (form.text('act')) {
    case 'give-role': {
      const choice = readRoleChoice(form.text('role'));
      if (!choice) throw new InvalidInput([{ pointer: '/role', code: 'role', message: t.chooseRole }]);
      if (choice.service !== undefined && !scope.services.some(({ id }) => id === choice.service)) throw new InvalidInput([{ pointer: '/role', code: 'service', message: t.unknownService }]);
      await grantRole(ctx, { tenant, accountId, ...choice });
      return done(scope.href(accountId), t.given);
    }
    case 'reset-password':
      return show(invitedView({ scope, locale, name: person.name, email: person.email, oneTimePassword: await resetPassword(ctx, { tenant, accountId }) }));
    case 'name-deputy':
      await nameDeputy(ctx, { tenant, accountId, deputyId: form.text('deputy'), from: readDay(typedDay(form, 'from'), 'from'), until: readDay(typedDay(form, 'until'), 'until') });
      return done(scope.href(accountId), t.deputyNamed);
    case 'leave':
      await endWork(ctx, { tenant, accountId });
      return done(scope.href(), t.left);
    case 'reset-factors':
      await requestFactorReset(ctx, { tenant, accountId });
      return done(scope.href(accountId), t.resetAsked);
    case 'disable':
      await disableAccount(ctx, { tenant, accountId });
      return done(scope.href(), t.disabled);
    default:
      throw new NotFound();
  }
}

/** The pages of single people, of an authority and of the platform. */
export function createPersonPages(servicesOf: ServicesPort): AnyPage[] {
  return [OFFICE_PEOPLE, PLATFORM_PEOPLE].flatMap((area) => personPagesOf(servicesOf, area));
}
