import { isUuid } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { createDirectoryToken, ownDirectory, revokeDirectoryToken } from '../../actions/directory-tokens.ts';
import { mapGroup } from '../../actions/scim-groups.ts';
import { OwnRights } from '../../domain/errors.ts';
import { manageDirectory } from '../../domain/permissions.ts';
import { checkServices } from '../check-services.ts';
import { OFFICE_PEOPLE, peopleScopeWith, type ServicesPort } from '../people-area.ts';
import { directoryTexts, directoryView, tokenView } from './directory.view.ts';

const path = '/:authority/office/people/directory';

/** The page about the authority's directory; groups are mapped to roles, a caseworker's for single services too. */
export function createDirectoryPages(servicesOf: ServicesPort): AnyPage[] {
  return [
    definePage({ method: 'GET', path, access: manageDirectory, handle: (request) => shown(servicesOf, request) }),
    definePage({ method: 'POST', path, access: manageDirectory, handle: (request) => carryOut(servicesOf, request) }),
  ];
}

type Request = PageRequest<unknown, unknown>;

async function carryOut(servicesOf: ServicesPort, request: Request): Promise<PageResult> {
  const { ctx, form, locale } = request;
  const scope = await peopleScopeWith(servicesOf, OFFICE_PEOPLE, request);
  const { tenant } = scope;
  const t = directoryTexts(locale);
  const done = (title: string) => redirect(scope.href('directory'), { flash: { kind: 'success', title } });
  try {
    if (form.has('revoke')) {
      await revokeDirectoryToken(ctx, { tenant, token: uuidOf(form.text('revoke')) });
      return done(t.revokedDone);
    }
    if (form.has('map')) {
      const group = uuidOf(form.text('map'));
      const role = form.text(`role-${group}`);
      checkServices(scope, [role], locale);
      await mapGroup(ctx, { tenant, group, role });
      return done(t.mapped);
    }
    return show(tokenView({ token: await createDirectoryToken(ctx, { tenant, name: form.text('name') }), address: `${ctx.config.publicAddress}/scim/v2`, scope, locale }));
  } catch (error) {
    if (error instanceof InvalidInput) return shown(servicesOf, request, error.fields);
    if (error instanceof OwnRights) return shown(servicesOf, request, [{ pointer: '', code: 'own-rights', message: t.ownRights }]);
    throw error;
  }
}

async function shown(servicesOf: ServicesPort, request: Request, problems: InvalidInput['fields'] = []): Promise<PageResult> {
  const scope = await peopleScopeWith(servicesOf, OFFICE_PEOPLE, request);
  return show(directoryView({ ...(await ownDirectory(request.ctx, scope)), scope, problems, typedName: request.form.text('name'), address: `${request.ctx.config.publicAddress}/scim/v2`, locale: request.locale, csrf: request.csrf }));
}

function uuidOf(text: string): string {
  if (!isUuid(text)) throw new NotFound();
  return text;
}
