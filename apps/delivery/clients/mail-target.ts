import { openMailer, type Mailer } from '@allmende/mail';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import { NotSetUp, TargetUnreachable } from '../domain/errors.ts';
import { mailForm } from '../domain/mail-form.ts';
import { mailPackage } from '../domain/mail-package.ts';
import { encryptFor } from './encrypt-for.ts';
import { zipOf } from './zip-of.ts';

/** The last resort: one e-mail without content, with the application encrypted for the certificate of the mailbox as its attachment. Nobody learns whether it is read. */
export const mailTarget: DeliveryTarget = {
  name: 'mail',
  label: { de: 'E-Mail mit verschlüsseltem Anhang', en: 'E-mail with an encrypted attachment' },
  form: mailForm,
  takesAttachments: true,
  async deliver(house, _tenant, content, { settings, attachments, isQuiet }) {
    const sealed = await encryptFor(settings['certificate'] ?? '', await zipOf(mailPackage(content, await attachments())));
    if (isQuiet !== true) await post(openMailer(house.config), { to: settings['address'] ?? '', id: content.submission, isTest: content.isTest === true, sealed });
    return { receipt: content.submission, isArrivalUnknown: true };
  },
  async receiveEvidence(house, _tenant, evidence, { settings }) {
    if (evidence.bytes === undefined) return;
    const sealed = await encryptFor(settings['certificate'] ?? '', await zipOf([{ name: 'nachweis.json', bytes: Buffer.from(JSON.stringify({ submission: evidence.submission, evidence: evidence.id, label: evidence.label.de, name: evidence.name, receivedAt: evidence.receivedAt }, undefined, 2)) }, { name: 'nachweis.bin', bytes: evidence.bytes }]));
    await post(openMailer(house.config), { to: settings['address'] ?? '', id: evidence.id, isTest: false, sealed });
  },
  fetchDocument: async () => undefined,
};

async function post(mailer: Mailer | undefined, mail: { readonly to: string; readonly id: string; readonly isTest: boolean; readonly sealed: Uint8Array }): Promise<void> {
  if (!mailer) throw new NotSetUp();
  const what = mail.isTest ? 'Probe: kein Antrag' : 'Neue Sendung';
  try {
    await mailer.send({
      to: mail.to, subject: `${what} (${mail.id.slice(-12)})`,
      text: [
        mail.isTest ? 'Das ist eine Probe, ob Sendungen ankommen. Bitte legen Sie keinen Vorgang an, und löschen Sie die E-Mail.' : 'Sie haben eine neue Sendung aus den Online-Diensten. Sie liegt verschlüsselt im Anhang.', '',
        'So öffnen Sie den Anhang: mit dem Schlüssel Ihres Postfachs, zum Beispiel mit Ihrem S/MIME-Programm oder mit', '  openssl cms -decrypt -inform DER -in sendung.p7m -inkey schluessel.pem -out sendung.zip', '',
        `Kennung: ${mail.id}`, 'Kommt dieselbe Kennung noch einmal, ist es dieselbe Sendung.',
      ].join('\n'),
      messageId: `<${mail.id}@delivery.allmende>`,
      attachments: [{ name: 'sendung.p7m', contentType: 'application/pkcs7-mime; smime-type=enveloped-data; name=sendung.p7m', bytes: mail.sealed }],
    });
  } catch (error) {
    throw new TargetUnreachable({ cause: error });
  } finally {
    mailer.close();
  }
}
