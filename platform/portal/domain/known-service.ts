import type { ActionContext } from '@allmende/house';
import type { LocalText } from '@allmende/i18n';
import type { Findable } from './find-services.ts';

/** A service that is described on this platform, whoever offers it. What an authority decides (amounts, periods, contact) is not in it. */
export type KnownService = Findable & {
  /** Id of the service package. */
  readonly service: string;
  /** Who usually answers for it. */
  readonly usualAuthority: 'municipality' | 'district' | 'land';
  /** Who it is for, what is needed, what it costs, how it goes on: as far as that is the same everywhere. */
  readonly sections: readonly { readonly id: string; readonly title: LocalText; readonly text: LocalText }[];
  /** Documents that may be asked for, as people know them; which ones, the answers decide. */
  readonly documents: readonly LocalText[];
  /** By when it must be done or is decided, as far as that is entered. */
  readonly deadlines: readonly LocalText[];
  /** Fees that are the same everywhere, or that the authority decides. */
  readonly fees: readonly LocalText[];
  /** Names of laws. */
  readonly laws: readonly string[];
};

/** Every service that is released on this platform. Apps answer; the processes connect them. */
export type ListKnownServices = (ctx: Pick<ActionContext, 'database'>) => Promise<readonly KnownService[]>;
