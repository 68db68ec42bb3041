import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { enterLegalContact } from '../../actions/enter-legal-contact.ts';
import { getLegalContact } from '../../actions/get-legal-contact.ts';
import { enterLegalContact as permission } from '../../domain/permissions.ts';

const text = (description: string) => Type.String({ maxLength: 1000, description });
const ContactSchema = Type.Object({
  body: text('The responsible body in its own words; empty = its name in the register'), address: text('With line breaks; empty = not entered, as everywhere here'), phone: text('Phone number'), email: text('E-mail address'),
  representedBy: text('Office and name'), dataProtectionOfficer: text('How to reach the data protection officer'), dataProtectionAuthority: text('Where to complain about data protection'),
  supervisoryAuthority: text('Who supervises the body'), accessibilityBody: text('Body of the Land that enforces or arbitrates on accessibility'),
}, { additionalProperties: false });
const AuthorityParams = Type.Object({ authority: Type.String() });

export const getLegalContactApi = defineApi({
  method: 'GET', path: '/authorities/:authority/legal-contact', tag: 'portal', operationId: 'getLegalContact', access: 'anyone', params: AuthorityParams, response: ContactSchema,
  summary: 'Who answers for the pages of an authority, as it has entered it', handle: ({ ctx }) => getLegalContact(ctx),
});

export const enterLegalContactApi = defineApi({
  method: 'PUT', path: '/authorities/:authority/legal-contact', tag: 'portal', operationId: 'enterLegalContact', access: permission, params: AuthorityParams, body: ContactSchema, response: ContactSchema,
  summary: 'Enter who answers for the pages of an authority', handle: ({ ctx, body }) => enterLegalContact(ctx, body),
});

export const getPlatformContactApi = defineApi({
  method: 'GET', path: '/platform/legal-contact', tag: 'portal', operationId: 'getPlatformContact', access: 'anyone', response: ContactSchema,
  summary: 'Who operates the platform, as the operator has entered it', handle: ({ ctx }) => getLegalContact(ctx),
});

export const enterPlatformContactApi = defineApi({
  method: 'PUT', path: '/platform/legal-contact', tag: 'portal', operationId: 'enterPlatformContact', access: permission, body: ContactSchema, response: ContactSchema,
  summary: 'Enter who operates the platform', handle: ({ ctx, body }) => enterLegalContact(ctx, body),
});
