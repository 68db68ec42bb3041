import { button, linkButton } from '../components/button.ts';
import { errorSummary } from '../components/error-summary.ts';
import { heading } from '../components/text.ts';
import { checkbox } from '../fields/checkbox.ts';
import { checkboxGroup } from '../fields/checkbox-group.ts';
import { dateField } from '../fields/date-field.ts';
import { fieldset } from '../fields/fieldset.ts';
import { fileField } from '../fields/file-field.ts';
import { form } from '../fields/form.ts';
import { moneyField } from '../fields/money-field.ts';
import { radioGroup } from '../fields/radio-group.ts';
import { select } from '../fields/select.ts';
import { textArea } from '../fields/text-area.ts';
import { textField } from '../fields/text-field.ts';
import { html, type Html } from '../html.ts';

const yesNo = [
  { value: 'yes', label: 'Ja' },
  { value: 'no', label: 'Nein' },
];

/** Every field, empty, filled in and with its error. */
export function galleryFields(): Html {
  return html`${heading('Formular', 2)}${form({
    csrf: 'example',
    label: 'Felder',
    fields: [
      textField({ name: 'plain', label: 'Rufname des Hundes' }),
      textField({ name: 'email', label: 'E-Mail-Adresse', hint: 'Dorthin schicken wir die Bestätigung.', type: 'email', autocomplete: 'email', optional: true, value: 'k.musterfrau@beispiel.example' }),
      fieldset({
        legend: 'Anschrift',
        fields: [
          textField({ name: 'address.street', label: 'Straße und Hausnummer', autocomplete: 'address-line1' }),
          textField({ name: 'address.postcode', label: 'Postleitzahl', width: 'short', inputmode: 'numeric', autocomplete: 'postal-code' }),
        ],
      }),
      textArea({ name: 'text', label: 'Was sollen wir noch wissen?', optional: true, value: 'Die Hündin ist\nvom Züchter.' }),
      select({ name: 'breed', label: 'Rasse', value: 'b', options: [{ value: 'a', label: 'Dackel' }, { value: 'b', label: 'Mischling' }] }),
      radioGroup({ name: 'rescue', label: 'Kommt der Hund aus dem Tierheim?', horizontal: true, options: yesNo, value: 'yes' }),
      radioGroup({
        name: 'kind',
        label: 'Was trifft zu?',
        hint: 'Wählen Sie eine Antwort.',
        options: [
          { value: 'one', label: 'Mein erster Hund', hint: 'In Ihrem Haushalt lebt noch kein anderer Hund.' },
          { value: 'more', label: 'Ein weiterer Hund' },
        ],
      }),
      checkboxGroup({ name: 'proof', label: 'Welche Nachweise haben Sie?', options: [{ value: 'chip', label: 'Nummer des Chips' }, { value: 'insurance', label: 'Versicherung', hint: 'Police oder Bestätigung' }], values: ['chip'] }),
      checkbox({ name: 'true', label: 'Meine Angaben sind richtig und vollständig.' }),
      dateField({ name: 'since', label: 'Seit wann halten Sie den Hund?', hint: 'Zum Beispiel 31 3 2026', value: { day: 31, month: 3, year: 2026 } }),
      moneyField({ name: 'rent', label: 'Höhe der Miete im Monat', value: '1.234,50' }),
      fileField({ name: 'file', label: 'Foto des Impfpasses', hint: 'Fotografieren Sie die Seite mit dem Chip-Aufkleber.', accept: 'image/*,.pdf' }),
    ],
    buttons: [button({ label: 'Weiter' }), button({ label: 'Zwischenspeichern', look: 'secondary', name: 'then', value: 'save' }), linkButton({ label: 'Abbrechen', look: 'tertiary', href: '#' })],
  })}${heading('Formular mit Fehlern', 2)}${errorSummary({
    errors: [
      { field: 'wrong', message: 'Geben Sie den Rufnamen des Hundes ein.' },
      { field: 'wrong.born', message: 'Geben Sie das Geburtsdatum mit Tag, Monat und Jahr ein, zum Beispiel 31 3 1980.' },
      { message: 'Der Antrag ist in einem anderen Fenster geändert worden.' },
    ],
  })}${form({
    csrf: 'example',
    label: 'Felder mit Fehlern',
    multipart: true,
    fields: [
      textField({ name: 'wrong', label: 'Rufname des Hundes', hint: 'So, wie Sie ihn rufen.', error: 'Geben Sie den Rufnamen des Hundes ein.' }),
      textArea({ name: 'wrong.text', label: 'Begründung', error: 'Schreiben Sie in einem Satz, warum.' }),
      select({ name: 'wrong.breed', label: 'Rasse', error: 'Wählen Sie die Rasse.', options: [{ value: 'a', label: 'Dackel' }] }),
      radioGroup({ name: 'wrong.kind', label: 'Was trifft zu?', error: 'Wählen Sie eine Antwort.', options: yesNo }),
      checkboxGroup({ name: 'wrong.proof', label: 'Welche Nachweise haben Sie?', error: 'Wählen Sie mindestens einen Nachweis.', options: [{ value: 'chip', label: 'Nummer des Chips' }] }),
      checkbox({ name: 'wrong.true', label: 'Ich habe die Hinweise gelesen.', error: 'Bestätigen Sie, dass Sie die Hinweise gelesen haben.' }),
      dateField({ name: 'wrong.born', label: 'Ihr Geburtsdatum', value: { day: '31', month: 'Mai', year: '' }, autocomplete: 'bday', error: 'Geben Sie das Geburtsdatum mit Tag, Monat und Jahr ein, zum Beispiel 31 3 1980.' }),
      moneyField({ name: 'wrong.rent', label: 'Höhe der Miete im Monat', value: 'viel', error: 'Geben Sie einen Betrag ein, zum Beispiel 640,50.' }),
      fileField({ name: 'wrong.file', label: 'Foto des Impfpasses', error: 'Die Datei ist größer als 10 MB. Wählen Sie eine kleinere.' }),
    ],
    buttons: button({ label: 'Antrag absenden' }),
  })}`;
}
