import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Locale, LocalText } from '@allmende/i18n';
import type { AuthorityRef, PlaceRef } from '@allmende/tenancy';
import type { Level } from '../domain/level.ts';
import type { AttributeName } from '../domain/verified-identity.ts';

/** What a service wants to know of a person, in the person's words. */
export type ServicePurpose = { readonly name: string; /** To be filled into the form for the person. */ readonly attributes: readonly AttributeName[]; /** What happens with them. */ readonly consent: string | undefined };

/** Another way to prove who somebody is, offered beside BundID. Its pages end in `signInCitizen`. */
export type OtherWay = {
  readonly id: string;
  readonly label: LocalText;
  readonly hint: LocalText;
  /** The surest level it proves. */
  readonly level: Exclude<Level, 'none'>;
  /** Where it begins; undefined where it is not available. */
  readonly href: (house: House, asked: { readonly authority: AuthorityRef; readonly level: Exclude<Level, 'none'>; readonly service: string | undefined; readonly next: string }) => string | undefined;
};

/** What the pages ask of rooms that this one does not know. */
export type IdentityPorts = {
  /** Undefined for a service that the authority does not offer. */
  readonly purposeOf: (house: House, asked: { readonly tenant: TenantId; readonly service: string; readonly locale: Locale }) => Promise<ServicePurpose | undefined>;
  /** The authorities whose services a place has. */
  readonly authoritiesOf: (house: House, place: PlaceRef) => Promise<readonly AuthorityRef[]>;
  /** Whether the authority can put news into the mailbox of a BundID account; whoever agrees is asked for it at BundID. */
  readonly reachesMailboxes?: (house: House, tenant: TenantId) => Promise<boolean>;
  readonly otherWays?: readonly OtherWay[];
  /** Pages of other rooms below the account page. */
  readonly ownPages?: readonly { readonly segments: readonly string[]; readonly label: { readonly de: string } & Readonly<Record<string, string>> }[];
};
