import type { Permission } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { enterLegalContact as enter } from '../../actions/enter-legal-contact.ts';
import { getLegalContact } from '../../actions/get-legal-contact.ts';
import { LEGAL_CONTACT_FIELDS, type LegalContact } from '../../domain/legal-contact.ts';
import { enterLegalContact } from '../../domain/permissions.ts';
import { legalContactView } from './legal-contact.view.ts';

type Addresses = { readonly registeredName: string | undefined; readonly imprintHref: string; readonly here: string };
const access: Permission = enterLegalContact;

type Asked = Pick<PageRequest, 'ctx' | 'form' | 'locale' | 'csrf' | 'authority' | 'urlFor'>;

function pages(path: string, addressesOf: (request: Asked) => Addresses): AnyPage[] {
  return [
    definePage({
      method: 'GET', path, access,
      handle: async (request) => show(legalContactView({ ...addressesOf(request), typed: await getLegalContact(request.ctx), problems: [] }, request)),
    }),
    definePage({ method: 'POST', path, access, handle: (request) => publish(request, addressesOf(request)) }),
  ];
}

async function publish(request: Asked, addresses: Addresses): Promise<PageResult> {
  const typed = Object.fromEntries(LEGAL_CONTACT_FIELDS.map((field) => [field, request.form.text(field)])) as LegalContact;
  try {
    await enter(request.ctx, typed);
  } catch (error) {
    if (error instanceof InvalidInput) return show(legalContactView({ ...addresses, typed, problems: error.fields }, request));
    throw error;
  }
  return redirect(addresses.here, { flash: { kind: 'success', title: request.locale === 'en' ? 'The details are published.' : 'Die Angaben sind veröffentlicht.' } });
}

/** An authority says who answers for its pages. */
export const officeLegalPages: readonly AnyPage[] = pages('/:authority/office/legal', ({ authority, urlFor }) => (
  { registeredName: authority.name, imprintHref: urlFor.place(authority.slug, 'imprint'), here: urlFor.office(authority.slug, 'legal') }
));

/** The operator says who operates the platform. */
export const operatorLegalPages: readonly AnyPage[] = pages('/operator/legal', ({ urlFor }) => ({ registeredName: undefined, imprintHref: urlFor.public('imprint'), here: urlFor.operator('legal') }));
