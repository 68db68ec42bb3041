import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { xmlCleanupInputProvider, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';

const FOLDER = path.join(import.meta.dirname, '../../../../shared/data/xoev');

/** Whether the XSDs of XBau 2.1 are at hand. */
export const HAS_XBAU = existsSync(path.join(FOLDER, 'xbau-2.1'));

const schema = (namespace: string, content: string, more = '') => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${namespace}" ${more} targetNamespace="${namespace}" elementFormDefault="unqualified">${content}</xs:schema>`;
const anything = (name: string) => `<xs:complexType name="${name}"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence></xs:complexType>`;

/**
 * What XBau imports and nobody could obtain, written so that the rest compiles. Not checked by it: the content of `leser` (XInneres Behörde), polygons (GML) and which letters String.Latin allows.
 */
const MISSING: Readonly<Record<string, string>> = {
  'http://www.xleitstelle.de/xplanung/schema/5/1/gmlProfile/gmlProfilexplan.xsd': schema('http://www.opengis.net/gml/3.2', anything('PolygonType')),
  'http://www.osci.de/xinneres/behoerde/4/xinneres-behoerde.xsd': schema('http://www.osci.de/xinneres/behoerde/4', anything('Behoerde') + anything('Behoerde.Erreichbar')),
  'http://xoev.de/latinchars/1_1/datatypes/latinchars.xsd': schema('http://xoev.de/latinchars/1_1/datatypes', '<xs:simpleType name="String.Latin"><xs:restriction base="xs:string"/></xs:simpleType>'),
  'http://www.osci.de/xinneres/basisnachricht/4/xinneres-basisnachricht.xsd': schema('http://www.osci.de/xinneres/basisnachricht/4', `
    <xs:import namespace="http://xoev.de/schemata/code/1_0" schemaLocation="http://xoev.de/schemata/code/1_0/xoev-code.xsd"/>
    <xs:import namespace="http://www.osci.de/xinneres/behoerde/4" schemaLocation="http://www.osci.de/xinneres/behoerde/4/xinneres-behoerde.xsd"/>
    <xs:simpleType name="UUID"><xs:restriction base="xs:token"><xs:pattern value="[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"/></xs:restriction></xs:simpleType>
    <xs:complexType name="Identifikation.Nachricht"><xs:sequence><xs:element name="nachrichtenUUID" type="t:UUID"/><xs:element name="nachrichtentyp" type="c:Code"/><xs:element name="erstellungszeitpunkt" type="xs:dateTime"/></xs:sequence></xs:complexType>
    <xs:complexType name="Nachrichtenkopf.G2G"><xs:sequence><xs:element name="identifikation.nachricht" type="t:Identifikation.Nachricht"/><xs:element name="leser" type="b:Behoerde"/><xs:element name="autor" type="b:Behoerde.Erreichbar"/></xs:sequence></xs:complexType>
    <xs:complexType name="Nachricht.G2G"><xs:sequence><xs:element name="nachrichtenkopf" type="t:Nachrichtenkopf.G2G"/></xs:sequence>
      ${['produkt', 'produkthersteller', 'produktversion', 'standard', 'test', 'version'].map((name) => `<xs:attribute name="${name}" type="xs:string"/>`).join('')}</xs:complexType>`,
  'xmlns:c="http://xoev.de/schemata/code/1_0" xmlns:b="http://www.osci.de/xinneres/behoerde/4"'),
};

/** Says what the official schema of XBau 2.1 finds wrong with a message; empty when nothing. */
export function xbauProblems(message: string): string[] {
  const folder = path.join(FOLDER, 'xbau-2.1');
  const files = Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.xsd')).map((name) => [`http://xbau.test/${name}`, readFileSync(path.join(folder, name))]));
  const code = { 'http://xoev.de/schemata/code/1_0/xoev-code.xsd': readFileSync(path.join(FOLDER, 'xoev/code/1_0/xoev-code.xsd')) };
  const missing = Object.fromEntries(Object.entries(MISSING).map(([url, text]) => [url, Buffer.from(text)]));
  xmlRegisterInputProvider(new XmlBufferInputProvider({ ...files, ...code, ...missing }));
  const main = `http://xbau.test/${message.includes('<xbau:prozessnachrichten.') ? 'xbau-prozessnachrichten' : 'xbau-nachrichten-baugenehmigung'}.xsd`;
  try {
    using source = XmlDocument.fromBuffer(files[main] ?? Buffer.of(), { url: main });
    using validator = XsdValidator.fromDoc(source);
    using document = XmlDocument.fromString(message);
    validator.validate(document);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').filter((line) => line !== '') : [String(error)];
  } finally {
    xmlCleanupInputProvider();
  }
}
