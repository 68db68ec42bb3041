import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { FieldProblem } from '@allmende/errors';
import { checkCertificate } from './check-certificate.ts';
import type { Settings } from './delivery.ts';
import { fitConnectForm } from './fit-connect-form.ts';
import type { TargetForm } from './target-form.ts';

/** Kind of the destination under which an authority enters it. */
export const MAILBOX_WAY = 'bundid-mailbox';

const SHARED = ['environment', 'clientId', 'clientSecret', 'destination', 'keys', 'anchors', 'api', 'token', 'issuer'];

/** What an authority enters so that applicants who want it find news in the mailbox of their BundID account. */
export const mailboxForm: TargetForm = {
  intro: {
    de: 'Wer sich mit BundID anmeldet und zustimmt, findet im Postfach seiner BundID, dass ein Antrag eingegangen ist, dass etwas fehlt und dass entschieden ist. Die Nachrichten sagen, wo man nachsieht, und nichts aus dem Antrag. Sie gehen verschlüsselt über FIT-Connect.',
    en: 'Whoever signs in with BundID and agrees finds in the mailbox of their BundID that an application has arrived, that something is missing and that it is decided. The messages say where to look and nothing of the application. They go encrypted through FIT-Connect.',
  },
  fields: [
    { name: 'senderName', type: 'text', maxLength: 200, label: { de: 'Absender', en: 'Sender' }, hint: { de: 'So steht Ihre Behörde im Postfach, zum Beispiel Stadt Heilbronn', en: 'How your authority appears in the mailbox' } },
    { name: 'certificate', type: 'pem', maxLength: 20_000, label: { de: 'Zertifikat des Absenders', en: 'Certificate of the sender' }, hint: { de: 'Das Zertifikat, mit dem Sie beim Postfach der BundID bekannt sind, im PEM-Format', en: 'The certificate by which the mailbox of BundID knows you, in PEM format' } },
    { name: 'key', type: 'secret-pem', maxLength: 20_000, label: { de: 'Schlüssel zum Zertifikat', en: 'Key of the certificate' } },
    ...fitConnectForm.fields.filter(({ name }) => SHARED.includes(name)).map((field) => (field.name === 'destination' ? { name: 'destination', type: 'text' as const, maxLength: 36, label: { de: 'Zustellpunkt-ID des Postfachs', en: 'Destination id of the mailbox' } } : field)),
  ],
  check: (settings, where) => [
    ...((settings['senderName'] ?? '') === '' ? [{ pointer: '/senderName', code: 'required', message: 'Geben Sie an, wie Ihre Behörde im Postfach heißen soll.' }] : []),
    ...checkAuthor(settings, where.today),
    ...((settings['destination'] ?? '') === '' ? [{ pointer: '/destination', code: 'required', message: 'Geben Sie die Zustellpunkt-ID des Postfachs ein. Sie bekommen sie vom Betrieb der BundID.' }] : []),
    // Without a destination the shared form would ask for an address to look it up.
    ...fitConnectForm.check({ ...settings, version: 'v2', destination: settings['destination'] === '' ? '00000000-0000-0000-0000-000000000000' : (settings['destination'] ?? '') }, where),
  ],
  address: (settings) => fitConnectForm.address(settings),
};

function checkAuthor({ certificate = '', key = '' }: Settings, today: Parameters<typeof checkCertificate>[2]): readonly FieldProblem[] {
  const problems = checkCertificate('/certificate', certificate, today);
  if (problems.length > 0) return problems;
  try {
    const own = createPrivateKey(key);
    if (new X509Certificate(certificate).checkPrivateKey(own) && own.asymmetricKeyType === 'rsa') return [];
  } catch {
    // Said below, in words for the person.
  }
  return [{ pointer: '/key', code: 'key', message: 'Dieser Schlüssel passt nicht zum Zertifikat. Fügen Sie den RSA-Schlüssel im PEM-Format und ohne Kennwort ein.' }];
}
