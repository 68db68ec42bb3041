import type { Permission } from '@allmende/access';
import { definePage, sendFile, show, type AnyPage } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { formatDate } from '@allmende/time';
import { listRights, type Right } from '../../actions/list-rights.ts';
import { seeRights } from '../../domain/permissions.ts';
import { csvOf } from '../csv-of.ts';
import { OFFICE_PEOPLE, peopleScopeWith, type ServicesPort } from '../people-area.ts';
import { roleName, type NamedService } from '../role-name.ts';
import { rightsTexts, rightsView, type PermissionWords } from './rights.view.ts';

const path = '/:authority/office/people/rights';

/** The page that says who may do what in an authority, and the same as a file. The processes know the permissions of all rooms and the words for them. */
export function createRightsPages(options: { readonly permissions: () => readonly Permission[]; readonly words: PermissionWords; readonly servicesOf: ServicesPort }): AnyPage[] {
  const { words } = options;
  return [
    definePage({
      method: 'GET', path, access: seeRights,
      async handle(request) {
        const scope = await peopleScopeWith(options.servicesOf, OFFICE_PEOPLE, request);
        return show(rightsView({ rights: await listRights(request.ctx, { tenant: scope.tenant, permissions: options.permissions() }), words, scope, today: request.ctx.clock.today(), locale: request.locale }));
      },
    }),
    definePage({
      method: 'GET', path: `${path}/file`, access: seeRights,
      async handle(request) {
        const { locale } = request;
        const rights = await listRights(request.ctx, { tenant: request.ctx.tenant, permissions: options.permissions() });
        return sendFile({ bytes: Buffer.from(csvOf(linesOf(rights, words, { locale, services: await options.servicesOf(request.ctx, request.authority) }))), contentType: 'text/csv; charset=utf-8', name: `${request.authority.slug}-${locale === 'de' ? 'rechte' : 'rights'}-${request.ctx.clock.today()}.csv` });
      },
    }),
  ];
}

function linesOf(rights: readonly Right[], words: PermissionWords, { locale, services }: { readonly locale: Locale; readonly services: readonly NamedService[] }): string[][] {
  const t = rightsTexts(locale);
  return [[t.permission, t.right, t.role, t.person, t.email, t.from, t.until, t.deputyFor], ...rights.flatMap((right) => right.holders.map((holder) => [
    right.permission, words[right.permission]?.[locale] ?? right.permission, roleName(holder, locale, services), holder.name, holder.email, formatDate(holder.validFrom, locale), holder.validUntil === null ? '' : formatDate(holder.validUntil, locale), holder.deputyFor ?? '',
  ]))];
}
