import { outsideOnly } from '@allmende/outside';
import { AddressForbidden } from '../domain/errors.ts';

/** Keeps addresses that an authority typed in out of internal networks. Throws AddressForbidden. */
export const outsideWall = outsideOnly(() => new AddressForbidden());
