import type { Permission } from '@allmende/access';
import type { ActionContext, House } from '@allmende/house';
import type { LocalText } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';

/** A number on the platform's start page. */
export type StartFigure = {
  readonly label: LocalText;
  readonly unit?: 'percent';
  /** Undefined while nobody knows; the figure is left out then. Asked for every few seconds at most. */
  readonly value: (house: Pick<House, 'database' | 'clock'>) => Promise<number | undefined>;
};

/** A number on the home page of an office or of the operator: what waits there. */
export type WorkFigure = {
  readonly label: LocalText;
  /** Only who has it sees the number. */
  readonly permission: Permission;
  /** Where the work is; `authority` is the slug of the office, empty for the operator. */
  readonly href: (urlFor: UrlFor, authority: string) => string;
  /** For `ctx.tenant`; undefined leaves the figure out. */
  readonly value: (ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'directory'>) => Promise<number | undefined>;
};
