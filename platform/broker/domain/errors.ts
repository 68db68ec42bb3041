import { DomainError, type ErrorKind } from '@allmende/errors';

/** A refusal that the Open Service Broker API has a number of its own for. */
export class BrokerRefusal extends DomainError {
  override name = 'BrokerRefusal';
  readonly english: string;

  constructor(code: RefusalCode, options: { readonly de?: string; readonly en?: string } = {}) {
    const [kind, de, en] = TEXTS[code];
    super({ kind, code: `broker/${code}`, message: options.de ?? de });
    this.english = options.en ?? en;
  }
}

/** The ways in which the broker refuses. */
export type RefusalCode = keyof typeof TEXTS;

const TEXTS = {
  'version-needed': ['invalid', 'Der Kopf X-Broker-API-Version fehlt oder nennt eine Version, die hier nicht gesprochen wird. Gesprochen wird 2.13 bis 2.17.', 'The header X-Broker-API-Version is missing or names a version that is not spoken here. Versions 2.13 to 2.17 are.'],
  'not-signed-in': ['unauthenticated', 'Diese Zugangsdaten gelten nicht oder nicht mehr.', 'These credentials are not valid or not valid any more.'],
  'nobody-responsible': ['unauthenticated', 'Die Person, in deren Namen dieser Marktplatz bestellt, ist nicht mehr Digitalbeauftragte der Behörde. Die Behörde muss neue Zugangsdaten anlegen.', 'The person in whose name this marketplace orders is no longer digital officer of the authority. The authority has to create new credentials.'],
  'async-required': ['conflict', 'Das geht nur nach und nach: Bitte fragen Sie mit accepts_incomplete=true.', 'This can only be done asynchronously: please ask with accepts_incomplete=true.'],
  concurrent: ['conflict', 'Für diese Instanz wird gerade etwas anderes getan. Bitte fragen Sie später noch einmal.', 'Another operation for this service instance is in progress. Please try again later.'],
  'maintenance-info': ['conflict', 'Die genannte maintenance_info.version ist nicht die des Katalogs. Bitte lesen Sie den Katalog neu.', 'The maintenance_info.version does not match the one in the catalog. Please read the catalog again.'],
  'other-wish': ['conflict', 'Unter diesem Namen gibt es schon etwas anderes.', 'There is something else with this id already.'],
  'delete-first': ['conflict', 'Diese Bestellung ist gescheitert. Bitte löschen Sie sie, bevor Sie unter demselben Namen neu bestellen.', 'This order has failed. Please delete it before ordering again with the same id.'],
  gone: ['gone', 'Das gibt es hier nicht oder nicht mehr.', 'This does not exist here, or not any more.'],
  'not-changeable': ['conflict', 'Plan und Parameter stehen im Vertrag und lassen sich nicht ändern. Bitte bestellen Sie neu und beenden Sie dann das Alte.', 'Plan and parameters are part of the contract and cannot be changed. Please order anew and end the old one then.'],
  'not-bindable': ['invalid', 'Diese Anwendung hat keine Adresse von außen, die sich verbinden ließe.', 'This app has no address of its own to bind to.'],
  'not-running': ['conflict', 'Die Anwendung läuft noch nicht oder nicht mehr.', 'The app does not run yet, or not any more.'],
  'ordered-already': ['conflict', 'Diese Anwendung ist für die Behörde schon bestellt. Sie läuft je Behörde nur einmal.', 'This app is ordered for the authority already. It runs once per authority.'],
  'award-not-proven': ['conflict', 'Die Behörde kann zurzeit nicht im Inhouse-Weg bestellen.', 'The authority cannot order by in-house award at the moment.'],
} as const satisfies Record<string, readonly [ErrorKind, string, string]>;
