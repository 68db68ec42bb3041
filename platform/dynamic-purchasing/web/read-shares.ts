import { InvalidInput } from '@allmende/errors';
import type { ReleasedShare } from '../actions/open-offers.ts';

/** Reads the file with opened shares that the page or `tools/seal` wrote; throws InvalidInput (`/shares`). */
export function readShares(text: string): readonly ReleasedShare[] {
  const refuse = () => new InvalidInput([{ pointer: '/shares', code: 'shares', message: 'Das ist keine Datei mit geöffneten Anteilen. Öffnen Sie Ihre Anteile auf dieser Seite oder mit tools/seal und wählen Sie die Datei, die dabei entsteht.' }]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse();
  }
  const { v, shares } = (value ?? {}) as Record<string, unknown>;
  if (v !== 1 || !Array.isArray(shares) || shares.length > 1_000) throw refuse();
  return shares.map((one: unknown) => {
    const { offer, to, share } = (one ?? {}) as Record<string, unknown>;
    if (typeof offer !== 'string' || typeof to !== 'string' || typeof share !== 'string' || offer.length > 40 || to.length > 50 || share.length > 50) throw refuse();
    return { offer, to, share };
  });
}
