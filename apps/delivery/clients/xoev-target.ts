import path from 'node:path';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { Settings } from '../domain/delivery.ts';
import { NotSetUp, TargetFault, TargetRefused } from '../domain/errors.ts';
import { speaksXbau, xbauApplication } from '../domain/xbau-application.ts';
import { xbauLateDocument } from '../domain/xbau-late-document.ts';
import type { XbauReceiver } from '../domain/xbau-message.ts';
import { xoevForm } from '../domain/xoev-form.ts';
import { guardedRequest } from './guarded-request.ts';
import { layFile } from './lay-file.ts';

/** A specialist system that takes messages of an XÖV standard, at an address or out of a folder. */
export const xoevTarget: DeliveryTarget = {
  name: 'xoev',
  label: { de: 'Fachverfahren mit XÖV-Nachrichten', en: 'Specialist system with XÖV messages' },
  form: xoevForm,
  takesAttachments: true,
  refusesService: (service) => (speaksXbau(service) ? undefined : {
    de: 'Für diese Leistung kann die Plattform noch keine XÖV-Nachricht schreiben. Wählen Sie ein anderes Ziel.', en: 'The platform cannot write an XÖV message for this service yet. Choose another target.',
  }),
  async deliver(house, tenant, content, { settings, attachments, isQuiet }) {
    const message = xbauApplication(content, await attachments(), receiverOf(settings));
    if (settings['way'] === 'https') {
      await post(house, settings, content.submission, message);
      return { receipt: content.submission };
    }
    const folder = folderOf(house, tenant, settings);
    const name = `${content.isTest === true ? 'probe-' : ''}${content.submission}.xml`;
    if (isQuiet !== true) await layFile(folder, name, message);
    return { receipt: name, isArrivalUnknown: true };
  },
  async receiveEvidence(house, tenant, evidence, { settings, content }) {
    const { bytes, contentType } = evidence;
    if (bytes === undefined || contentType === undefined) return;
    const message = xbauLateDocument(await content(), { ...evidence, bytes, contentType }, receiverOf(settings));
    if (settings['way'] === 'https') await post(house, settings, evidence.id, message);
    else await layFile(folderOf(house, tenant, settings), `${evidence.submission}-${evidence.id}.xml`, message);
  },
  fetchDocument: async () => undefined,
};

function receiverOf(settings: Settings): XbauReceiver {
  const [prefix = '', key = ''] = (settings['receiverKey'] ?? '').split(':');
  return { prefix, key, name: settings['receiverName'] ?? '' };
}

function folderOf(house: House, tenant: TenantId, settings: Settings): string {
  const { deliveryFolder } = house.config;
  const { folder = '' } = settings;
  // Checked when it was entered, and again where it becomes a path.
  if (deliveryFolder === undefined || !/^[a-z0-9][a-z0-9-]{0,60}$/u.test(folder)) throw new NotSetUp();
  return path.join(deliveryFolder, tenant, folder);
}

async function post(house: House, settings: Settings, id: string, message: string): Promise<void> {
  const { url = '', token = '', certificate = '', key = '', ca = '' } = settings;
  const answer = await guardedRequest(url, {
    method: 'POST', body: [Buffer.from(message)], mayBeInside: house.config.environment !== 'production', tls: { ...(certificate === '' ? {} : { cert: certificate, key }), ...(ca === '' ? {} : { ca }) },
    headers: { 'content-type': 'application/xml; charset=utf-8', 'idempotency-key': id, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
  });
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new TargetFault();
  if (answer.status < 200 || answer.status > 299) throw new TargetRefused();
}
