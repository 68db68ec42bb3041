import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { FieldProblem } from '@allmende/errors';
import { checkAddress } from './check-address.ts';
import { checkCertificate } from './check-certificate.ts';
import { CALLBACK_SECRET, checkCallbackSecret } from './callback-secret.ts';
import type { Settings } from './delivery.ts';
import type { SettingsWhere, TargetForm } from './target-form.ts';

/** Folder names go into a path: nothing but these. */
const FOLDER = /^[a-z0-9][a-z0-9-]{0,60}$/u;

/** What an authority enters for messages of an XÖV standard. */
export const xoevForm: TargetForm = {
  intro: {
    de: 'Ihr Fachverfahren bekommt jeden Antrag als XÖV-Nachricht: an eine Adresse oder als Datei in einen Ordner, den der Betrieb mit Ihnen teilt. Zurzeit kann die Plattform den Bauantrag als XBau 2.1 schreiben und Antworten in XBau lesen.',
    en: 'Your specialist system gets each application as an XÖV message: at an address, or as a file in a folder that the operator shares with you. At present the platform can write the building application as XBau 2.1 and read answers in XBau.',
  },
  fields: [
    { name: 'way', type: 'choice', maxLength: 10, label: { de: 'Weg', en: 'Way' }, options: [{ value: 'https', label: { de: 'an eine Adresse (HTTPS)', en: 'to an address (HTTPS)' } }, { value: 'folder', label: { de: 'in einen Ordner', en: 'into a folder' } }] },
    { name: 'receiverName', type: 'text', maxLength: 200, label: { de: 'Name der empfangenden Behörde', en: 'Name of the receiving authority' } },
    { name: 'receiverKey', type: 'text', maxLength: 60, label: { de: 'Behördenschlüssel', en: 'Key of the authority' }, hint: { de: 'Wie im Deutschen Verwaltungsdiensteverzeichnis (DVDV), zum Beispiel bab:08121000', en: 'As in the German directory of administrative services (DVDV), for example bab:08121000' } },
    { name: 'url', type: 'url', maxLength: 500, optional: true, label: { de: 'Adresse', en: 'Address' }, hint: { de: 'Nur für den Weg an eine Adresse', en: 'Only for the way to an address' } },
    { name: 'token', type: 'secret', maxLength: 1000, optional: true, label: { de: 'Zugangstoken (Bearer)', en: 'Access token (bearer)' }, hint: { de: 'Oder ein Zertifikat mit Schlüssel, siehe unten', en: 'Or a certificate with a key, see below' } },
    { name: 'certificate', type: 'pem', maxLength: 20_000, optional: true, label: { de: 'Zertifikat der Plattform bei diesem Fachverfahren', en: 'Certificate of the platform at this specialist system' } },
    { name: 'key', type: 'secret-pem', maxLength: 20_000, optional: true, label: { de: 'Schlüssel zum Zertifikat', en: 'Key of the certificate' } },
    { name: 'ca', type: 'pem', maxLength: 20_000, optional: true, label: { de: 'Zertifikat, dem vertraut werden soll', en: 'Certificate to trust' }, hint: { de: 'Nur wenn das Fachverfahren ein Zertifikat hat, das nicht von einer allgemein bekannten Stelle kommt', en: 'Only if the certificate of the specialist system does not come from a commonly known authority' } },
    { name: 'answerSecret', type: 'secret', maxLength: CALLBACK_SECRET.max, optional: true, label: { de: 'Gemeinsames Geheimnis für Antworten', en: 'Shared secret for answers' }, hint: { de: '32 bis 512 Zeichen. Damit unterschreibt das Fachverfahren, was es zurückmeldet. Die Adresse dafür steht hier, sobald das Ziel gespeichert ist.', en: '32 to 512 characters. The specialist system signs with it what it reports back. The address for it stands here once the destination is saved.' } },
    { name: 'folder', type: 'text', maxLength: 61, optional: true, label: { de: 'Name des Ordners', en: 'Name of the folder' }, hint: { de: 'Nur für den Weg in einen Ordner: kleine Buchstaben, Ziffern, Bindestrich', en: 'Only for the way into a folder: small letters, digits, hyphen' } },
  ],
  check: (settings, where) => [
    ...((settings['receiverName'] ?? '') === '' ? [{ pointer: '/receiverName', code: 'required', message: 'Geben Sie den Namen der empfangenden Behörde ein.' }] : []),
    ...(/^[a-z]{2,10}:[A-Za-z0-9-]{1,40}$/u.test(settings['receiverKey'] ?? '') ? [] : [{ pointer: '/receiverKey', code: 'key', message: 'Der Behördenschlüssel hat ein Präfix, einen Doppelpunkt und eine Kennung, zum Beispiel bab:08121000.' }]),
    ...(['', undefined].includes(settings['answerSecret']) ? [] : checkCallbackSecret('/answerSecret', settings['answerSecret'] ?? '')),
    ...(settings['way'] === 'folder' ? checkFolder(settings, where) : settings['way'] === 'https' ? checkWayOut(settings, where) : [{ pointer: '/way', code: 'choose', message: 'Wählen Sie, auf welchem Weg die Nachrichten kommen sollen.' }]),
  ],
  address: (settings) => (settings['way'] === 'folder' ? `${settings['folder'] ?? ''}/` : new URL(settings['url'] ?? 'https://unknown.invalid').host),
};

function checkFolder(settings: Settings, where: SettingsWhere): readonly FieldProblem[] {
  if (!where.hasFolder) return [{ pointer: '/way', code: 'no-folder', message: 'Auf dieser Plattform ist kein Ordner für Nachrichten eingerichtet. Wählen Sie eine Adresse, oder bitten Sie den Betrieb darum.' }];
  return FOLDER.test(settings['folder'] ?? '') ? [] : [{ pointer: '/folder', code: 'folder', message: 'Geben Sie einen Namen aus kleinen Buchstaben, Ziffern und Bindestrichen ein, zum Beispiel bauamt.' }];
}

function checkWayOut(settings: Settings, where: SettingsWhere): readonly FieldProblem[] {
  const { url = '', token = '', certificate = '', key = '', ca = '' } = settings;
  const address = [...checkAddress('/url', url, where), ...(ca === '' ? [] : checkTrusted(ca))];
  if (certificate === '' && key === '') return [...address, ...(token === '' ? [{ pointer: '/token', code: 'required', message: 'Geben Sie ein Zugangstoken ein, oder ein Zertifikat mit seinem Schlüssel.' }] : [])];
  const problems = checkCertificate('/certificate', certificate, where.today);
  if (problems.length > 0) return [...address, ...problems];
  try {
    if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return address;
  } catch {
    // Said below, in words for the person.
  }
  return [...address, { pointer: '/key', code: 'key', message: 'Dieser Schlüssel passt nicht zum Zertifikat. Fügen Sie ihn im PEM-Format und ohne Kennwort ein.' }];
}

function checkTrusted(ca: string): readonly FieldProblem[] {
  try {
    void new X509Certificate(ca);
    return [];
  } catch {
    return [{ pointer: '/ca', code: 'certificate', message: 'Das ist kein Zertifikat. Fügen Sie es im PEM-Format ein, oder lassen Sie das Feld leer.' }];
  }
}
