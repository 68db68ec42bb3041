import { CALLBACK_SECRET, checkCallbackSecret } from './callback-secret.ts';
import { checkAddress } from './check-address.ts';
import type { TargetForm } from './target-form.ts';

/** What an authority enters for a specialist system with a JSON interface. */
export const webhookForm: TargetForm = {
  intro: {
    de: 'Ihr Fachverfahren bekommt jeden Antrag als JSON mit seinen Anlagen an eine Adresse. Jede Nachricht ist unterschrieben, und auf demselben Weg meldet das Fachverfahren Stand, Rückfragen, Gebühren und Entscheidungen zurück.',
    en: 'Your specialist system gets each application as JSON with its attachments at one address. Each message is signed, and in the same way the specialist system reports state, questions, fees and decisions.',
  },
  fields: [
    { name: 'url', type: 'url', maxLength: 500, label: { de: 'Adresse des Fachverfahrens', en: 'Address of the specialist system' }, hint: { de: 'Beginnt mit https://', en: 'Begins with https://' } },
    { name: 'secret', type: 'secret', maxLength: CALLBACK_SECRET.max, label: { de: 'Gemeinsames Geheimnis', en: 'Shared secret' }, hint: { de: '32 bis 512 Zeichen. Damit wird in beide Richtungen unterschrieben.', en: '32 to 512 characters. Both directions are signed with it.' } },
  ],
  check: (settings, where) => [
    ...checkAddress('/url', settings['url'] ?? '', where),
    ...checkCallbackSecret('/secret', settings['secret'] ?? ''),
  ],
  address: (settings) => new URL(settings['url'] ?? 'https://unknown.invalid').host,
};
