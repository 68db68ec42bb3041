import { randomBytes } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { Delivery, Settings } from '../domain/delivery.ts';
import { TargetFault, TargetRefused } from '../domain/errors.ts';
import { signMessage } from '../domain/sign-message.ts';
import { webhookForm } from '../domain/webhook-form.ts';
import { evidenceMessage, multipartBody, submissionMessage, webhookFiles, type WebhookFile } from '../domain/webhook-message.ts';
import { guardedRequest } from './guarded-request.ts';

/** A specialist system with a JSON interface: one signed multipart message for each submission, answered with 2xx and, if it likes, `{ "receipt": "…" }`. */
export const webhookTarget: DeliveryTarget = {
  name: 'webhook',
  label: { de: 'Fachverfahren mit JSON-Schnittstelle', en: 'Specialist system with a JSON interface' },
  form: webhookForm,
  takesAttachments: true,
  async deliver(house, tenant, content, delivery) {
    const files = webhookFiles(await delivery.attachments());
    const schema = (await delivery.schema())?.['$id'];
    const message = submissionMessage(content, files, { schema: typeof schema === 'string' ? schema : undefined, callback: callbackAddress(house, tenant, delivery) });
    return { receipt: (await send(house, delivery.settings, content.submission, message, files)) ?? content.submission };
  },
  async receiveEvidence(house, tenant, evidence, delivery) {
    const { bytes, contentType } = evidence;
    const files = bytes === undefined || contentType === undefined ? [] : webhookFiles([{ ...evidence, bytes, contentType }]);
    await send(house, delivery.settings, `${evidence.id}:${evidence.state}`, evidenceMessage(evidence, files, { callback: callbackAddress(house, tenant, delivery) }), files);
  },
  // What such a system says comes to us with its bytes.
  fetchDocument: async () => undefined,
};

/** Where the system tells us what became of a submission. */
function callbackAddress(house: House, tenant: TenantId, { destination }: Pick<Delivery, 'destination'>): string {
  return `${house.config.publicAddress}/hooks/${tenant}/${destination ?? ''}`;
}

async function send(house: House, settings: Settings, key: string, message: object, files: readonly WebhookFile[]): Promise<string | undefined> {
  const boundary = `allmende-${randomBytes(16).toString('hex')}`;
  const body = multipartBody(message, files, boundary);
  const timestamp = String(Math.floor(house.clock.now().getTime() / 1000));
  const answer = await guardedRequest(settings['url'] ?? '', {
    method: 'POST', body, mayBeInside: house.config.environment !== 'production',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'application/json', 'idempotency-key': key,
      'callback-timestamp': timestamp, 'callback-authentication': signMessage(settings['secret'] ?? '', timestamp, body),
    },
  });
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new TargetFault();
  if (answer.status < 200 || answer.status > 299) throw new TargetRefused();
  return receiptIn(answer.body);
}

// A receipt is welcome and no condition: whoever answers something else has taken it all the same.
function receiptIn(body: Buffer): string | undefined {
  try {
    const receipt: unknown = (JSON.parse(body.toString('utf8')) as { receipt?: unknown } | null)?.receipt;
    return typeof receipt === 'string' && /^[\p{L}\p{N} ._:/-]{1,200}$/u.test(receipt) ? receipt : undefined;
  } catch {
    return undefined;
  }
}
