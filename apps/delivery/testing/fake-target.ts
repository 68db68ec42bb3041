import type { ApplicationPort, Progress } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';

/** A system that keeps what it is given in memory, and refuses while it is told to. */
export function fakeTarget(name = 'fake') {
  const taken = new Map<string, ParcelContent>();
  const state = { refuses: false, asked: 0 };
  const target: DeliveryTarget = {
    name,
    async deliver(_house, _tenant, content) {
      state.asked += 1;
      if (state.refuses) throw new Error('the target is down and quotes Ilvy Musterfrau-Beispiel');
      taken.set(content.submission, content);
      return { receipt: `taken-${content.submission}` };
    },
    fetchDocument: async (_house, _tenant, id) => ({ id, kind: 'notice', name: 'bescheid.pdf', contentType: 'application/pdf', bytes: new TextEncoder().encode(id) }),
  };
  return { target, taken, state };
}

/** Applications without a database: each id has the given content, and progress is kept in a list. */
export function fakeApplications(contentOf: (application: string) => ParcelContent) {
  const progress: Progress[] = [];
  const port: ApplicationPort = { read: async (_house, _tenant, application) => contentOf(application), noteProgress: async (_house, _tenant, noted) => { progress.push(noted); } };
  return { port, progress };
}
