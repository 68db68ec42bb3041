import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { findAuthorityBySlug, searchAuthorities } from '@allmende/register';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { applyForMembership } from '../../actions/apply-for-membership.ts';
import { contributionClass } from '../../actions/contribution-class.ts';
import { findMember } from '../../actions/find-member.ts';
import { AlreadyApplied } from '../../domain/errors.ts';
import { isMemberOn } from '../../domain/member.ts';
import type { Contact } from '../../domain/membership-application.ts';
import { joinFormView, joinReceivedView, joinView } from './join.view.ts';

const NOBODY: Contact = { name: '', position: '', email: '', phone: '', message: '' };

export const joinPage = definePage({
  method: 'GET', path: '/join', access: 'anyone', query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 80 })), authority: Type.Optional(Type.String({ maxLength: 100 })) }),
  async handle(request) {
    const { ctx, query } = request;
    const chosen = query.authority ? await chosenAuthority(ctx, query.authority) : undefined;
    if (chosen) return show(joinFormView({ ...chosen, typed: NOBODY, problems: [], refused: undefined }, request));
    const hits = query.q ? await searchAuthorities(ctx, { query: query.q, limit: 20 }) : [];
    return show(joinView({ query: query.q, hits }, request));
  },
});

export const joinPost = definePage({
  method: 'POST', path: '/join', access: 'anyone', rateLimit: { max: 10, windowMs: 3_600_000 },
  async handle(request) {
    const { ctx, form } = request;
    const chosen = await chosenAuthority(ctx, form.text('authority'));
    if (!chosen) return redirect(request.urlFor.public('join'));
    const typed: Contact = { name: form.text('name'), position: form.text('position'), email: form.text('email'), phone: form.text('phone'), message: form.text('message') };
    try {
      await applyForMembership(ctx, { authority: chosen.authority.id, contact: typed });
    } catch (error) {
      if (error instanceof InvalidInput) return show(joinFormView({ ...chosen, typed, problems: error.fields, refused: undefined }, request));
      if (error instanceof AlreadyApplied) return show(joinFormView({ ...chosen, typed, problems: [], refused: saidIn(request.locale, error.message) }, request), { status: 409 });
      throw error;
    }
    return redirect(withQuery(request.urlFor.public('join', 'received'), { authority: chosen.authority.slug }));
  },
});

export const joinReceivedPage = definePage({
  method: 'GET', path: '/join/received', access: 'anyone', query: Type.Object({ authority: Type.Optional(Type.String({ maxLength: 100 })) }),
  async handle(request) {
    const authority = request.query.authority ? await findAuthorityBySlug(request.ctx, { slug: request.query.authority }) : undefined;
    return show(joinReceivedView({ name: authority?.name }, request));
  },
});

async function chosenAuthority(ctx: PageRequest['ctx'], slug: string) {
  const authority = await findAuthorityBySlug(ctx, { slug });
  if (authority === undefined || authority.vanishedOn !== null) return undefined;
  const on = ctx.clock.today();
  const [member, contribution] = await Promise.all([findMember(ctx, { authority: authority.id }), contributionClass(ctx, { inhabitants: authority.population, on })]);
  return { authority, contribution, isMember: member !== undefined && isMemberOn(member, on) };
}
