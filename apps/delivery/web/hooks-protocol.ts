import type { Protocol } from '@allmende/http';
import { usualStatus } from '@allmende/http';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { hearCallback } from '../actions/hear-callback.ts';

/** Where specialist systems tell what became of a submission: signed with the secret of their destination. Documents come inside, so a message may be large. */
export function createHooksProtocol(ports: DeliveryPorts): Protocol {
  return {
    name: 'hooks', takesXml: true, bodyLimitBytes: 15 * 1024 * 1024, rateLimit: { max: 1_200, windowMs: 60_000 },
    routes: [{
      method: 'POST', path: '/:authority/:destination',
      async handle(request) {
        await hearCallback(request.house, ports, {
          authority: request.params['authority'] ?? '', destination: request.params['destination'] ?? '', timestamp: request.header('callback-timestamp'), signature: request.header('callback-authentication'), text: request.text ?? '',
        });
        return { status: 200, headers: { 'cache-control': 'no-store' }, body: { taken: true } };
      },
    }],
    refuse: (error, _request, reference) => ({
      status: error === undefined ? 500 : usualStatus(error), headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ type: `/problems/${error?.code ?? 'kernel/fault'}`, title: error?.code ?? 'kernel/fault', detail: error?.message ?? `Der Fehler liegt bei uns. Nennen Sie bei Rückfragen: ${reference}` }),
    }),
  };
}
