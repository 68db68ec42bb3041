import { DomainError, type ErrorKind } from '@allmende/errors';

/** A refusal that the Open Service Broker API has a number of its own for. */
export class BrokerRefusal extends DomainError {
  override name = 'BrokerRefusal';
  readonly english: string;

  constructor(code: RefusalCode, options: { readonly de?: string; readonly en?: string } = {}) {
    const { kind, de, en, code: whole } = TEXTS[code];
    super({ kind, code: whole, message: options.de ?? de });
    this.english = options.en ?? en;
  }
}

/** The ways in which the broker refuses. */
export type RefusalCode = keyof typeof TEXTS;

const TEXTS = {
  'version-needed': { code: 'broker/version-needed', kind: 'invalid', de: 'Der Kopf X-Broker-API-Version fehlt oder nennt eine Version, die hier nicht gesprochen wird. Gesprochen wird 2.13 bis 2.17.', en: 'The header X-Broker-API-Version is missing or names a version that is not spoken here. Versions 2.13 to 2.17 are.' },
  'not-signed-in': { code: 'broker/not-signed-in', kind: 'unauthenticated', de: 'Diese Zugangsdaten gelten nicht oder nicht mehr.', en: 'These credentials are not valid or not valid any more.' },
  'nobody-responsible': { code: 'broker/nobody-responsible', kind: 'unauthenticated', de: 'Die Person, in deren Namen dieser Marktplatz bestellt, ist nicht mehr Digitalbeauftragte der Behörde. Die Behörde muss neue Zugangsdaten anlegen.', en: 'The person in whose name this marketplace orders is no longer digital officer of the authority. The authority has to create new credentials.' },
  'async-required': { code: 'broker/async-required', kind: 'conflict', de: 'Das geht nur nach und nach: Bitte fragen Sie mit accepts_incomplete=true.', en: 'This can only be done asynchronously: please ask with accepts_incomplete=true.' },
  concurrent: { code: 'broker/concurrent', kind: 'conflict', de: 'Für diese Instanz wird gerade etwas anderes getan. Bitte fragen Sie später noch einmal.', en: 'Another operation for this service instance is in progress. Please try again later.' },
  'maintenance-info': { code: 'broker/maintenance-info', kind: 'conflict', de: 'Die genannte maintenance_info.version ist nicht die des Katalogs. Bitte lesen Sie den Katalog neu.', en: 'The maintenance_info.version does not match the one in the catalog. Please read the catalog again.' },
  'other-wish': { code: 'broker/other-wish', kind: 'conflict', de: 'Unter diesem Namen gibt es schon etwas anderes.', en: 'There is something else with this id already.' },
  'delete-first': { code: 'broker/delete-first', kind: 'conflict', de: 'Diese Bestellung ist gescheitert. Bitte löschen Sie sie, bevor Sie unter demselben Namen neu bestellen.', en: 'This order has failed. Please delete it before ordering again with the same id.' },
  gone: { code: 'broker/gone', kind: 'gone', de: 'Das gibt es hier nicht oder nicht mehr.', en: 'This does not exist here, or not any more.' },
  'not-changeable': { code: 'broker/not-changeable', kind: 'conflict', de: 'Plan und Parameter stehen im Vertrag und lassen sich nicht ändern. Bitte bestellen Sie neu und beenden Sie dann das Alte.', en: 'Plan and parameters are part of the contract and cannot be changed. Please order anew and end the old one then.' },
  'not-bindable': { code: 'broker/not-bindable', kind: 'invalid', de: 'Diese Anwendung hat keine Adresse von außen, die sich verbinden ließe.', en: 'This app has no address of its own to bind to.' },
  'not-running': { code: 'broker/not-running', kind: 'conflict', de: 'Die Anwendung läuft noch nicht oder nicht mehr.', en: 'The app does not run yet, or not any more.' },
  'ordered-already': { code: 'broker/ordered-already', kind: 'conflict', de: 'Diese Anwendung ist für die Behörde schon bestellt. Sie läuft je Behörde nur einmal.', en: 'This app is ordered for the authority already. It runs once per authority.' },
  'award-not-proven': { code: 'broker/award-not-proven', kind: 'conflict', de: 'Die Behörde kann zurzeit nicht im Inhouse-Weg bestellen.', en: 'The authority cannot order by in-house award at the moment.' },
} as const satisfies Record<string, { code: `broker/${string}`; kind: ErrorKind; de: string; en: string }>;
