import type { Permission } from '@allmende/access';
import type { Area } from '@allmende/html';
import type { Static, TObject } from 'typebox';
import type { PageRequest } from './page-request.ts';
import type { PageResult } from './page-result.ts';
import type { RateLimit } from './rate-limit.ts';
import type { UploadLimits } from './receive-upload.ts';

/** Who may ask: everybody, everybody signed in, people of suppliers, or whoever has a permission in the authority of the address. */
export type Access = 'anyone' | 'signed-in' | 'supplier' | Permission;

/** A page as a room declares it. */
export type PageDefinition<Params extends TObject = TObject, Query extends TObject = TObject> = {
  readonly method: 'GET' | 'POST';
  /** `/:authority/office/orders/:order`; the area follows from it. `:authority` and `:place` must name one, `:where` either. */
  readonly path: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly rateLimit?: RateLimit;
  /** The page speaks all languages of citizens' pages (`LANGUAGES`), and so does its frame. Others speak German and English. */
  readonly speaksAll?: boolean;
  /** The page takes files in a multipart form, up to these limits. */
  readonly uploads?: UploadLimits;
  readonly handle: (request: PageRequest<Static<Params>, Static<Query>>) => Promise<PageResult>;
};

/** A page of any room, for lists. */
export type AnyPage = Omit<PageDefinition, 'handle'> & { readonly area: Area; readonly handle: (request: PageRequest<never, never>) => Promise<PageResult> };

/** Declares a page. Parameters that do not fit their schema give 404, a query that does not fit is read as absent. */
export function definePage<Params extends TObject, Query extends TObject>(page: PageDefinition<Params, Query>): AnyPage {
  return Object.freeze({ ...page, area: areaOf(page.path) });
}

/** The area that a path belongs to. */
export function areaOf(path: string): Area {
  if (path.startsWith('/operator')) return 'operator';
  if (path.startsWith('/supplier')) return 'supplier';
  if (path.startsWith('/:authority/office')) return 'office';
  return path.startsWith('/:place') || path.startsWith('/:where') || path.startsWith('/:authority') ? 'place' : 'public';
}
