import type { House } from '@allmende/house';
import type { FastifyInstance } from 'fastify';

/** Mounts what machines ask: alive, ready, figures. Figures are for this machine's own collector only. */
export function mountHealth(app: FastifyInstance, house: House): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await house.database.isReachable();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'database unreachable' });
  });
  app.get('/metrics', async (request, reply) => {
    if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')) return reply.code(404).send();
    return reply.header('content-type', house.metrics.contentType).send(await house.metrics.text());
  });
}
