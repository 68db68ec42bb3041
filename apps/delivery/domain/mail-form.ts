import { checkCertificate } from './check-certificate.ts';
import type { TargetForm } from './target-form.ts';

/** What an authority enters for applications by e-mail. */
export const mailForm: TargetForm = {
  intro: {
    de: 'Der letzte Ausweg: Jeder Antrag kommt als verschlüsselter Anhang in ein Postfach. Nur wer den geheimen Schlüssel zu Ihrem Zertifikat hat, kann ihn öffnen. Ob die E-Mail gelesen wird, erfährt die Plattform nicht.',
    en: 'The last resort: each application comes into a mailbox as an encrypted attachment. Only whoever has the private key of your certificate can open it. The platform does not learn whether the e-mail is read.',
  },
  fields: [
    { name: 'address', type: 'email', maxLength: 254, label: { de: 'E-Mail-Adresse', en: 'E-mail address' } },
    { name: 'certificate', type: 'pem', maxLength: 20_000, label: { de: 'Zertifikat des Postfachs (S/MIME)', en: 'Certificate of the mailbox (S/MIME)' }, hint: { de: 'Im PEM-Format, mit RSA-Schlüssel ab 3072 Bit', en: 'In PEM format, with an RSA key of 3072 bits or more' } },
  ],
  check: (settings, where) => [
    ...(where.hasMail ? [] : [{ pointer: '/address', code: 'no-mail', message: 'Diese Plattform kann keine E-Mails senden. Bitten Sie den Betrieb, einen Mailserver einzutragen.' }]),
    ...(/^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:.]+$/u.test(settings['address'] ?? '') ? [] : [{ pointer: '/address', code: 'email', message: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel bauamt@musterstadt.example.' }]),
    ...checkCertificate('/certificate', settings['certificate'] ?? '', where.today),
  ],
  address: (settings) => settings['address'] ?? '',
};
